import Replay

/// What the cases of a run share: frames in memory, the capture, and runs that are watched.
final class Stock {
    private struct Key: Hashable {
        var arrangement: Arrangement
        var count: Int
    }

    private var sets: [Key: Preloaded] = [:]
    private var captures: [Int: TemporaryCapture] = [:]
    private var players: [Int: Player] = [:]

    /// Frames so arranged, of which `packets` are received in a round.
    func frames(_ arrangement: Arrangement, packets: Int) -> Preloaded {
        let key = Key(arrangement: arrangement, count: arrangement.count(packets: packets))
        if let set = sets[key] { return set }
        let set = Preloaded(arrangement, count: key.count)
        sets[key] = set
        return set
    }

    /// A run at full speed that has seen so many flows.
    func player(flows: Int) throws -> Player {
        if let player = players[flows] { return player }
        let player = try Player(rushingPast: flows)
        players[flows] = player
        return player
    }

    /// A capture of so many packets.
    func capture(packets: Int) throws -> TemporaryCapture {
        if let capture = captures[packets] { return capture }
        let capture = try TemporaryCapture(packets: packets)
        captures[packets] = capture
        return capture
    }
}
