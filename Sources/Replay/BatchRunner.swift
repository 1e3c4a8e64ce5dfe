import Offload
import Receive
import Traffic

/// Leads a whole source through a receive path at full speed, on all cores: while the queues take a batch, each on
/// whatever thread is free, the next is steered, and the one behind it is read.
///
/// What comes out is the same as with a runner, whatever the threads.
public struct BatchRunner: ~Copyable {
    /// The run as far as it has come.
    public private(set) var run: Runner

    private let reader: BatchReader
    /// Who works together, or nil for one thread.
    private let crew: Crew?
    /// The batch that is taken, and the one that comes after it.
    private var (batch, next): (BatchReader.Batch, BatchReader.Batch)
    private var (steered, steeredNext): (SteeredBatch, SteeredBatch)
    /// Whether `next` was read and steered, and another was read.
    private var isAhead = false

    /// A run that has not taken a frame yet; a pipe is never read ahead, since its writer may wait for an answer.
    public init(
        _ source: any FrameSource, _ pipeline: Pipeline, isConcurrent: Bool = true, batchCapacity: Int = 16_384
    ) {
        run = Runner(source, pipeline, batchCapacity: 1)
        reader = BatchReader(source, capacity: batchCapacity)
        crew = isConcurrent && source.facts.kind != .stdin && batchCapacity > 1 ? Crew() : nil
        batch = BatchReader.Batch(capacity: batchCapacity)
        next = BatchReader.Batch(capacity: batchCapacity)
        steered = SteeredBatch(pipeline, parts: crew == nil ? 1 : 2)
        steeredNext = steered
    }

    deinit { crew?.dismiss() }

    /// Takes the next batch.
    ///
    /// - Parameter after: See `Pipeline.take`.
    /// - Returns: Whether there was one; false at the end of the source, where the last rounds end.
    public mutating func takeBatch(after: (@Sendable (Int, RoundRecord, UInt64) -> Void)? = nil) -> Bool {
        guard !run.isOver else { return false }
        if crew == nil { readNext() } else { goAhead() }
        if batch.isLast {
            run.end(batch.failure)
            return false
        }
        if let crew { takeAll(crew, after) } else { takeInTurn(after) }
        return true
    }

    /// Reads and steers the next batch, to be taken now.
    private mutating func readNext() {
        reader.read()
        reader.exchange(&batch)
        let frames = batch.frames
        frames.withRawFrames { steered.steer($0) }
    }

    private mutating func takeInTurn(_ after: (@Sendable (Int, RoundRecord, UInt64) -> Void)?) {
        let (frames, steered) = (batch.frames, steered)
        run.take { pipeline in frames.withRawFrames { pipeline.take($0, steered, after: after) } }
    }

    /// Goes on to the next batch, which was steered while the one before was taken, and has another to steer meanwhile.
    private mutating func goAhead() {
        if !isAhead {
            reader.read()
            reader.exchange(&next)
            let frames = next.frames
            frames.withRawFrames { steeredNext.steer($0) }
            reader.read()
            isAhead = true
        }
        swap(&batch, &next)
        swap(&steered, &steeredNext)
        reader.exchange(&next)
    }

    /// Takes the batch while the next is steered, and the one behind that is read.
    private mutating func takeAll(_ crew: Crew, _ after: (@Sendable (Int, RoundRecord, UInt64) -> Void)?) {
        let (reader, frames, nextFrames, steered) = (reader, batch.frames, next.frames, steered)
        // It changes where it is the only one who has it.
        var steering = SteeredBatch()
        swap(&steering, &steeredNext)
        run.take { pipeline in
            nextFrames.withRawFrames { nextFrames in
                steering.steer(nextFrames) { parts, steer in
                    frames.withRawFrames { frames in
                        pipeline.take(
                            frames, steered,
                            perform: { queues, take in
                                crew.perform(1 + queues + parts) { number in
                                    switch number {
                                    case 0: reader.read()
                                    case 1...queues: take(number - 1)
                                    default: steer(number - 1 - queues)
                                    }
                                }
                            }, after: after)
                    }
                }
            }
        }
        swap(&steering, &steeredNext)
    }

    /// The queue of each frame of the latest batch, and its number, in the order in which they came.
    public func forEachFrame(_ body: (_ frame: UInt64, _ queue: Int) -> Void) {
        batch.frames.withRawFrames { frames in
            steered.forEachQueue { place, queue in body(frames.record(at: place).index, queue) }
        }
    }

    /// Ends the run here: the rounds in progress end as if the source had ended.
    public mutating func stop() { run.stop() }
}
