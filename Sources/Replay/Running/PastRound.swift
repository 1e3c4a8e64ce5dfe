import Queues
import Receive

/// A poll round that has ended.
public struct PastRound: Equatable, Sendable {
    /// Its queue.
    public var queue: Int
    /// Frames that it took.
    public var frames: Int
    /// Packets that it delivered.
    public var deliveries: Int
    /// Payload that it delivered in aggregates of two packets or more.
    public var mergedBytes: UInt64
    /// Whether a setting was changed since the round before it ended.
    public var isTuned = false

    /// The round of `queue` that has ended.
    init(queue: Int, _ state: ReceiveQueue) {
        self.queue = queue
        (frames, deliveries, mergedBytes) = (state.framesInRound, state.deliveriesInRound, state.mergedBytesInRound)
    }
}
