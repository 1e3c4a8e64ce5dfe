import Frames
import Packet
import Queues
import Receive
import Settings

/// A run in steps of one frame, of one round, or at full speed on one core.
public struct Runner: Run, Sendable {
    /// The receive path.
    public internal(set) var pipeline: Pipeline
    /// Whether the source has ended, and with it the last rounds.
    public private(set) var isOver = false
    /// Whether the run was ended before its source.
    public private(set) var wasStopped = false
    /// The fault that ended the source early, if there was one.
    public private(set) var failure: SourceError?
    /// The queue that took the latest frame; with a clock the one that was polled last.
    public private(set) var latestQueue = 0
    /// The changes of settings so far.
    public private(set) var knobLog = KnobLog()
    /// The latest frames and rounds, when they are kept.
    public internal(set) var recentRounds: RecentRounds?

    /// How often the source has begun anew.
    public private(set) var restarts = 0

    /// The receive paths beside it.
    var shadows: [Shadow] = []

    private(set) var source: any FrameSource
    /// The receive path as it was before the first frame.
    let fresh: Pipeline
    private(set) var batch: FrameBatch
    private var place = 0
    /// The frame of the batch that was taken last by itself.
    var descriptor = Descriptor()
    /// What frames are steered with that are taken together.
    var steered: SteeredFrames
    /// Whether deliveries are not kept, since they can be made again.
    private var skipsDeliveries = false
    /// How much of the source was read before the current batch.
    private var progressBefore = 0.0
    /// What the run is catching up with.
    var goal: Goal?

    /// A run that has not taken a frame yet.
    ///
    /// - Parameters:
    ///   - source: A source that has not begun.
    ///   - pipeline: A receive path that has received nothing.
    ///   - keepsRecentRounds: Whether the latest frames and rounds are kept, for somebody who watches.
    ///   - batchCapacity: How many frames are read at a time.
    public init(
        _ source: any FrameSource, _ pipeline: Pipeline, keepsRecentRounds: Bool = false, batchCapacity: Int = 4096
    ) {
        var pipeline = pipeline
        if keepsRecentRounds { pipeline.keepTimelines() }
        self.source = source
        self.pipeline = pipeline
        fresh = pipeline
        batch = FrameBatch(capacity: batchCapacity)
        steered = SteeredFrames(pipeline)
        if keepsRecentRounds { recentRounds = RecentRounds(queues: pipeline.queues.count) }
    }

    /// The facts about the source.
    public var facts: SourceFacts { source.facts }
    /// The numbers in the capture of the packets that were read.
    public var numbers: FrameNumbers? { source.numbers }
    /// What un-merge knows of the flows, nil where nothing was cut.
    public var flowAccounts: FlowAccounts? { source.flowAccounts }
    /// The first packets of so many frames of the source once more; nil where there is no way back.
    public func firstFrames(_ count: Int) -> (any FrameSource)? { source.firstFrames(count) }
    /// How much of the source was read, from 0 to 1, or nil where no end is known.
    public var progress: Double? {
        guard let read = source.progress else { return nil }
        // What a second reading keeps waiting was read, and not taken.
        if batch.isEmpty, source.secondReading != nil { return progressBefore }
        let taken = batch.isEmpty ? 1 : Double(place) / Double(batch.count)
        return progressBefore + (read - progressBefore) * taken
    }

    /// What has to be read before the next frame is taken, and how far that is; nil as a rule.
    public var secondReading: SecondReading? {
        guard let goal else { return source.secondReading }
        return SecondReading(.catchingUp, share: Double(pipeline.received) / Double(max(1, goal.frames)))
    }

    /// Takes a step of what has to be read before the next frame, if there is something.
    public mutating func readOn() {
        if goal != nil {
            catchUp(frames: 4096)
        } else if source.secondReading != nil {
            _ = fill(waits: false)
        }
    }

    /// Whether the next frame can be taken, or the end be found, without waiting for whoever writes into a pipe.
    public var isReady: Bool { place < batch.count || isOver || !source.isQuiet }

    /// Takes the next frame and returns the number of its queue.
    ///
    /// At the end of the source the rounds in progress end, once, and nil is returned. A pipe that has nothing
    /// more just now is waited for, unless that is not wanted: then nil is returned too, and also behind a step of a
    /// second reading. With a clock the observer looks on at all that happens until the frame has arrived.
    public mutating func takeFrame(waits: Bool = true, observer: PollObserver? = nil) -> Int? {
        guard goal == nil || catchUp(waits: waits), fill(waits: waits, observer) else { return nil }
        keepDeliveries()
        return takeNextInBatch(observer)
    }

    /// Leads the next frame of the batch to its queue, whose number is returned.
    @inline(__always)
    private mutating func takeNextInBatch(_ observer: PollObserver? = nil) -> Int {
        batch.parse(place, into: &descriptor)
        for shadow in shadows.indices { shadows[shadow].take(descriptor) }
        let queue = pipeline.clock == nil ? takeAtOnce() : takeInTime(observer)
        latestQueue = pipeline.clock == nil ? queue : recentRounds?.latestQueue ?? queue
        place += 1
        return queue
    }

    @inline(__always)
    private mutating func takeAtOnce() -> Int {
        let queue = pipeline.take(&descriptor)
        recentRounds?.note(descriptor, queue: queue, pipeline.queues[queue])
        return queue
    }

    /// A frame of the current batch that was taken already, with its captured bytes; nil when it is gone.
    func takenFrame(_ index: UInt64) -> TakenFrame? {
        guard let found = batch.place(of: index), found < place else { return nil }
        var packet = Descriptor()
        batch.parse(found, into: &packet)
        return TakenFrame(
            packet: packet, bytes: batch.frame(at: found), link: batch.link, origin: batch.origin(at: found))
    }

    /// When a frame was captured that was taken already, in nanoseconds since 1970: one of the current batch, or the
    /// latest of all; nil when it is gone.
    func captureTime(of index: UInt64) -> Int64? {
        guard let found = batch.place(of: index), found < place else {
            return index == pipeline.lastFrame ? captureStats.lastTime : nil
        }
        var time: Int64 = 0
        batch.withRawFrames { time = $0.record(at: found).time }
        return time
    }

    /// Takes frames until some queue's round has ended, and returns that queue.
    ///
    /// At the end of the source the rounds in progress end, once, and nil is returned.
    @discardableResult
    public mutating func takeRound() -> Int? {
        let before = pipeline.rounds
        while let queue = takeFrame() {
            if hasEndedRound(queue, since: before) { return queue }
        }
        return nil
    }

    /// Takes what is left of the current batch, or of the next; false when the source had no frame left.
    ///
    /// This is the way through a whole source at full speed: where the frames of the current rounds
    /// are all kept, frames are taken together, and their deliveries not kept. For `waits` see `takeFrame`.
    @discardableResult
    public mutating func takeBatch(waits: Bool = true) -> Bool {
        guard goal == nil || catchUp(waits: waits), fill(waits: waits) else { return false }
        if pipeline.clock == nil, recentRounds != nil, pipeline.settings.budget <= RecentRounds.frameLimit {
            takeRestOfBatch()
        } else {
            keepDeliveries()
            while place < batch.count { _ = takeNextInBatch() }
        }
        return true
    }

    /// Leads what is left of the batch to the queues, each of which takes its share at once.
    private mutating func takeRestOfBatch() {
        if !skipsDeliveries { pipeline.stopKeepingDeliveries() }
        skipsDeliveries = true
        // A reference to the batch, not a copy.
        let batch = batch
        batch.withRawFrames { frames in
            let frames = frames.part(place..<frames.count)
            steered.steer(frames)
            var ended: [(last: UInt64, round: PastRound)] = []
            for shadow in shadows.indices { shadows[shadow].take(frames, steered) }
            pipeline.take(frames, steered) { queue, state in
                guard state.isRoundOver, let last = state.manager.log.events.last else { return }
                ended.append((last.frame, PastRound(queue: queue, state)))
            }
            for (_, round) in ended.sorted(by: { $0.last < $1.last }) { recentRounds?.note(round) }
            recentRounds?.note(frames, steered, pipeline)
            latestQueue = steered.lastQueue
            place += frames.count
        }
    }

    /// Sees to it that the deliveries of the current rounds are known, which batches taken at full speed do not keep.
    public mutating func keepDeliveries() {
        guard skipsDeliveries, let recentRounds else { return }
        skipsDeliveries = false
        pipeline.keepDeliveries(of: recentRounds.frames)
    }

    /// Ends the run here: the rounds in progress end as if the source had ended; for the observer see `takeFrame`.
    public mutating func stop(observer: PollObserver? = nil) {
        guard !isOver else { return }
        wasStopped = true
        batch.removeAll()
        goal = nil
        finish(observer)
    }

    /// Goes back to the first frame of a source that has begun anew, to catch up with where the run is.
    private mutating func beginAnew() {
        goal = Goal(log: knobLog, frames: pipeline.received)
        (pipeline, knobLog, steered, place, shadows) = (fresh, KnobLog(), SteeredFrames(fresh), 0, [])
        if recentRounds != nil { recentRounds = RecentRounds(queues: pipeline.queues.count) }
        skipsDeliveries = false
        restarts += 1
    }

    private mutating func finish(_ observer: PollObserver?) {
        isOver = true
        keepDeliveries()
        for shadow in shadows.indices { shadows[shadow].finish() }
        guard pipeline.clock == nil else {
            withPollObserver(observer) { pipeline, observer, _ in pipeline.finish(observer: observer) }
            latestQueue = recentRounds?.latestQueue ?? latestQueue
            return
        }
        let unfinished = pipeline.queues.indices.filter { !pipeline.queues[$0].isRoundOver }
        pipeline.finish()
        for queue in unfinished { recentRounds?.noteRound(queue, pipeline) }
    }

    /// Changes the settings of the receive path between two frames; what cannot be tuned stays.
    public mutating func apply(_ settings: ReceiveSettings) { apply(settings, isUndo: false) }

    /// Takes back the latest change of settings that is in force; false where there is none.
    public mutating func undo() -> Bool {
        guard let last = knobLog.lastInForce else { return false }
        apply(last.old, isUndo: true)
        return true
    }

    mutating func apply(_ settings: ReceiveSettings, isUndo: Bool) {
        let (before, old) = (pipeline.queues.map(\.rounds), pipeline.settings)
        keepDeliveries()
        pipeline.apply(settings)
        for shadow in shadows.indices { shadows[shadow].apply(pipeline.settings) }
        if pipeline.settings != old { recentRounds?.noteTuning() }
        knobLog.note(pipeline.received, from: old, to: pipeline.settings, isUndo: isUndo)
        steered = steeredForAll
        for queue in pipeline.queues.indices where pipeline.queues[queue].rounds > before[queue] {
            recentRounds?.noteRound(queue, pipeline)
        }
    }

    /// Changes one setting between two frames.
    public mutating func set(_ setting: Setting, to value: Int) {
        var settings = pipeline.settings
        settings[setting] = value
        apply(settings)
    }

    /// Sees to it that a frame can be taken; false at the end of the source, where the last rounds end, or where a pipe
    /// would have to be waited for and shall not.
    @inline(__always)
    private mutating func fill(waits: Bool, _ observer: PollObserver? = nil) -> Bool {
        while place >= batch.count {
            if isOver || !waits && source.isQuiet { return false }
            place = 0
            if source.secondReading == nil { progressBefore = source.progress ?? 0 }
            do throws(SourceError) {
                if try source.read(into: &batch) {
                    if !waits, source.secondReading != nil { return false }
                    compareRules()
                    continue
                }
            } catch {
                batch.removeAll()
                if error.kind == .beginsAnew {
                    beginAnew()
                    guard catchUp(waits: waits) else { return false }
                    continue
                }
                failure = error
            }
            finish(observer)
        }
        return true
    }
}
