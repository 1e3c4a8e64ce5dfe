/// When frames arrive at the NIC.
public enum Arrivals: Equatable, Sendable {
    /// There is no clock: a poll round is the queue's next `budget` frames.
    case backlog
    /// As the capture's stamps say, so many thousandths as fast.
    case recorded(speed: UInt32)
    /// One behind the other at a rate.
    case rate(Rate)

    /// As fast as recorded, in thousandths.
    public static let naturalSpeed: UInt32 = 1_000

    /// As recorded, and as fast.
    public static let asRecorded = Arrivals.recorded(speed: naturalSpeed)

    /// Whether they are as the capture's stamps say.
    public var areRecorded: Bool { if case .recorded = self { true } else { false } }

    /// Reads `backlog`, `recorded` or a rate; nil where it is none.
    public init?(_ text: String) {
        switch text {
        case "backlog": self = .backlog
        case "recorded": self = .asRecorded
        default:
            guard let rate = Rate(text) else { return nil }
            self = .rate(rate)
        }
    }
}

extension Arrivals: CustomStringConvertible {
    /// The arrivals as they can be read again, without the speed.
    public var description: String {
        switch self {
        case .backlog: "backlog"
        case .recorded: "recorded"
        case .rate(let rate): rate.description
        }
    }
}
