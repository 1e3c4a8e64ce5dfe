import Offload
import Receive
import Replay

extension Snapshot {
    /// All that it says, in lines: for comparing snapshots.
    public var lines: [String] {
        [
            "\(source.name) \(settings) \(isRunning) \(pace) \(isOver) \(failure?.description ?? "") \(progress ?? -1) \(elapsed)",
            "\(rounds) \(counters.line) \(hold) \(bottleneck?.sentence ?? "") \(warnings.map(\.text)) \(activeQueue)",
        ] + queues.map { "queue \($0.number) \($0.round) \($0.frames) \($0.open) \($0.peak) \($0.counters.line)" }
            + events.map(\.sentence) + history.map { "\($0)" }
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
