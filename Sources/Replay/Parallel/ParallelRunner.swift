import Frames
import Offload
import Receive

/// Feeds a whole source through a receive path at full speed, on all cores.
///
/// What comes out is the same as with a runner, whatever the threads.
public struct ParallelRunner: ~Copyable {
    /// The run as far as it has come.
    public private(set) var run: Runner

    private let reader: ChunkReader
    private let relay: ParallelPipeline
    /// How many chunks are fed at a time.
    private let chunks: Int

    /// A run that has not taken a frame yet.
    ///
    /// A pipe is never read ahead, since its writer may wait for an answer.
    ///
    /// - Parameters:
    ///   - source: A source that has not begun.
    ///   - pipeline: A receive path that has received nothing.
    ///   - isConcurrent: Whether all cores may be used.
    ///   - chunkCapacity: How many frames a thread takes at a time; by default as many as stay in a core's cache until all
    ///     is done with them.
    ///   - chunks: How many such chunks are taken at a time.
    public init(
        _ source: any FrameSource, _ pipeline: Pipeline, isConcurrent: Bool = true, chunkCapacity: Int = 4_096,
        chunks: Int = 16
    ) {
        let isPipe = source.facts.isPipe
        relay = ParallelPipeline(pipeline, threads: isConcurrent && !isPipe ? .max : 1)
        reader = ChunkReader(source, capacity: chunkCapacity, threads: relay.threads)
        run = Runner(reader, pipeline, batchCapacity: 1)
        self.chunks = isPipe ? 1 : chunks
    }

    /// Takes the next batch.
    ///
    /// - Parameter after: See `QueueAccess.take`.
    /// - Returns: Whether there was one; false at the end of the source, where the last rounds end.
    public mutating func takeBatch(after: (@Sendable (Int, ReceiveQueue) -> Void)? = nil) -> Bool {
        guard !run.isOver else { return false }
        var count = 0
        run.take { pipeline in count = relay.feed(chunks, of: reader, through: &pipeline, after: after) }
        if count == 0 { run.end(reader.failure) }
        return count > 0
    }

    /// Ends the run here: the rounds in progress end as if the source had ended.
    public mutating func stop() { run.stop() }
}
