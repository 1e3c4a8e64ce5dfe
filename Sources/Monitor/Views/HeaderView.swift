import Offload
import Replay
import Screen
import Snapshots

/// The lines at the top: what runs, where it is, and what it has come to.
struct HeaderView {
    let snapshot: Snapshot

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard !rect.isEmpty else { return }
        let width = rect.width - 1
        // A narrow first line has no room for the arrivals.
        let (first, second) = width < Self.wide && rect.height > 1 ? ([], [arrivals]) : ([arrivals], [])
        canvas.write(Piece.line(state + first, width: width), x: rect.x + 1, y: rect.y, limit: width)
        guard rect.height > 1 else { return }
        canvas.write(Piece.line(totals + second, width: width), x: rect.x + 1, y: rect.y + 1, limit: width)
    }

    private static let wide = 100

    /// The state of the run in a word.
    var stateWord: Span {
        if snapshot.isOver { return Span("END", .ended) }
        return snapshot.isRunning ? Span("RUNNING", .running) : Span("PAUSED", .paused)
    }

    private var state: [Piece] {
        let offload = snapshot.settings.offload
        let queues = snapshot.settings.queues
        let progress = snapshot.progress.map { " (\(Quantity.percent($0, decimals: 0)))" } ?? ""
        return [
            Piece("lro-top", 4, .title),
            Piece(name, 5),
            Piece([stateWord], 10),
            Piece([Span("round "), Span("\(snapshot.rounds)", .title)], 9),
        ] + recording + [
            Piece([Span("packet "), Span("\(snapshot.counters.received)", .title), Span(progress, .muted)], 8),
            elapsed,
            Piece(offload.rules.rawValue, 6),
            Piece(offload.mode.rawValue, 2),
            Piece(queues == 1 ? "1 queue" : "\(queues) queues", 1),
            Piece("\(snapshot.pace)", 7, .muted),
        ]
    }

    /// The source without the folders in front of it.
    private var name: String {
        guard snapshot.source.kind == .capture else { return snapshot.source.name }
        return snapshot.source.name.split(separator: "/").last.map(String.init) ?? snapshot.source.name
    }

    /// That deliveries are written, to which capture, and how many so far.
    private var recording: [Piece] {
        guard let recording = snapshot.recording else { return [] }
        let name = recording.name.split(separator: "/").last.map(String.init) ?? recording.name
        let size = "\(recording.packets), \(Quantity.bytes(recording.bytes))"
        return [Piece("● \(size) to \(TextWidth.cut(name, to: 20))", 9, .knobActive)]
    }

    /// How many of the aggregates a host could not forward as they came, and what is altered most.
    private var forwarding: String {
        let counters = snapshot.counters
        guard counters.aggregates > 0 else { return "safe to forward –" }
        let (altered, all) = (Double(counters.alteredAggregates), Double(counters.aggregates))
        let most = counters.alteredBy.ranked.prefix(3).map {
            "\($0.alteration.id) \(Quantity.percent(Double($0.count) / all, decimals: 0))"
        }
        let safe = "safe to forward \(Quantity.percent(1 - altered / all, decimals: 0))"
        return most.isEmpty ? safe : "\(safe), altered \(most.joined(separator: " "))"
    }

    /// Segments in a delivery of TCP with payload; where the capturing host's own kernel merged, of both rulebooks and
    /// of it.
    private var tcpRatio: [Span] {
        func ratio(_ name: String, _ value: Double) -> [Span] {
            [Span("\(name) "), Span(Quantity.fixed(value), .title)]
        }
        guard let host = snapshot.source.account?.hostRatio else {
            return ratio("tcp ratio", snapshot.counters.tcpRatio)
        }
        let models = snapshot.ratios.map { ratio($0.rules.rawValue, $0.ratio) }
        return [Span("tcp ratio ")]
            + Array((models + [ratio("this host's kernel", host)]).joined(separator: [Span(" · ")]))
    }

    private var totals: [Piece] {
        let counters = snapshot.counters
        let merged = Double(counters.mergedBytes) / Double(counters.payloadBytes)
        let bytes = "merged \(Quantity.bytes(Int(clamping: counters.mergedBytes)))"
        let passed = Double(counters.passed) / Double(counters.received)
        return [
            Piece("received \(counters.received)", 7),
            Piece("delivered \(counters.delivered)", 8),
            Piece(tcpRatio, 9),
            Piece("ratio \(Quantity.fixed(counters.ratio))", 5),
            Piece("\(bytes) (\(Quantity.percent(merged)) of payload)", 4, short: bytes, 5),
            Piece("passed \(Quantity.percent(passed))", 6),
        ] + buffers + [
            Piece(forwarding, 2)
        ] + time
    }

    /// The skbs, and in pages mode, which is about them, how many fewer they are than an skb for each frame.
    private var buffers: [Piece] {
        let counters = snapshot.counters
        let copied = Quantity.bytes(Int(clamping: counters.copiedBytes))
        let copies = counters.copiedBytes > 0 ? [Piece("copied \(copied)", 1)] : []
        guard snapshot.settings.offload.mode == .pages, counters.received > 0 else {
            return [Piece("skbs \(counters.skbs)", 3)] + copies
        }
        let saved = 1 - Double(counters.skbs) / Double(counters.received)
        return [Piece("skbs \(counters.skbs), \(Quantity.percent(max(0, saved), decimals: 0)) fewer", 8)] + copies
    }
}
