import Frames
import Offload
import Packet
import Receive

/// What a watcher sees of a run at one moment: a value, made when asked for, that shares nothing with the run.
public struct Snapshot: Sendable {
    /// What can be said of the source.
    public var source: SourceFacts
    /// The receive path's settings.
    public var settings: ReceiveSettings
    /// Whether the run goes by itself.
    public var isRunning: Bool
    /// How fast it goes when it does.
    public var pace: Pace
    /// Whether the source has ended.
    public var isOver: Bool
    /// What ended the source early.
    public var failure: SourceError?
    /// The capture that deliveries are written to, and the packets in it so far.
    public var recording: (name: String, packets: UInt64)?
    /// What ended the latest such capture early, in a sentence.
    public var recordingFailure: String?
    /// How much of a file was read, from 0 to 1, or nil.
    public var progress: Double?
    /// The capture time of the latest frame since the first, in seconds.
    public var elapsed: Double
    /// Rounds of all queues that have ended.
    public var rounds: UInt64
    /// What had been counted when the settings were last changed.
    public var lastChange: LastChange
    /// What all queues counted.
    public var counters: Counters
    /// The hold of half of the packets, and of 99 of 100, in frames.
    public var hold: (p50: Int, p99: Int)
    /// What keeps the ratio down most.
    public var bottleneck: Bottleneck?
    /// What makes the numbers mean less than they seem to; looked for while the run stands still.
    public var warnings: [Warning]
    /// The queue that took the latest frame.
    public var activeQueue: Int
    /// Each queue.
    public var queues: [QueueView]
    /// The part of the table that was asked for: sessions, or flows.
    public var table: TablePage
    /// What happened in the round of the active queue, the earliest first.
    public var events: [EventView]
    /// The rounds that ended, the earliest first.
    public var history: [PastRound]

    /// Whether the sessions are flows, since rounds go by too fast to be seen.
    public var showsFlows: Bool { isRunning && !isOver && pace == .full }

    /// The state of `player`, with the part of the table that `query` wants.
    public init(_ player: Player, _ query: TableQuery = TableQuery()) {
        let copy = SnapshotInput(player, query)
        self = copy.snapshot(query, copy.wantsFlows ? FlowTableCopy(player.runner.pipeline) : nil)
    }

    /// What has to be copied of `player`; `SnapshotInput` knows how the rest is worked out.
    init(copying player: Player) {
        let runner = player.runner
        let pipeline = runner.pipeline
        let holds = pipeline.holds
        source = runner.facts
        settings = pipeline.settings
        isRunning = player.isRunning
        pace = player.pace
        isOver = runner.isOver
        failure = runner.failure
        recording = player.recorder.map { ($0.name, $0.packets) }
        recordingFailure = player.recordingFailure
        progress = runner.progress
        elapsed = runner.elapsed
        rounds = pipeline.rounds
        lastChange = pipeline.lastChange
        counters = Counters()
        hold = (holds.percentile(0.5), holds.percentile(0.99))
        bottleneck = nil
        warnings = []
        activeQueue = runner.latestQueue
        history = Array((runner.recentRounds?.rounds ?? []).suffix(RecentRounds.roundLimit))
        queues = pipeline.queues.indices.map { QueueView($0, pipeline.queues[$0]) }
        events = EventView.all(queue: runner.latestQueue, runner)
        table = TablePage()
    }
}

/// One receive queue at one moment.
public struct QueueView: Sendable {
    /// Its number.
    public var number: Int
    /// What its LRO manager counted.
    public var counters: Counters
    /// The number of the round in progress, or of the one that ended.
    public var round: UInt64
    /// Frames of that round so far.
    public var frames: Int
    /// Packets delivered in that round so far.
    public var deliveries: Int
    /// Whether that round has ended.
    public var isRoundOver: Bool
    /// Sessions that are open.
    public var open: Int
    /// The most sessions that were open at once in that round.
    public var peak: Int

    init(_ number: Int, _ queue: ReceiveQueue) {
        self.number = number
        counters = queue.manager.counters
        round = queue.round
        frames = queue.framesInRound
        deliveries = queue.deliveriesInRound
        isRoundOver = queue.isRoundOver
        open = queue.manager.table.count
        peak = queue.peakSessions
    }
}
