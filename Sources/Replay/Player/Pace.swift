import Receive
import Settings

/// How fast a run goes by itself.
public enum Pace: Equatable, Sendable {
    /// So many frames a second.
    case frames(Int)
    /// So many poll rounds a second, all queues together.
    case rounds(Int)
    /// As fast as the machine can.
    case full

    /// All paces, the slowest first.
    public static let ladder: [Pace] =
        [1, 4, 16, 64].map { .frames($0) } + [1, 4, 10, 30, 100, 1000].map { .rounds($0) } + [.full]

    /// The pace that a run begins with.
    public static let initial = Pace.rounds(4)

    /// Up to how many rounds a second frames are shown inside the round, so that one sees sessions fill.
    static let fastestByFrame = 10

    /// Whether so little happens that four pictures a second show all of it.
    public var isSlow: Bool { framesPerSecond(budget: 1, inTime: false) != nil }

    /// Frames a second, where the pace goes frame by frame; a round is taken as `budget` frames, unless it is one of a
    /// clock, which may take any number.
    func framesPerSecond(budget: Int, inTime: Bool) -> Double? {
        switch self {
        case .frames(let count): Double(count)
        case .rounds(let count): count <= Self.fastestByFrame && !inTime ? Double(count * budget) : nil
        case .full: nil
        }
    }

    /// The next faster or slower pace, or nil at the end of the ladder.
    public func step(_ direction: Direction) -> Pace? {
        guard let place = Self.ladder.firstIndex(of: self) else { return nil }
        let next = place + direction.sign
        return Self.ladder.indices.contains(next) ? Self.ladder[next] : nil
    }
}

extension Pace: CustomStringConvertible {
    /// `4 rounds/s`, `16 frames/s`, or `full speed`.
    public var description: String {
        switch self {
        case .frames(1): "1 frame/s"
        case .frames(let count): "\(count) frames/s"
        case .rounds(1): "1 round/s"
        case .rounds(let count): "\(count) rounds/s"
        case .full: "full speed"
        }
    }
}
