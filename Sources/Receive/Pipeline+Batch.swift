import Offload
import Packet

/// The frames of a batch, each steered to its queue.
public struct SteeredBatch: Sendable {
    /// The queue of each frame, in the order in which they came.
    public private(set) var queues: [UInt8] = []
    /// The places of each queue's frames.
    fileprivate var places: [[Int32]]

    /// No frames, for so many queues.
    public init(queues: Int) { places = Array(repeating: [], count: queues) }

    /// Forgets all frames and keeps the memory.
    public mutating func removeAll() {
        queues.removeAll(keepingCapacity: true)
        for queue in places.indices { places[queue].removeAll(keepingCapacity: true) }
    }

    /// Notes the queue of the frame at the next place.
    @inline(__always)
    public mutating func append(queue: Int) {
        places[queue].append(Int32(queues.count))
        queues.append(UInt8(queue))
    }
}

extension Pipeline {
    /// Calls its second argument for each number below the first, once, on whatever threads, and comes back after all.
    public typealias Performer = (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

    /// Lets each queue take its frames of a batch, all queues at a time.
    ///
    /// Queues know nothing of each other, so every queue comes to the same as if the frames were taken one by one.
    ///
    /// - Parameters:
    ///   - frames: The descriptors of the batch.
    ///   - batch: Which queue takes which.
    ///   - perform: How the queues share the threads.
    ///   - after: What is done on the queue's thread after each of its frames: with the number of the queue, what
    ///     happened in its round, and the round's number.
    public mutating func take(
        _ frames: UnsafeMutableBufferPointer<Descriptor>, _ batch: SteeredBatch, perform: Performer,
        after: (@Sendable (Int, RoundRecord, UInt64) -> Void)? = nil
    ) {
        unsafe queues.withUnsafeMutableBufferPointer { queues in
            // A queue is touched by one call of the body, and so is each frame, which goes to one queue.
            nonisolated(unsafe) let (all, packets) = unsafe (queues, frames)
            perform(batch.places.count) { number in
                for place in batch.places[number] {
                    // The places are those of the batch that `frames` holds; buffers check their bounds in debug builds.
                    unsafe all[number].take(&packets[Int(place)])
                    if let after { unsafe after(number, all[number].manager.record, all[number].round) }
                }
            }
        }
        received += UInt64(batch.queues.count)
        // As above.
        if let last = unsafe frames.prefix(batch.queues.count).last { lastFrame = last.index }
    }

    /// What steers frames to queues under the settings now.
    public var steering: RSS { rss }
}
