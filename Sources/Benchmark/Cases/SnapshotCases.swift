import Receive
import Replay
import Settings
import Snapshots
import Traffic
import Watch

extension Case {
    /// What a run at full speed gives for those who watch it.
    static let snapshots: [Case] =
        [64, 65_536].map { flows in
            Case(
                "snapshot/held/\(flows)", "what a run waits for a snapshot with \(flows) flows", unit: .snapshot,
                record: nil
            ) { stock, packets in
                HeldWorkload(try stock.player(flows: flows), count: min(200, max(1, packets / 1024)))
            }
        } + [
            Case(
                "snapshot/flows/65536", "copying 65536 flows, which the run spreads over its stretches of work",
                unit: .snapshot, record: nil
            ) { stock, packets in
                FlowCopyWorkload(try stock.player(flows: 65_536), count: max(1, packets / 65_536))
            }
        ]
        + [64, 65_536].map { flows in
            Case(
                "snapshot/made/\(flows)", "all of a snapshot with \(flows) flows, by payload", unit: .snapshot,
                record: nil
            ) { stock, packets in
                MadeWorkload(try stock.player(flows: flows), count: max(1, packets / 65_536))
            }
        }
}

extension TableQuery {
    /// The flows with the most payload.
    fileprivate static var flowsByPayload: TableQuery {
        var query = TableQuery()
        (query.content, query.column, query.isDescending) = (.flows, .bytes, true)
        return query
    }
}

extension Player {
    /// A run at full speed that has seen so many flows.
    package init(afterFlows flows: Int) throws {
        let source = try TrafficSource.open("synthetic:manyflows,flows=\(flows)")
        var settings = ReceiveSettings()
        settings.flows = max(settings.flows, 2 * flows)
        let pipeline = Pipeline(settings, keepsDeliveries: true)
        self.init(Runner(source, pipeline, keepsRecentRounds: true), isRunning: true)
        while pace != .full { _ = perform(.changePace(.forward)) }
        while runner.pipeline.queues.reduce(0, { $0 + $1.ledger.rows }) < flows { runBatch() }
    }
}

/// Snapshots of a run that goes on: what its thread does at once when one is asked for.
struct HeldWorkload: Workload {
    private var player: Player
    private let count: Int
    private var copier = SnapshotCopier()
    /// The flows that were copied last, for their memory.
    private var used: FlowTableCopy?

    /// So many snapshots of `player`.
    init(_ player: Player, count: Int) { (self.player, self.count) = (player, count) }

    mutating func run() -> Measure {
        var measure = Measure()
        let query = TableQuery.flowsByPayload
        for _ in 0..<count {
            // The caches hold what the run wants, and not the snapshot before.
            let before = player.runner.pipeline.received
            player.runBatch()
            copier.advance(player, frames: Int(player.runner.pipeline.received - before))
            var input: SnapshotInput?
            measure.time(1) {
                copier.prepare(player, query, isHurried: true) { used.take() ?? FlowTableCopy() }
                input = copier.input(player, query)
            }
            used = input?.flows.take() ?? used
        }
        return measure
    }
}

/// Copying all flows of a run that stands still.
struct FlowCopyWorkload: Workload {
    private let player: Player
    private let count: Int
    private var flows = FlowTableCopy()

    /// So many copies of the flows of `player`.
    init(_ player: Player, count: Int) { (self.player, self.count) = (player, count) }

    mutating func run() -> Measure {
        var measure = Measure()
        for _ in 0..<count {
            measure.time(1) {
                flows.begin()
                while !flows.isWhole { flows.advance(player.runner.pipeline, rows: SnapshotCopier.rowsAtOnce) }
            }
        }
        return measure
    }
}

/// Whole snapshots: what is copied, and what another thread makes of it.
struct MadeWorkload: Workload {
    private let player: Player
    private let count: Int
    private var flows = FlowTableCopy()
    /// The latest.
    private(set) var snapshot: Snapshot?

    /// So many snapshots of `player`.
    init(_ player: Player, count: Int) { (self.player, self.count) = (player, count) }

    mutating func run() -> Measure {
        var measure = Measure()
        let query = TableQuery.flowsByPayload
        measure.time(count) {
            for _ in 0..<count {
                flows.begin()
                flows.advance(player.runner.pipeline)
                var input = SnapshotInput(player, query)
                input.flows = flows
                snapshot = Snapshot(input)
            }
        }
        return measure
    }
}
