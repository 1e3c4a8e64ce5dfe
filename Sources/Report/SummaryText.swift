import Offload
import Receive
import Replay
import Screen

extension Summary {
    /// The summary for people: plain text, its tables at most `width` columns wide.
    ///
    /// `ascii` replaces everything that is not ASCII, for terminals that show nothing else.
    public func text(width: Int = 100, ascii: Bool = false) -> String {
        let blocks = [
            heading, totalsBlock, bottleneckBlock(width), queuesTable(width), reasonsTable(width), sizesTable(width),
            alterationsBlock(width), flowsTable(width), warningsBlock(width),
        ]
        let lines = Array(blocks.filter { !$0.isEmpty }.joined(separator: [""]))
        // A canvas makes harmless what a name may hold, and knows the ASCII of every glyph.
        var canvas = Canvas(width: lines.map(TextWidth.of).max() ?? 0, height: lines.count)
        for (y, line) in lines.enumerated() { canvas.write(line, x: 0, y: y) }
        return (ascii ? canvas.ascii() : canvas).text
    }

    private var heading: [String] {
        var options = settings.told(brief: true).map { $0.phrase(settings[$0]) }
        if let filter = source.filter { options.append("filter \(filter)") }
        let seconds = Quantity.fixed(captureStats.seconds, decimals: 3)
        return [
            "lro-top \(version)   \(source.name)   \(source.link.rawValue), \(captureStats.frames) frames, "
                + "\(Quantity.bytes(Int(clamping: captureStats.wireBytes))), \(seconds) s",
            options.joined(separator: "   "),
        ]
    }

    private var totalsBlock: [String] {
        let counters = totals.counters
        let merged = Double(counters.mergedBytes) / Double(counters.payloadBytes)
        let passed = Double(counters.passed) / Double(counters.received)
        return [
            "received \(counters.received)   delivered \(counters.delivered)   "
                + "ratio \(Quantity.fixed(counters.ratio, decimals: 2))   "
                + "merged \(Quantity.bytes(Int(clamping: counters.mergedBytes))) "
                + "(\(Quantity.percent(merged)) of payload)   passed \(Quantity.percent(passed))",
            "skbs \(counters.skbs)   copied \(Quantity.bytes(Int(clamping: counters.copiedBytes)))   "
                + "aggregated \(counters.aggregated)   flushed \(counters.flushed)   no_desc \(counters.noDesc)   "
                + "hold p50 \(totals.holds.percentile(0.5)) p99 \(totals.holds.percentile(0.99)) "
                + "max \(totals.holds.maximum) frames",
        ]
    }

    private func bottleneckBlock(_ width: Int) -> [String] {
        guard let bottleneck else { return [] }
        let remedy = bottleneck.remedy.map { ": try --\($0.knob.rawValue) \($0.value)" } ?? ""
        return TextWidth.wrap("▸ bottleneck: \(bottleneck.sentence)\(remedy)", to: width)
    }

    private func queuesTable(_ width: Int) -> [String] {
        guard queues.count > 1 else { return [] }
        let columns = ["QUEUE", "ROUNDS", "RECEIVED", "DELIVERED", "RATIO", "MERGED", "PASSED", "NO_DESC", "HOLD P99"]
        return grid(
            columns.map { .init($0, minimum: 9, alignment: .right) }, width,
            queues.indices.map { number in
                let queue = queues[number]
                return [
                    "\(number)", "\(queue.rounds)", "\(queue.counters.received)", "\(queue.counters.delivered)",
                    Quantity.fixed(queue.counters.ratio, decimals: 2),
                    Quantity.bytes(Int(clamping: queue.counters.mergedBytes)), "\(queue.counters.passed)",
                    "\(queue.counters.noDesc)", "\(queue.holds.percentile(0.99))",
                ]
            })
    }

    private func reasonsTable(_ width: Int) -> [String] {
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
            .init("SHARE", minimum: 7, alignment: .right), .init("", minimum: 16),
            .init("MEANING", minimum: 20, isFlexible: true),
        ]
        return grid(columns, width, rows(counters.flushedBy, "flushed") + rows(counters.passedBy, "passed"))
    }

    private func sizesTable(_ width: Int) -> [String] {
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
    private func alterationsBlock(_ width: Int) -> [String] {
        let counters = totals.counters
        guard counters.aggregates > 0 else { return [] }
        let (altered, all) = (counters.alteredAggregates, counters.aggregates)
        if altered == 0 {
            return ["safe to forward: yes; \(all) of \(all) aggregates can be cut up into the packets that came"]
        }
        let share = Quantity.percent(Double(altered) / Double(all))
        let sentence =
            "safe to forward: no; \(altered) of \(all) aggregates (\(share)) cannot be cut up into the "
            + "packets that came:"
        let columns: [Table.Column] = [
            .init("ALTERED", minimum: 14), .init("AGGREGATES", minimum: 10, alignment: .right),
            .init("SHARE", minimum: 7, alignment: .right), .init("", minimum: 16),
            .init("MEANING", minimum: 20, isFlexible: true),
        ]
        return TextWidth.wrap(sentence, to: width)
            + grid(
                columns, width,
                counters.alteredBy.ranked.map { alteration, count in
                    let share = Double(count) / Double(all)
                    return [
                        alteration.id, "\(count)", Quantity.percent(share), Bar.text(share, width: 16),
                        alteration.meaning,
                    ]
                })
    }

    private func flowsTable(_ width: Int) -> [String] {
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

    private func warningsBlock(_ width: Int) -> [String] {
        warnings.flatMap { warning in
            TextWidth.wrap("\(warning.id): \(warning.text)", to: width - 2).enumerated().map {
                ($0.offset == 0 ? "! " : "  ") + $0.element
            }
        }
    }

    /// A table drawn as lines of text; none without rows.
    private func grid(_ columns: [Table.Column], _ width: Int, _ rows: [[String]]) -> [String] {
        guard !rows.isEmpty else { return [] }
        var canvas = Canvas(width: width, height: rows.count + 1)
        Table(columns: columns, gap: 2).draw(on: &canvas, in: canvas.bounds, count: rows.count) { index in
            rows[index].map { [Span($0)] }
        }
        return canvas.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}
