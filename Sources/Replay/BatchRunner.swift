import Dispatch
import Offload
import Packet
import Receive
import Traffic

/// Leads a whole source through a receive path at full speed, on all cores: the next batch is read while the queues take
/// this one, each on whatever thread is free.
///
/// What comes out is the same as with a runner, whatever the threads.
public struct BatchRunner: ~Copyable {
    /// The run as far as it has come.
    public private(set) var run: Runner

    private let reader: BatchReader
    private var batch: BatchReader.Batch
    private let isConcurrent: Bool
    /// Whether a batch was read that nobody has looked at.
    private var isAhead = false

    /// A run that has not taken a frame yet; a pipe is never read ahead, since its writer may wait for an answer.
    public init(
        _ source: any FrameSource, _ pipeline: Pipeline, isConcurrent: Bool = true, batchCapacity: Int = 16_384
    ) {
        run = Runner(source, pipeline, batchCapacity: 1)
        reader = BatchReader(source, pipeline, capacity: batchCapacity)
        batch = BatchReader.empty(pipeline, capacity: batchCapacity)
        self.isConcurrent = isConcurrent && source.facts.kind != .stdin && batchCapacity > 1
    }

    /// Takes the next batch.
    ///
    /// - Parameter after: See `Pipeline.take`.
    /// - Returns: Whether there was one; false at the end of the source, where the last rounds end.
    public mutating func takeBatch(after: (@Sendable (Int, RoundRecord, UInt64) -> Void)? = nil) -> Bool {
        guard !run.isOver else { return false }
        if !isAhead { reader.read() }
        isAhead = false
        reader.exchange(&batch)
        if batch.isLast {
            run.end(batch.failure)
            return false
        }
        let (reader, isConcurrent) = (reader, isConcurrent)
        let steered = batch.steered
        run.take(batch.survey) { pipeline in
            batch.frames.withUnsafeMutableDescriptors { frames in
                pipeline.take(
                    frames, steered,
                    perform: { count, body in
                        guard isConcurrent else { return (0..<count).forEach(body) }
                        DispatchQueue.concurrentPerform(iterations: count + 1) { number in
                            if number == 0 { reader.read() } else { body(number - 1) }
                        }
                    }, after: after)
            }
        }
        isAhead = isConcurrent
        return true
    }

    /// The queue of each frame of the latest batch, and its number, in the order in which they came.
    public func forEachFrame(_ body: (_ frame: UInt64, _ queue: Int) -> Void) {
        for place in batch.frames.indices { body(batch.frames[place].index, Int(batch.steered.queues[place])) }
    }

    /// Ends the run here: the rounds in progress end as if the source had ended.
    public mutating func stop() { run.stop() }
}
