import Offload
import Packet

extension Pipeline {
    /// Calls its second argument for each number below the first, once, on whatever threads, and comes back after all.
    public typealias Performer = (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

    /// One after the other, on this thread.
    public static let inTurn: @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void = { count, body in
        for number in 0..<count { body(number) }
    }

    /// Lets each queue take its frames of a batch, all queues at a time.
    ///
    /// Queues know nothing of each other, so every queue comes to the same as if the frames were taken one by one.
    ///
    /// - Parameters:
    ///   - frames: The frames of the batch.
    ///   - batch: Which queue takes which.
    ///   - perform: How the queues share the threads.
    ///   - after: What is done on the queue's thread after each of its frames, or after several of a round that were
    ///     taken at once: with the number of the queue, what happened in its round, and the round's number.
    public mutating func take(
        _ frames: RawFrames, _ batch: SteeredBatch, perform: Performer = Pipeline.inTurn,
        after: (@Sendable (Int, RoundRecord, UInt64) -> Void)? = nil
    ) {
        let rss = rss
        unsafe queues.withUnsafeMutableBufferPointer { queues in
            // A queue is touched by one call of the body.
            nonisolated(unsafe) let all = unsafe queues
            unsafe perform(all.count) { number in
                let follow = after.map { after in { @Sendable in after(number, $0, $1) } }
                guard batch.isNeeded else { return unsafe all[number].take(frames, rss, after: follow) }
                for part in batch.parts {
                    frames.withFrames(part.rings[number]) { unsafe all[number].take($0, rss, after: follow) }
                }
            }
        }
        guard frames.count > 0 else { return }
        received += UInt64(frames.count)
        lastFrame = frames.record(at: frames.count - 1).index
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
