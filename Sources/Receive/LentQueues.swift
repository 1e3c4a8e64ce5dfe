import Offload
import Packet

/// The queues of a pipeline, lent to threads that lead frames to them.
///
/// Queues know nothing of each other, so every queue comes to the same as if the frames were taken one by one.
@safe
public struct LentQueues: @unchecked Sendable {  // No queue is taken by two threads at a time, as its user promises.
    private let queues: UnsafeMutableBufferPointer<ReceiveQueue>
    private let rss: RSS

    fileprivate init(_ queues: UnsafeMutableBufferPointer<ReceiveQueue>, _ rss: RSS) {
        unsafe self.queues = queues
        self.rss = rss
    }

    /// The numbers of the queues.
    public var indices: Range<Int> { unsafe queues.indices }

    /// Lets a queue take frames, one after the other.
    ///
    /// - Precondition: No other thread lets the queue take frames meanwhile.
    /// - Parameters:
    ///   - frames: Frames that were steered.
    ///   - steered: Which queue takes which.
    ///   - queue: The number of the queue.
    ///   - after: What is done after each of its frames, or after several of a round that were taken at once: with the
    ///     number of the queue, what happened in its round, and the round's number.
    @unsafe
    public func take(
        _ frames: RawFrames, _ steered: SteeredFrames, queue: Int,
        after: (@Sendable (Int, RoundRecord, UInt64) -> Void)?
    ) {
        let follow = after.map { after in { after(queue, $0, $1) } }
        steered.withFrames(for: queue, of: frames) { unsafe queues[queue].take($0, rss, after: follow) }
    }
}

extension Pipeline {
    /// Lends the queues to `body`, which says how many frames they took, and which was the last.
    public mutating func lendQueues(_ body: (LentQueues) -> (frames: Int, last: UInt64)) {
        let rss = rss
        let taken = unsafe queues.withUnsafeMutableBufferPointer { queues in
            unsafe body(LentQueues(queues, rss))
        }
        guard taken.frames > 0 else { return }
        received += UInt64(taken.frames)
        lastFrame = taken.last
    }

    /// Lets each queue take its share of `frames`, which were steered, one queue after the other.
    public mutating func take(_ frames: RawFrames, _ steered: SteeredFrames) {
        guard frames.count > 0 else { return }
        lendQueues { queues in
            // There is one thread.
            for queue in queues.indices { unsafe queues.take(frames, steered, queue: queue, after: nil) }
            return (frames.count, frames.record(at: frames.count - 1).index)
        }
    }
}

extension ReceiveQueue {
    /// Takes frames, one after the other.
    fileprivate mutating func take(_ frames: RawFrames, _ rss: RSS, after: ((RoundRecord, UInt64) -> Void)?) {
        let mayBePlain = frames.mayBePlain && takesFrames
        var descriptor = Descriptor()
        var rss = rss
        var place = 0
        while place < frames.count {
            let count = mayBePlain ? take(frames, from: place) : 0
            if count == 0 {
                frames.parse(place, into: &descriptor)
                // The buckets of GRO ask for the hash.
                _ = rss.steer(&descriptor)
                take(&descriptor)
            }
            place += max(1, count)
            if let after { after(manager.record, round) }
        }
        followOpenings()
    }
}
