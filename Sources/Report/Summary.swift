import Diagnosis
import Frames
import Offload
import Queues
import Receive
import Replay
import Settings
import Timing

/// What a run amounts to: the content of the command `report`, however it is shown.
public struct Summary: Sendable {
    /// The numbers of one queue, or of all together.
    public struct Totals: Sendable {
        /// What the LRO managers counted.
        public var counters: Counters
        /// How long packets were held.
        public var holds: HoldHistogram
        /// Rounds that ended.
        public var rounds: UInt64
        /// The latencies of the packets; nil without a clock.
        public var latency: LatencyTally?
    }

    /// The program's version.
    public var version: String
    /// What can be said of the source.
    public var source: SourceFacts
    /// What the frames say about the capture.
    public var captureStats: CaptureStats
    /// The receive path's settings.
    public var settings: ReceiveSettings
    /// The changes of settings on the way.
    public var knobLog: KnobLog
    /// All queues together.
    public var totals: Totals
    /// Each queue.
    public var queues: [Totals]
    /// Each flow that is still remembered, the one with the most payload first; then the older flows, if any.
    public var flows: [FlowRecord]
    /// What un-merge knows of these flows; nothing where nothing was cut.
    public var accounts: FlowAccounts?
    /// The latencies of these flows; none without a clock.
    public var latencies: FlowLatencies
    /// What keeps the ratio down most.
    public var bottleneck: Bottleneck?
    /// What the clock has come to; nil without one.
    public var clock: VirtualClock?
    /// Segments in a delivery of TCP with payload, of the rulebook in force and, beside the capturing host's own, of the
    /// other.
    public var ratios: [(rules: Rulebook, ratio: Double)]
    /// What the modelled CPUs come to; nil where they need no time.
    public var costs: CostComparison?
    /// What makes the numbers mean less than they seem to.
    public var warnings: [Warning]

    /// The summary of a run as far as it has come.
    ///
    /// - Complexity: O(*n* log *n*) for the *n* flows that are remembered.
    public init(_ run: borrowing some Run & ~Copyable, version: String) {
        let pipeline = run.pipeline
        self.version = version
        source = run.facts
        captureStats = pipeline.captureStats
        settings = pipeline.settings
        knobLog = run.knobLog
        totals = Totals(
            counters: pipeline.counters, holds: pipeline.holds, rounds: pipeline.rounds, latency: pipeline.latencies)
        clock = pipeline.clock
        queues = pipeline.queues.map {
            Totals(counters: $0.manager.counters, holds: $0.holds, rounds: $0.rounds, latency: $0.times?.latencies)
        }
        flows = FlowRecord.merged(pipeline.queues.map(\.ledger))
        latencies = FlowLatencies(pipeline.queues.map(\.ledger))
        accounts = run.flowAccounts
        bottleneck = Bottleneck(pipeline)
        ratios = run.ratios
        costs = CostComparison(run)
        warnings = Warning.all(run)
    }
}
