import Diagnosis
import Queues
import Receive
import Replay
import Timing

/// The material of a snapshot: copies of a run, and the table that is wanted.
///
/// All but the flows is copied by the thread of the run at one go.
package struct SnapshotInput: Sendable {
    /// The table that is wanted.
    package let query: TableQuery
    /// The state of the run.
    package let run: RunState
    /// Whether flows are wanted: for the table, for the warnings of a run that stands still, or for themselves.
    package let wantsFlows: Bool
    /// The flows that the table and the warnings are made of, or nil without any.
    package var flows: FlowTableCopy?

    /// What the timeline is made of that was asked for.
    let timeline: TimelineInput?
    /// The meters that tell the bottleneck.
    let meters: [BottleneckMeter]
    /// The facts that warnings are read from, while the run stands still or they are asked for.
    let grounds: Warning.Grounds?
    /// The latencies of each queue's packets, none without a clock; nil where they were not copied.
    let samples: [LatencySample]?
    /// Those in full, where all there is was asked for and there is a clock.
    let tallies: [LatencyTally]?
    /// The sessions of the current rounds, unless flows are shown.
    let sessions: [TableRow]

    /// A copy of `player` without its flows, and where that is not wanted without its latencies, with what was tried of it.
    ///
    /// - Complexity: O(*n*) for the *n* queues and sessions that the settings allow, however many flows there are.
    package init(_ player: Player, _ query: TableQuery, trial: ArrivalTrial? = nil, copiesLatencies: Bool = true) {
        self.query = query
        run = RunState(player)
        timeline = query.timeline.flatMap { TimelineInput(player.runner.pipeline, $0) }
        meters = player.runner.pipeline.queues.map(\.bottleneckMeter)
        grounds = player.isIdle || query.isComplete ? Warning.Grounds(player.runner, trial: trial) : nil
        let queues = player.runner.pipeline.queues
        let tallies = queues.compactMap { $0.times?.latencies }
        samples = copiesLatencies ? tallies.map { LatencySample($0) } : nil
        self.tallies = query.isComplete && !tallies.isEmpty ? tallies : nil
        sessions = Self.showsFlows(player, query) ? [] : TableRow.sessions(player.runner.pipeline)
        wantsFlows = Self.wantsFlows(player, query)
    }

    /// Whether the table shows flows.
    var showsFlows: Bool { query.content == .flows || run.showsFlows }

    /// Whether a snapshot of `player` wants its flows.
    package static func wantsFlows(_ player: Player, _ query: TableQuery) -> Bool {
        player.isIdle || query.isComplete || showsFlows(player, query)
    }

    private static func showsFlows(_ player: Player, _ query: TableQuery) -> Bool {
        query.content == .flows || !player.isIdle && player.pace == .full
    }
}
