import Offload
import Receive
import Traffic

/// Leads a whole source through a receive path at full speed, on all cores.
///
/// What comes out is the same as with a runner, whatever the threads.
public struct BatchRunner: ~Copyable {
    /// The run as far as it has come.
    public private(set) var run: Runner

    private let reader: BatchReader
    private let relay: Relay
    /// How many parts are led at a time.
    private let parts: Int

    /// A run that has not taken a frame yet.
    ///
    /// A pipe is never read ahead, since its writer may wait for an answer.
    ///
    /// - Parameters:
    ///   - source: A source that has not begun.
    ///   - pipeline: A receive path that has received nothing.
    ///   - isConcurrent: Whether all cores may be used.
    ///   - partCapacity: How many frames a thread takes at a time; by default as many as stay in a core's cache until all
    ///     is done with them.
    ///   - parts: How many such parts are taken at a time.
    public init(
        _ source: any FrameSource, _ pipeline: Pipeline, isConcurrent: Bool = true, partCapacity: Int = 4_096,
        parts: Int = 16
    ) {
        let isPipe = source.facts.isPipe
        relay = Relay(pipeline, threads: isConcurrent && !isPipe ? .max : 1)
        reader = BatchReader(source, capacity: partCapacity, threads: relay.threads)
        run = Runner(reader, pipeline, batchCapacity: 1)
        self.parts = isPipe ? 1 : parts
    }

    /// Takes the next batch.
    ///
    /// - Parameter after: See `LentQueues.take`.
    /// - Returns: Whether there was one; false at the end of the source, where the last rounds end.
    public mutating func takeBatch(after: (@Sendable (Int, ReceiveQueue) -> Void)? = nil) -> Bool {
        guard !run.isOver else { return false }
        var count = 0
        run.take { pipeline in count = relay.lead(parts, of: reader, through: &pipeline, after: after) }
        if count == 0 { run.end(reader.failure) }
        return count > 0
    }

    /// Ends the run here: the rounds in progress end as if the source had ended.
    public mutating func stop() { run.stop() }
}
