import Offload
import Queues
import Receive

/// One receive queue as a snapshot shows it.
public struct QueueView: Sendable {
    /// Its number.
    public let number: Int
    /// The counters of its LRO manager.
    public let counters: Counters
    /// The number of the round in progress, or of the one that ended.
    public let round: UInt64
    /// Frames of that round so far.
    public let frames: Int
    /// Packets delivered in that round so far.
    public let deliveries: Int
    /// Whether that round has ended.
    public let isRoundOver: Bool
    /// Sessions that are open.
    public let open: Int
    /// The most sessions that were open at once in that round.
    public let peak: Int

    /// A copy of what is shown of `queue`, which has that number.
    init(_ number: Int, _ queue: ReceiveQueue) {
        self.number = number
        counters = queue.manager.counters
        round = queue.round
        frames = queue.framesInRound
        deliveries = queue.deliveriesInRound
        isRoundOver = queue.isRoundOver
        open = queue.manager.table.count
        peak = queue.peakSessions
    }
}
