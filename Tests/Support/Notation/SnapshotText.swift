import Offload
import Queues
import Receive
import Replay
import Snapshots

extension Snapshot {
    /// All that it says, in lines: for comparing snapshots.
    public var lines: [String] {
        [
            "\(run.source.name) \(run.settings) \(run.isRunning) \(run.pace) \(run.isOver) \(run.failure?.description ?? "") \(run.progress ?? -1) \(run.elapsed)",
            "\(run.rounds) \(counters.line) \(run.hold) \(bottleneck?.sentence ?? "") \(warnings.map(\.text)) \(run.activeQueue)",
        ] + run.queues.map { "queue \($0.number) \($0.round) \($0.frames) \($0.open) \($0.peak) \($0.counters.line)" }
            + run.events.map(\.sentence) + run.history.map { "\($0)" }
            + [
                "\(table.content) \(table.column) \(table.isDescending) \(table.offset) \(table.matching)"
                    + " of \(table.total), followed \(table.followed?.place ?? -1)"
            ] + table.rows.map(\.line)
    }
}

extension TableRow {
    /// What it says of its session or flow, and of what became of that.
    public var line: String {
        "\(queue) \(slot ?? -1) \(flow?.description ?? "older") #\(firstFrame) \(packets)p \(bytes)B \(fill) \(limit.id) "
            + "\(nextSequence) \(isOpen) \(flushed?.id ?? "") " + (flowRecord?.line ?? "")
    }
}

extension FlowRecord {
    /// What became of the flow.
    public var line: String {
        "\(flow?.description ?? "older") \(packets)p \(payloadBytes)B \(deliveries)d \(aggregates)a \(mergedBytes)m "
            + "#\(firstFrame)-\(lastFrame) \(isOpen) \(nextSequence) \(window) "
            + "\((flushedBy.ranked + passedBy.ranked).map { "\($0.reason.id):\($0.count)" })"
    }
}

extension Counters {
    fileprivate var line: String {
        "\(received) \(delivered) \(flushed) \(noDesc) \(mergedBytes) \(skbs) \(segmentsPerDelivery) "
            + "\((flushedBy.ranked + passedBy.ranked).map { "\($0.reason.id):\($0.count)" })"
    }
}
