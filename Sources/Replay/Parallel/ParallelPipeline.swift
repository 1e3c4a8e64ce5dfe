import Glibc
import Offload
import Packet
import Receive
import Synchronization

/// Frames in numbered chunks, which are got ready one after the other, and then lent to several threads.
public protocol ChunkSource: Sendable {
    /// Gets the next chunk ready for a thread, which is done with its chunk before that.
    ///
    /// - Parameters:
    ///   - number: The number of the chunk; the calls come in the order of these.
    ///   - thread: The number of the thread.
    /// - Returns: Whether there is such a chunk; if not, there is none behind it either.
    func prepare(_ number: Int, on thread: Int) -> Bool

    /// Lends the frames of the chunk that was got ready last on that thread, which has that number.
    func withFrames(of number: Int, on thread: Int, _ body: (RawFrames) -> Void)
}

/// Threads that lead frames through a receive path.
///
/// A chunk of frames stays with one thread, and so in the caches of one core: there it is read, steered and
/// fed to the queues, one after the other, while other threads do the same with other chunks. Chunks take turns at reading
/// and at each of the queues, so what comes out is the same whatever the threads.
public final class ParallelPipeline: Sendable {
    private let pool: ThreadPool
    private let workers: [WorkerState]

    /// What a thread steers with; nobody else asks for it.
    private final class WorkerState: Sendable {
        let steered: Mutex<SteeredFrames>

        init(_ pipeline: Pipeline) { steered = Mutex(SteeredFrames(pipeline)) }
    }

    /// So many threads, or fewer where there are fewer cores, for pipelines that steer as this one.
    public init(_ pipeline: Pipeline, threads: Int) {
        // More would only wait for each other.
        pool = ThreadPool(most: min(threads, pipeline.queues.count + 1))
        workers = (0..<pool.threads).map { _ in WorkerState(pipeline) }
    }

    deinit { pool.dismiss() }

    /// How many threads there are.
    public var threads: Int { pool.threads }

    /// Feeds the next chunks of `source`, up to `most` of them, to the queues of `pipeline`.
    ///
    /// - Parameters:
    ///   - most: How many chunks are fed at most.
    ///   - source: Where the chunks come from.
    ///   - pipeline: A receive path that steers as the one of which the relay knows.
    ///   - after: See `QueueAccess.take`; it is called on the thread that feeds the frames.
    /// - Returns: How many chunks there were.
    public func feed(
        _ most: Int, of source: some ChunkSource, through pipeline: inout Pipeline,
        after: (@Sendable (Int, ReceiveQueue) -> Void)? = nil
    ) -> Int {
        let batch = ParallelBatch(chunks: most, queues: pipeline.queues.count)
        pipeline.lendQueues { queues in
            pool.perform { thread in
                while let number = batch.begin({ source.prepare($0, on: thread) }) {
                    source.withFrames(of: number, on: thread) { frames in
                        feed(frames, number, on: thread, to: queues, batch, after)
                    }
                }
            }
            return batch.taken
        }
        return batch.count
    }

    /// Feeds a chunk to one queue after the other.
    private func feed(
        _ frames: RawFrames, _ number: Int, on thread: Int, to queues: QueueAccess, _ batch: ParallelBatch,
        _ after: (@Sendable (Int, ReceiveQueue) -> Void)?
    ) {
        workers[thread].steered.withLock { steered in
            steered.steer(frames)
            for queue in queues.indices {
                batch.queues[queue].take(number) {
                    // No other thread has its turn.
                    unsafe queues.take(frames, steered, queue: queue, after: after)
                }
            }
        }
        if frames.count > 0 { batch.note(frames.count, last: frames.record(at: frames.count - 1).index) }
    }
}
