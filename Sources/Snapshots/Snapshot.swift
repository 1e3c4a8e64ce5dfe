import Diagnosis
import Offload
import Queues
import Receive
import Replay
import Timing

/// A picture of a run for those who watch it: a value that shares nothing with the run.
///
/// The state of the run can be read without naming it: `snapshot.settings` is `snapshot.run.settings`.
@dynamicMemberLookup
public struct Snapshot: Sendable {
    /// The state of the run.
    public let run: RunState
    /// The counters of all queues together.
    public let counters: Counters
    /// The cause that keeps the ratio down most.
    public let bottleneck: Bottleneck?
    /// The reasons why the numbers mean less than they seem to; looked for while the run stands still, or when a query
    /// is for all there is.
    public let warnings: [Warning]
    /// All flows that are remembered, as a report has them; nil unless they were asked for and could be copied.
    public let flows: [FlowRecord]?
    /// The latencies of these flows; none without a clock.
    public let flowLatencies: FlowLatencies
    /// The latencies as they are shown.
    package let latencyViews: LatencyViews
    /// Those of each queue's packets in full; nil without a clock, and unless all there is was asked for.
    public let tallies: [LatencyTally]?
    /// The part of the table that was asked for: sessions, or flows.
    public let table: TablePage
    /// The packets in time that were asked for; nil without a clock.
    public let timeline: Timeline?

    /// A picture of `player`, with the part of the table that `query` wants, and with what was tried of the run.
    ///
    /// - Complexity: O(*n* log *n*) for the *n* rows of the table.
    public init(_ player: Player, _ query: TableQuery = TableQuery(), trial: ArrivalTrial? = nil) {
        var input = SnapshotInput(player, query, trial: trial)
        if input.wantsFlows { input.flows = FlowTableCopy(player.runner.pipeline) }
        self.init(input)
    }

    /// The snapshot that `input` gives; a table of flows is as old as their copy.
    ///
    /// - Parameters:
    ///   - input: Copies of the run.
    ///   - last: The table that is shown where flows are wanted, and there is no copy of them.
    ///   - lastLatencies: The latencies that are shown where they were not copied.
    /// - Complexity: O(*n* log *n*) for the *n* rows of the table.
    package init(
        _ input: SnapshotInput, last: TablePage = TablePage(), lastLatencies: LatencyViews = LatencyViews()
    ) {
        let counters = input.run.queues.reduce(into: Counters()) { $0.add($1.counters) }
        run = input.run
        self.counters = counters
        bottleneck = Bottleneck(
            input.meters, run.settings, rounds: run.rounds, received: counters.received, since: run.lastChange)
        warnings = input.grounds.map { Warning.all($0, payload: input.flows?.payload ?? [:]) } ?? []
        timeline = input.timeline.map { Timeline($0) }
        flows = input.query.isComplete ? input.flows?.summed : nil
        flowLatencies = input.query.isComplete ? input.flows?.summedLatencies ?? [:] : [:]
        latencyViews = input.samples.map { LatencyViews($0, since: input.run.lastChange) } ?? lastLatencies
        tallies = input.tallies
        if input.showsFlows {
            table = input.flows.map { TablePage(input.query, .flows($0)) } ?? last
        } else {
            table = TablePage(input.query, .sessions(input.sessions))
        }
    }

    /// The latencies of all packets; nil without a clock.
    public var latency: LatencyView? { latencyViews.all }
    /// Those of each queue's packets since the settings were last changed; none without a clock.
    public var latencies: [LatencyView] { latencyViews.queues }

    /// A part of the state of the run.
    public subscript<Value>(dynamicMember path: KeyPath<RunState, Value>) -> Value { run[keyPath: path] }
}
