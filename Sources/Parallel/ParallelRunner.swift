import Frames
import Queues
import Receive
import Replay

/// A run of a whole source at full speed, on all cores.
///
/// It comes to what a `Runner` comes to, however many threads there are.
public struct ParallelRunner: Run, ~Copyable {
    /// The receive path.
    public private(set) var pipeline: Pipeline
    /// Whether the source has ended, and with it the last rounds.
    public private(set) var isOver = false
    /// Whether the run was ended before its source.
    public private(set) var wasStopped = false
    /// The fault that ended the source early, if there was one.
    public private(set) var failure: SourceError?

    /// The receive path under the other rulebook, where the capturing host's own merging is to be compared with both.
    public var otherRules: Pipeline? { shadows.first }

    /// The receive paths beside it.
    private var shadows: [Pipeline] = []
    /// The receive path as it was before the first frame.
    private let fresh: Pipeline
    /// The owner of the source.
    private let reader: ChunkReader
    private let threads: ParallelPipeline
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
        self.pipeline = pipeline
        fresh = pipeline
        threads = ParallelPipeline(pipeline, threads: isConcurrent && !isPipe ? .max : 1)
        reader = ChunkReader(source, capacity: chunkCapacity, threads: threads.threads)
        self.chunks = isPipe ? 1 : chunks
    }

    /// The facts about the source.
    public var facts: SourceFacts { reader.facts }

    /// The numbers in the capture of the packets that were read.
    public var numbers: FrameNumbers? { reader.numbers }
    /// What un-merge knows of the flows, nil where nothing was cut.
    public var flowAccounts: FlowAccounts? { reader.flowAccounts }

    /// The first packets of so many frames of the source once more; nil where there is no way back.
    public func firstFrames(_ count: Int) -> (any FrameSource)? { reader.firstFrames(count) }

    /// What has to be read before the next frame is taken, and how far that is; nil as a rule.
    public var secondReading: SecondReading? { reader.secondReading }

    /// How much of the source was taken, from 0 to 1, or nil where no end is known: all that was read.
    public var progress: Double? { reader.progress }

    /// Takes the next batch.
    ///
    /// - Parameter after: See `QueueAccess.take`.
    /// - Returns: Whether there was one; false at the end of the source, where the last rounds end.
    /// - Complexity: O(*n*) for the *n* frames of the batch.
    public mutating func takeBatch(after: (@Sendable (Int, ReceiveQueue) -> Void)? = nil) -> Bool {
        guard !isOver else { return false }
        compareRules()
        let count =
            pipeline.clock == nil
            ? threads.feed(chunks, of: reader, through: &pipeline, shadows: &shadows, after: after)
            : takeInTime(after: after)
        if reader.goesOnAnew() {
            (pipeline, shadows) = (fresh, [])
            return true
        }
        if count == 0 {
            failure = reader.failure
            finish(after: after)
        }
        return count > 0
    }

    /// Ends the run here: the rounds in progress end as if the source had ended; for `after` see `takeBatch`.
    public mutating func stop(after: ((Int, ReceiveQueue) -> Void)? = nil) {
        guard !isOver else { return }
        wasStopped = true
        finish(after: after)
    }

    /// Takes the next chunk by the clock, and says how many chunks that are.
    private mutating func takeInTime(after: ((Int, ReceiveQueue) -> Void)?) -> Int {
        guard reader.prepare(0, on: 0) else { return 0 }
        reader.withFrames(of: 0, on: 0) { frames in
            pipeline.takeInTime(frames, after: after)
            for shadow in shadows.indices { shadows[shadow].takeInTime(frames, after: nil) }
        }
        return 1
    }

    /// Has the other rulebook beside the one in force, once it is known that the capturing host merged.
    private mutating func compareRules() {
        guard shadows.isEmpty, let source = reader.mergedSource else { return }
        var shadow = Shadow.underOtherRules(pipeline.settings)
        shadow.catchUp(source, KnobLog(), packets: pipeline.received)
        shadows = [shadow.pipeline]
        threads.steer(for: pipeline, and: shadows)
    }

    private mutating func finish(after: ((Int, ReceiveQueue) -> Void)?) {
        compareRules()
        isOver = true
        pipeline.finish(observer: after.map(Pipeline.observer))
        for shadow in shadows.indices { shadows[shadow].finish() }
    }
}
