import Packet
import Queues
import Receive
import Synchronization

/// Threads that feed frames to the queues of a receive path.
///
/// A chunk of frames stays with one thread, and so in the caches of one core: there it is read, steered and
/// fed to the queues, one after the other, while other threads do so with other chunks. Sequencers keep the chunks in
/// order at the source and at each of the queues, so what comes out does not depend on the threads.
public final class ParallelPipeline: Sendable {
    private let pool: ThreadPool
    private let workers: [Worker]

    /// What a thread steers with; nobody else asks for it.
    private final class Worker: Sendable {
        let steered: Mutex<SteeredFrames>

        init(_ pipeline: Pipeline) { steered = Mutex(SteeredFrames(pipeline)) }
    }

    /// So many threads, or fewer where there are fewer cores or queues, for pipelines that steer as this one.
    public init(_ pipeline: Pipeline, threads: Int) {
        // More would only wait for each other.
        pool = ThreadPool(limit: min(threads, pipeline.queues.count + 1))
        workers = (0..<pool.threads).map { _ in Worker(pipeline) }
    }

    deinit { pool.shutDown() }

    /// Steers from now on as `pipeline` and its shadows do.
    public func steer(for pipeline: Pipeline, and shadows: [Pipeline]) {
        for worker in workers { worker.steered.withLock { $0 = SteeredFrames(pipeline, and: shadows) } }
    }

    /// Feeds the next chunks of a source to the queues of a receive path; see the other `feed`.
    public func feed(
        _ limit: Int, of source: some ChunkSource, through pipeline: inout Pipeline,
        after: (@Sendable (Int, ReceiveQueue) -> Void)? = nil
    ) -> Int {
        var none: [Pipeline] = []
        return feed(limit, of: source, through: &pipeline, shadows: &none, after: after)
    }

    /// How many threads there are.
    public var threads: Int { pool.threads }

    /// Feeds the next chunks of a source to the queues of a receive path, and to those of shadows beside it, and returns
    /// when all are through.
    ///
    /// - Parameters:
    ///   - limit: How many chunks are fed at most.
    ///   - source: Where the chunks come from.
    ///   - pipeline: A receive path that steers as the one that the threads were made for.
    ///   - shadows: Others that steer as it does.
    ///   - after: See `QueueAccess.take`; it is called on the thread that feeds the frames.
    /// - Returns: How many chunks there were.
    /// - Complexity: O(*n*) for *n* frames.
    public func feed(
        _ limit: Int, of source: some ChunkSource, through pipeline: inout Pipeline, shadows: inout [Pipeline],
        after: (@Sendable (Int, ReceiveQueue) -> Void)? = nil
    ) -> Int {
        let batch = ParallelBatch(limit: limit, queues: pipeline.queues.count)
        pipeline.lendQueues(and: &shadows) { queues in
            pool.perform { thread in
                while let number = batch.begin({ source.prepare($0, on: thread) }) {
                    source.withFrames(of: number, on: thread) { frames in
                        feed(frames, number, on: thread, to: queues, batch, after)
                    }
                }
            }
            return batch.taken
        }
        return batch.chunks
    }

    /// Feeds a chunk to one queue after the other.
    private func feed(
        _ frames: RawFrames, _ number: Int, on thread: Int, to all: [QueueAccess], _ batch: ParallelBatch,
        _ after: (@Sendable (Int, ReceiveQueue) -> Void)?
    ) {
        workers[thread].steered.withLock { steered in
            steered.steer(frames)
            for queue in all[0].indices {
                batch.queues[queue].take(number) {
                    // No other thread has its turn.
                    unsafe all[0].take(frames, steered, queue: queue, after: after)
                    for shadow in all.dropFirst() { unsafe shadow.take(frames, steered, queue: queue, after: nil) }
                }
            }
        }
        if frames.count > 0 { batch.note(frames.count, last: frames.record(at: frames.count - 1).index) }
    }
}
