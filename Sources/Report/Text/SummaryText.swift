import Offload
import Receive
import Replay
import Screen

extension Summary {
    /// How wide sentences are where no width is given.
    private static let sentenceWidth = 100

    /// The summary for people: plain text, its tables at most `width` columns wide, or as wide as what is in them.
    ///
    /// `ascii` replaces everything that is not ASCII, for terminals that show nothing else.
    public func text(width: Int? = nil, ascii: Bool = false) -> String {
        let blocks = [
            heading(width), totalsBlock, bottleneckBlock(width), queuesTable(width), reasonsTable(width),
            sizesTable(width),
            alterationsBlock(width), flowsTable(width), warningsBlock(width),
        ]
        let lines = Array(blocks.filter { !$0.isEmpty }.joined(separator: [""]))
        // A canvas makes harmless what a name may hold, and knows the ASCII of every glyph.
        var canvas = Canvas(width: lines.map(TextWidth.of).max() ?? 0, height: lines.count)
        for (y, line) in lines.enumerated() { canvas.write(line, x: 0, y: y) }
        return (ascii ? canvas.ascii() : canvas).text
    }

    private func heading(_ width: Int?) -> [String] {
        var options = settings.told(brief: true).map { settings.phrase(of: $0) }
        if let filter = source.filter { options.append("filter \(filter)") }
        let seconds = Quantity.fixed(captureStats.seconds, decimals: 3)
        return [
            "lro-top \(version)   \(source.name)   \(source.link.rawValue), \(size), "
                + "\(Quantity.bytes(Int(clamping: captureStats.wireBytes))), \(seconds) s",
            options.joined(separator: "   "),
            "arrivals \(settings.clock.sentence(isCaptured: source.kind == .capture))",
        ] + source.fileLines + wrapped([source.interfaceLine].compactMap(\.self) + source.omissions, width) + account
    }

    private func wrapped(_ sentences: [String], _ width: Int?) -> [String] {
        sentences.flatMap { TextWidth.wrap($0, to: width ?? Self.sentenceWidth) }
    }

    /// The frames that were read, and the packets that they came to where these are others.
    private var size: String {
        guard let account = source.account, account.frames != captureStats.frames else {
            return "\(captureStats.frames) frames"
        }
        return "\(account.frames) frames, \(captureStats.frames) packets"
    }

    /// Who received the frames, which were left out, and what was cut, in a sentence each.
    private var account: [String] {
        guard let account = source.account else { return [] }
        var lines: [String] = []
        if let receiver = account.receivedBy, !receiver.sentence.isEmpty {
            let left = receiver.leftOut == 0 ? "" : " \(receiver.leftOut) of \(account.frames) frames are left out."
            lines.append(receiver.sentence + left)
        }
        if account.duplicates > 0 { lines.append(account.duplicateSentence) }
        if let counts = account.unmerge, !counts.isEmpty { lines.append(counts.sentence) }
        return lines
    }

    /// The segments for each delivery of TCP with payload: of the capturing host's kernel, if it merged, and of the
    /// model.
    private var ratioLine: String {
        let model = ratios.map { "\($0.rules.rawValue) \(Quantity.fixed($0.ratio, decimals: 2))" }
            .joined(separator: " · ")
        let host = source.account?.hostRatio.map { "this host's kernel \(Quantity.fixed($0, decimals: 2)) · " } ?? ""
        return "segments per TCP delivery: \(host)\(model)"
    }

    private var totalsBlock: [String] {
        let counters = totals.counters
        let merged = Double(counters.mergedBytes) / Double(counters.payloadBytes)
        let passed = Double(counters.passed) / Double(counters.received)
        return [
            ratioLine,
            "received \(counters.received)   delivered \(counters.delivered)   "
                + "ratio \(Quantity.fixed(counters.ratio, decimals: 2))   "
                + "merged \(Quantity.bytes(Int(clamping: counters.mergedBytes))) "
                + "(\(Quantity.percent(merged)) of payload)   passed \(Quantity.percent(passed))",
            "skbs \(counters.skbs)   copied \(Quantity.bytes(Int(clamping: counters.copiedBytes)))   "
                + "aggregated \(counters.aggregated)   flushed \(counters.flushed)   no_desc \(counters.noDesc)   "
                + (totals.latency == nil ? totals.holds.phrase : ""),
            "delivered lengths   p50 \(counters.lengths.percentile(0.5)) · p99 \(counters.lengths.percentile(0.99)) · "
                + "largest \(counters.lengths.maximum) bytes",
        ] + clockLines
    }

    private func bottleneckBlock(_ width: Int?) -> [String] {
        guard let bottleneck else { return [] }
        let remedy = bottleneck.remedy.map { ": try --\($0.knob.rawValue) \($0.value)" } ?? ""
        return TextWidth.wrap("▸ bottleneck: \(bottleneck.sentence)\(remedy)", to: width ?? Self.sentenceWidth)
    }

    private func queuesTable(_ width: Int?) -> [String] {
        guard queues.count > 1 else { return [] }
        let columns = [
            "QUEUE", "ROUNDS", "RECEIVED", "DELIVERED", "RATIO", "MERGED", "PASSED", "NO_DESC",
            totals.latency == nil ? "HOLD P99" : "LATENCY P99",
        ]
        return grid(
            columns.map { .init($0, minimum: 9, alignment: .right) }, width,
            queues.indices.map { number in
                let queue = queues[number]
                return [
                    "\(number)", "\(queue.rounds)", "\(queue.counters.received)", "\(queue.counters.delivered)",
                    Quantity.fixed(queue.counters.ratio, decimals: 2),
                    Quantity.bytes(Int(clamping: queue.counters.mergedBytes)), "\(queue.counters.passed)",
                    "\(queue.counters.noDesc)",
                    queue.latency.map { Quantity.time($0.total.percentile(0.99)) } ?? "\(queue.holds.percentile(0.99))",
                ]
            })
    }

    private func reasonsTable(_ width: Int?) -> [String] {
        let counters = totals.counters
        func rows(_ counts: ReasonCounts, _ what: String) -> [[String]] {
            counts.ranked.map { reason, count in
                let share = Double(count) / Double(counts.total)
                return [
                    what, "\(reason.letter) \(reason.id)", "\(count)", Quantity.percent(share),
                    Bar.text(share, width: 16), reason.meaning,
                ]
            }
        }
        let columns: [Table.Column] = [
            .init("", minimum: 7), .init("REASON", minimum: 14), .init("COUNT", minimum: 10, alignment: .right),
            .init("SHARE", minimum: 7, alignment: .right), .init("", minimum: 16, priority: -1),
            .init("MEANING", minimum: 20, isFlexible: true),
        ]
        return grid(columns, width, rows(counters.flushedBy, "flushed") + rows(counters.passedBy, "passed"))
    }

    private func sizesTable(_ width: Int?) -> [String] {
        let sizes = totals.counters.segmentsPerDelivery
        var rows: [[String]] = []
        var low = 1
        while low < sizes.count {
            let high = min(low * 2 - 1, sizes.count - 1)
            let count = sizes[low...high].reduce(0, +)
            let share = Double(count) / Double(totals.counters.delivered)
            if count > 0 {
                rows.append([
                    low == high ? "\(low)" : "\(low)–\(high)", "\(count)", Quantity.percent(share),
                    Bar.text(share, width: 16),
                ])
            }
            low *= 2
        }
        let columns: [Table.Column] = [
            .init("SEGMENTS PER DELIVERY", minimum: 22), .init("COUNT", minimum: 10, alignment: .right),
            .init("SHARE", minimum: 7, alignment: .right), .init("", minimum: 16),
        ]
        return grid(columns, width, rows)
    }

    /// Whether what was merged could be cut up again, and what was altered.
    private func alterationsBlock(_ width: Int?) -> [String] {
        let counters = totals.counters
        guard counters.aggregates > 0 else {
            return counters.overEgressMTU > 0 ? TextWidth.wrap(egressSentence, to: width ?? Self.sentenceWidth) : []
        }
        let (altered, all) = (counters.alteredAggregates, counters.aggregates)
        if altered == 0 {
            return [
                "safe to forward: yes; \(all) of \(all) aggregates can be cut up into the packets that came"
            ] + TextWidth.wrap(egressSentence, to: width ?? Self.sentenceWidth)
        }
        let share = Quantity.percent(Double(altered) / Double(all))
        let sentence =
            "safe to forward: no; \(altered) of \(all) aggregates (\(share)) cannot be cut up into the "
            + "packets that came:"
        let columns: [Table.Column] = [
            .init("ALTERED", minimum: 14), .init("AGGREGATES", minimum: 10, alignment: .right),
            .init("SHARE", minimum: 7, alignment: .right), .init("", minimum: 16, priority: -1),
            .init("MEANING", minimum: 20, isFlexible: true),
        ]
        return TextWidth.wrap(sentence, to: width ?? Self.sentenceWidth)
            + grid(
                columns, width,
                counters.alteredBy.ranked.map { alteration, count in
                    let share = Double(count) / Double(all)
                    return [
                        alteration.id, "\(count)", Quantity.percent(share), Bar.text(share, width: 16),
                        alteration.meaning,
                    ]
                }) + TextWidth.wrap(egressSentence, to: width ?? Self.sentenceWidth)
    }

    /// How many deliveries a host that forwards could not send on.
    private var egressSentence: String {
        let (over, mtu) = (totals.counters.overEgressMTU, settings.offload.egressMTU)
        return "longer than the egress MTU (\(mtu)) with DF set: \(over) of \(totals.counters.delivered) deliveries"
    }

    private func flowsTable(_ width: Int?) -> [String] {
        let shown = flows.prefix(10)
        let columns: [Table.Column] = [
            .init("FLOW", minimum: 40, isFlexible: true), .init("PACKETS", minimum: 8, alignment: .right),
            .init("PAYLOAD", minimum: 8, alignment: .right), .init("DELIVERED", minimum: 9, alignment: .right),
            .init("RATIO", minimum: 6, alignment: .right), .init("WHY", minimum: 16),
        ]
        let more = flows.count > shown.count ? ["… and \(flows.count - shown.count) more flows"] : []
        return grid(
            columns, width,
            shown.map { record in
                [
                    record.flow?.description ?? "older flows", "\(record.packets)",
                    Quantity.bytes(Int(clamping: record.payloadBytes)), "\(record.deliveries)",
                    Quantity.fixed(record.ratio, decimals: 2), record.deliveredBy.letters,
                ]
            }) + more
    }

    private func warningsBlock(_ width: Int?) -> [String] {
        warnings.flatMap { warning in
            TextWidth.wrap("\(warning.id): \(warning.text)", to: (width ?? Self.sentenceWidth) - 2).enumerated().map {
                ($0.offset == 0 ? "! " : "  ") + $0.element
            }
        }
    }

    /// A table drawn as lines of text; none without rows.
    private func grid(_ columns: [Table.Column], _ width: Int?, _ rows: [[String]]) -> [String] {
        guard !rows.isEmpty else { return [] }
        let cells = rows.map { row in row.map { [Span($0)] } }
        var table = Table(columns: columns, gap: 2)
        if width == nil { table.widen(to: cells) }
        var canvas = Canvas(width: width ?? table.minimumWidth, height: rows.count + 1)
        table.draw(on: &canvas, in: canvas.bounds, count: rows.count) { cells[$0] }
        return canvas.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}
