import Frames
import Offload
import Packet
import Queues
import Receive
import Screen
import Snapshots

/// What is known of a session or flow: its packets, its deliveries by size and by reason, its window.
package struct RowDetailView {
    let row: TableRow?
    let snapshot: Snapshot

    /// A row of the table, as a snapshot has it.
    package init(row: TableRow?, snapshot: Snapshot) { (self.row, self.snapshot) = (row, snapshot) }

    /// The flow.
    package var title: String { row?.flow?.description ?? "older flows" }

    /// The session, where it is one, and all of its flow.
    package var lines: [[Span]] {
        guard let row, let record = row.flowRecord else { return [[Span("Nothing is remembered of it.", .muted)]] }
        return session(row) + flow(record) + LatencyLines(row.latency).lines + [[]] + sizes(record) + [[]]
            + reasons(record)
    }

    private func line(_ name: String, _ text: String) -> [Span] {
        [Span(TextWidth.pad(name, to: 16), .muted), Span(text)]
    }

    private func session(_ row: TableRow) -> [[Span]] {
        guard let slot = row.slot else { return [] }
        let state = row.flushed.map { "flushed: \($0.id), \($0.meaning)" } ?? "open"
        return [
            line("session", "slot \(slot) of queue \(row.queue), \(state)"),
            line("holds", "\(row.packets) packets, \(row.bytes) bytes, next sequence \(row.nextSequence)"),
        ] + (row.heldFor.map { [line("held", "for \(Quantity.time($0)) so far")] } ?? []) + [[]]
    }

    private func flow(_ record: FlowRecord) -> [[Span]] {
        let merged = record.payloadBytes == 0 ? 0 : Double(record.mergedBytes) / Double(record.payloadBytes)
        let seconds = Double(record.lastTime &- record.firstTime) / 1e9
        let acknowledged = record.lastAcknowledgment &- record.firstAcknowledgment
        return [
            line(
                "packets",
                "\(record.packets) (#\(number(record.firstFrame)) to #\(number(record.lastFrame)), "
                    + "\(Quantity.fixed(seconds, decimals: 6)) s)"),
            line("payload", "\(record.payloadBytes) bytes, \(Quantity.percent(merged)) of it merged"),
            line(
                "deliveries",
                "\(record.deliveries), of them \(record.aggregates) aggregates, "
                    + "\(Quantity.fixed(record.ratio)) packets each"),
            line("cut up again", forwarding(record)),
        ] + host(record) + [
            line("sequence", "\(record.firstSequence) to \(record.nextSequence)"),
            line(
                "acknowledgment",
                "\(record.firstAcknowledgment) to \(record.lastAcknowledgment) (\(acknowledged) bytes)"),
            line(
                "window",
                "\(record.window) now, \(record.smallestWindow) to \(record.largestWindow)"),
        ]
    }

    /// The number in the capture of a packet; its index where that is forgotten.
    private func number(_ index: UInt64) -> FrameNumber { snapshot.numbers?.number(of: index) ?? FrameNumber(index) }

    /// What the capturing host had merged of the flow, and how that was cut; nothing where it had not.
    private func host(_ record: FlowRecord) -> [[Span]] {
        guard let account = record.flow.flatMap({ snapshot.flowAccounts?[$0] }), let ratio = account.ratio else {
            return []
        }
        let size = account.segmentSize.map { "cut to \($0) bytes, TCP options included" } ?? "not cut"
        let known = account.confidence.map { ", a size known \($0.source)" } ?? ""
        return [
            line(
                "this host",
                "its kernel delivered \(Quantity.fixed(ratio)) segments each, in \(account.packets) packets"),
            line("segment size", size + known),
        ]
    }

    /// Whether a host could forward what was merged of the flow.
    private func forwarding(_ record: FlowRecord) -> String {
        guard record.aggregates > 0 else { return "nothing was merged" }
        guard record.alteredAggregates > 0 else { return "all aggregates can be, nothing is altered" }
        let altered = record.alterations.list.map(\.id).joined(separator: ", ")
        return "\(record.alteredAggregates) of \(record.aggregates) aggregates cannot be: altered \(altered)"
    }

    private func sizes(_ record: FlowRecord) -> [[Span]] {
        var lines: [[Span]] = [[Span("DELIVERIES BY SIZE", .header)]]
        for place in record.sizes.indices where record.sizes[place] > 0 {
            let low = 1 << place
            let name = place == 0 ? "1" : place == 7 ? "\(low) and more" : "\(low)–\(low * 2 - 1)"
            let share = Double(record.sizes[place]) / Double(record.deliveries)
            lines.append([
                Span(TextWidth.pad(name, to: 16), .muted),
                Span(TextWidth.pad("\(record.sizes[place])", to: 10, .right) + "  "),
                Span(Bar.text(share, width: 30), .graph),
            ])
        }
        return lines
    }

    private func reasons(_ record: FlowRecord) -> [[Span]] {
        var lines: [[Span]] = [[Span("WHY", .header)]]
        for (name, counts) in [("flushed", record.flushedBy), ("passed", record.passedBy)] {
            for (reason, count) in counts.ranked {
                lines.append([
                    Span(TextWidth.pad(name, to: 8), .muted),
                    Span(TextWidth.pad("\(reason.letter) \(reason.id)", to: 16), reason.role),
                    Span(TextWidth.pad("\(count)", to: 10, .right) + "  "), Span(reason.meaning, .muted),
                ])
                if name == "passed", reason == .duplicate { lines[lines.count - 1] += late(record) }
            }
        }
        return lines
    }

    /// That duplicates were none: packets that others had overtaken.
    private func late(_ record: FlowRecord) -> [Span] {
        guard record.latePackets > 0 else { return [] }
        return [Span(", \(record.latePackets) of them came late (bytes not seen before)", .muted)]
    }
}
