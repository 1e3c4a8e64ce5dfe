import Offload
import Receive

/// What is copied of a run for a snapshot, besides the flows: all that the thread of the run has to do for it.
///
/// What it costs depends on the settings, and not on how many flows there are.
package struct SnapshotInput: Sendable {
    /// Whether the snapshot wants the flows too: for its table, or for the warnings of a run that stands still.
    package let wantsFlows: Bool

    /// The part of the snapshot that was copied.
    private let copied: Snapshot
    private let meters: [BottleneckMeter]
    /// What warnings are read from, while the run stands still.
    private let grounds: Warning.Grounds?
    /// The sessions of the rounds at hand, unless flows are shown.
    private let sessions: [TableRow]

    /// A copy of what a snapshot with the table that `query` wants is made of.
    package init(_ player: Player, _ query: TableQuery) {
        copied = Snapshot(copying: player)
        meters = player.runner.pipeline.queues.map(\.bottleneckMeter)
        grounds = player.isIdle ? Warning.Grounds(player.runner) : nil
        sessions = Self.showsFlows(player, query) ? [] : TableRow.sessions(player.runner.pipeline)
        wantsFlows = Self.wantsFlows(player, query)
    }

    /// Whether a snapshot of `player` wants the flows.
    static func wantsFlows(_ player: Player, _ query: TableQuery) -> Bool {
        player.isIdle || showsFlows(player, query)
    }

    private static func showsFlows(_ player: Player, _ query: TableQuery) -> Bool {
        query.content == .flows || player.runsInBatches
    }

    /// Makes the snapshot.
    ///
    /// - Parameters:
    ///   - query: That of the copy.
    ///   - flows: The flows, when they are at hand.
    ///   - last: The table to show when they are not at hand.
    /// - Returns: The snapshot, of the moment of the copy; a table of flows is of the moment of theirs.
    package func snapshot(_ query: TableQuery, _ flows: FlowTableCopy?, last: TablePage = TablePage()) -> Snapshot {
        var snapshot = copied
        for queue in copied.queues { snapshot.counters.add(queue.counters) }
        snapshot.bottleneck = Bottleneck(
            meters, copied.settings, rounds: copied.rounds, received: snapshot.counters.received,
            since: copied.lastChange)
        if let grounds { snapshot.warnings = Warning.all(grounds, payload: flows?.payload ?? [:]) }
        if query.content == .sessions, !copied.showsFlows {
            snapshot.table = TablePage(query, .sessions(sessions))
        } else {
            snapshot.table = flows.map { TablePage(query, .flows($0)) } ?? last
        }
        return snapshot
    }
}
