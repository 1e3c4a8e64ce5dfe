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
    /// Lends the queues of this one, and those of others that take the same frames, to `body`, as `lendQueues` does.
    public mutating func lendQueues(
        and others: inout [Pipeline], _ body: ([QueueAccess]) -> (frames: Int, last: UInt64)
    ) {
        lendQueues { own in
            unsafe others.withUnsafeMutableBufferPointer { unsafe Self.lend($0, from: 0, [own], body) }
        }
    }

    /// Lends the queues of the pipelines from a place on, behind those that are lent already.
    private static func lend(
        _ pipelines: UnsafeMutableBufferPointer<Pipeline>, from place: Int, _ lent: [QueueAccess],
        _ body: ([QueueAccess]) -> (frames: Int, last: UInt64)
    ) -> (frames: Int, last: UInt64) {
        guard place < pipelines.count else { return body(lent) }
        var taken = (frames: 0, last: UInt64(0))
        unsafe pipelines[place].lendQueues { queues in
            taken = unsafe lend(pipelines, from: place + 1, lent + [queues], body)
            return taken
        }
        return taken
    }

    /// Lends the queues to `body`, which says how many frames they took, and which was the last.
    public mutating func lendQueues(_ body: (QueueAccess) -> (frames: Int, last: UInt64)) {
        let taken = unsafe queues.withUnsafeMutableBufferPointer { queues in
            unsafe body(QueueAccess(queues))
        }
        guard taken.frames > 0 else { return }
        received += UInt64(taken.frames)
        lastFrame = taken.last
    }

    /// Takes frames one behind the other, with a clock when they arrive; they are steered anew.
    public mutating func takeAll(_ frames: RawFrames, _ steered: inout SteeredFrames) {
        guard clock == nil else { return takeInTime(frames, after: nil) }
        steered.steer(frames)
        take(frames, steered)
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
