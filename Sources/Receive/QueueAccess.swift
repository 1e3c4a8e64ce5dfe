import Offload
import Packet
import Queues

/// The queues of a pipeline, lent to threads that lead frames to them.
///
/// Queues know nothing of each other, so every queue comes to the same as if the frames were taken one by one.
@safe
public struct QueueAccess: @unchecked Sendable {  // No queue is taken by two threads at a time, as its user promises.
    private let queues: UnsafeMutableBufferPointer<ReceiveQueue>

    fileprivate init(_ queues: UnsafeMutableBufferPointer<ReceiveQueue>) { unsafe self.queues = queues }

    /// The numbers of the queues.
    public var indices: Range<Int> { unsafe queues.indices }

    /// Lets a queue take frames, one after the other.
    ///
    /// - Precondition: No other thread lets the queue take frames meanwhile.
    /// - Parameters:
    ///   - frames: Frames that were steered.
    ///   - steered: Which queue takes which.
    ///   - queue: The number of the queue.
    ///   - after: What is done after each round that ends, and after the last of the frames: with the number of the
    ///     queue, and the queue as it stands.
    @unsafe
    public func take(
        _ frames: RawFrames, _ steered: SteeredFrames, queue: Int,
        after: ((Int, ReceiveQueue) -> Void)?
    ) {
        let follow = after.map { after in { after(queue, $0) } }
        steered.withFrames(for: queue, of: frames) { unsafe queues[queue].receive($0, after: follow) }
    }
}

extension Pipeline {
    /// Lends the queues to `body`, which says how many frames they took, and which was the last.
    public mutating func lendQueues(_ body: (QueueAccess) -> (frames: Int, last: UInt64)) {
        let taken = unsafe queues.withUnsafeMutableBufferPointer { queues in
            unsafe body(QueueAccess(queues))
        }
        guard taken.frames > 0 else { return }
        received += UInt64(taken.frames)
        lastFrame = taken.last
    }

    /// Lets each queue take its share of `frames`, which were steered, one queue after the other; for `after` see
    /// `QueueAccess.take`.
    public mutating func take(
        _ frames: RawFrames, _ steered: SteeredFrames, after: ((Int, ReceiveQueue) -> Void)? = nil
    ) {
        guard frames.count > 0 else { return }
        lendQueues { queues in
            // There is one thread.
            for queue in queues.indices { unsafe queues.take(frames, steered, queue: queue, after: after) }
            return (frames.count, frames.record(at: frames.count - 1).index)
        }
    }
}
