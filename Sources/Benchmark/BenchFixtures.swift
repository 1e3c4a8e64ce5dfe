import Frames
import Replay
import Traffic

/// What the cases of a run share: frames in memory, the capture, and runs that are watched.
final class BenchFixtures {
    private struct Key: Hashable {
        var arrangement: TrafficPattern
        var count: Int
    }

    private var sets: [Key: FrameRing] = [:]
    private var captures: [String: TemporaryCapture] = [:]
    private var players: [Int: Player] = [:]

    /// Frames so arranged, of which `packets` are received in a round.
    func frames(_ arrangement: TrafficPattern, packets: Int) -> FrameRing {
        let key = Key(arrangement: arrangement, count: arrangement.count(packets: packets))
        if let set = sets[key] { return set }
        let set = FrameRing(arrangement, count: key.count)
        sets[key] = set
        return set
    }

    /// A run at full speed that has seen so many flows.
    func player(flows: Int) throws -> Player {
        if let player = players[flows] { return player }
        let player = try Player(afterFlows: flows)
        players[flows] = player
        return player
    }

    /// A capture of so many packets of a profile.
    func capture(_ profile: Profile = .mixed, packets: Int) throws -> TemporaryCapture {
        let key = "\(profile.rawValue) \(packets)"
        if let capture = captures[key] { return capture }
        let capture = try TemporaryCapture(profile, packets: packets)
        captures[key] = capture
        return capture
    }
}
