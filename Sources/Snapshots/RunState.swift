import Frames
import Offload
import Receive
import Replay
import Settings

/// The part of a snapshot that was copied of the run as it is.
public struct RunState: Sendable {
    /// The facts about the source.
    public let source: SourceFacts
    /// The numbers in the capture of the packets; nil where each has its index.
    public let numbers: FrameNumbers?
    /// What un-merge knows of the flows, nil where nothing was cut.
    public let flowAccounts: FlowAccounts?
    /// The receive path's settings.
    public let settings: ReceiveSettings
    /// Whether the run goes by itself.
    public let isRunning: Bool
    /// The pace at which it goes when it does.
    public let pace: Pace
    /// Whether the source has ended.
    public let isOver: Bool
    /// The fault that ended the source early.
    public let failure: SourceError?
    /// The capture that deliveries are written to, and the packets and bytes in it so far.
    public let recording: (name: String, packets: UInt64, bytes: Int)?
    /// The fault that ended the latest such capture early, in a sentence.
    public let recordingFailure: String?
    /// The share of a file that was taken, from 0 to 1, or nil.
    public let progress: Double?
    /// What is read before the next frame is taken, and how far that is, or nil.
    public let secondReading: SecondReading?
    /// The capture time of the latest frame since the first, in seconds.
    public let elapsed: Double
    /// Rounds of all queues that have ended.
    public let rounds: UInt64
    /// The changes of settings so far.
    public let knobLog: KnobLog
    /// The counts at the time when the settings were last changed.
    public let lastChange: LastChange
    /// The hold of half of the packets, of 99 of 100, and the longest, in frames.
    public let hold: (p50: Int, p99: Int, max: Int)
    /// Segments in a delivery of TCP with payload, of the rulebook in force and, beside the capturing host's own, of the
    /// other.
    public let ratios: [(rules: Rulebook, ratio: Double)]
    /// What the clock has come to; nil without one.
    public let clock: ClockFigures?
    /// The queue that took the latest frame; with a clock the one that was polled last.
    public let activeQueue: Int
    /// Each queue.
    public let queues: [QueueView]
    /// The events of the active queue's round, the earliest first.
    public let events: [EventView]
    /// The rounds that ended, the earliest first.
    public let history: [PastRound]

    /// A copy of the state of `player`.
    ///
    /// - Complexity: O(*n*) for the *n* queues, events and rounds that it holds, however many flows there are.
    init(_ player: Player) {
        let runner = player.runner
        let pipeline = runner.pipeline
        let holds = pipeline.holds
        source = runner.facts
        numbers = runner.numbers
        flowAccounts = runner.flowAccounts
        settings = pipeline.settings
        isRunning = player.isRunning
        pace = player.pace
        isOver = runner.isOver
        failure = runner.failure
        recording = player.recorder.map { ($0.name, $0.packets, $0.bytes) }
        recordingFailure = player.recordingFailure
        progress = runner.progress
        secondReading = runner.secondReading
        elapsed = runner.elapsed
        rounds = pipeline.rounds
        knobLog = runner.knobLog
        lastChange = pipeline.lastChange
        clock = pipeline.clock.map { ClockFigures($0) }
        hold = (holds.percentile(0.5), holds.percentile(0.99), holds.maximum)
        ratios = runner.ratios
        activeQueue = runner.latestQueue
        queues = pipeline.queues.indices.map { QueueView($0, pipeline.queues[$0]) }
        events = EventView.all(queue: runner.latestQueue, runner)
        history = Array((runner.recentRounds?.rounds ?? []).suffix(RecentRounds.roundLimit))
    }

    /// Whether the sessions are flows, since rounds go by too fast to be seen.
    public var showsFlows: Bool { isRunning && !isOver && pace == .full }
}
