import Details
import Offload
import Queues
import Receive
import Replay
import Screen
import Snapshots

/// One receive queue: how full its table is, how well it merges, and why it delivers.
struct QueuePanel {
    let queue: QueueView
    let snapshot: Snapshot
    /// Whether the table shows the rows of this queue only.
    let isPicked: Bool

    /// `queue 0 · 26 %`: the queue, and its share of the frames.
    var name: Span {
        let share = Double(queue.counters.received) / Double(max(1, snapshot.counters.received))
        return Span(
            "queue \(queue.number) · \(Quantity.percent(share, decimals: 0))",
            isPicked ? .selected : queue.number == snapshot.activeQueue ? .title : .text)
    }

    /// What it has come to since the settings were last changed.
    var outcome: Outcome { snapshot.lastChange.outcome(of: queue.counters, queue: queue.number) }

    /// The ratio of the queue's latest rounds.
    func ratios(width: Int) -> String {
        Sparkline.text(rounds.map { Double($0.frames) / Double(max(1, $0.deliveries)) }, width: width)
    }

    private var rounds: [PastRound] { snapshot.history.filter { $0.queue == queue.number } }

    func draw(on canvas: inout Canvas, in rect: Rect) {
        // The title alone says which queue is active: that changes with every frame, and a border is long.
        let since = sinceChange(room: rect.width - 7 - TextWidth.of(name.text))
        let title = [name] + (snapshot.lastChange.hasPast && since.isEmpty ? [Span(" ◆", .knobActive)] : [])
        let inner = canvas.box(rect, title: title, trailing: since).inset(columns: 1, rows: 0)
        guard let time else { return write(lines(width: inner.width, height: inner.height), in: inner, &canvas) }
        guard rect.width >= Layout.widePanel else {
            return write(lines(with: time, width: inner.width, height: inner.height), in: inner, &canvas)
        }
        let halves = inner.split(columns: 2)
        write(lines(width: halves[0].width - 1, height: inner.height), in: halves[0], &canvas)
        let right = halves[1].inset(columns: 1, rows: 0)
        write(lines(of: time, width: right.width, height: inner.height), in: right, &canvas)
    }

    private func write(_ lines: [[Span]], in rect: Rect, _ canvas: inout Canvas) {
        for (row, line) in lines.prefix(rect.height).enumerated() {
            canvas.write(line, x: rect.x, y: rect.y + row, limit: rect.width)
        }
    }

    /// That not all is counted here, in as many words as there is room for; `◆` marks a change among the rounds, too.
    private func sinceChange(room: Int) -> [Span] {
        guard snapshot.lastChange.hasPast else { return [] }
        let text = ["since the change ◆", "since ◆"].first { TextWidth.of($0) <= room }
        return text.map { [Span($0, .knobActive)] } ?? []
    }

    /// What the queue is in time; nil without a clock.
    private var time: QueueTimeLines? { QueueTimeLines(queue, snapshot) }

    /// The lines for a wide panel's right half.
    private func lines(of time: QueueTimeLines, width: Int, height: Int) -> [[Span]] {
        let parts = height >= 7 ? time.lines(width: width) : [time.bar(width: width), time.words(width: width)]
        return [time.percentiles(width: width)] + parts + [time.ring(width: width), time.interrupts(width: width)]
    }

    /// The lines with those of time, for a panel that has no room for both side by side.
    private func lines(with time: QueueTimeLines, width: Int, height: Int) -> [[Span]] {
        let outcome = outcome
        let parts = height >= 9 ? time.lines(width: width) : [time.bar(width: width)]
        let wait = [time.percentiles(width: width)] + parts + [time.ring(width: width)]
        let ratio = "ratio \(Quantity.fixed(outcome.ratio))"
        if height < 7 {
            return [[open(width: width)]] + wait + [[Span("\(ratio)  ")] + outcome.deliveredBy.letterSpans]
        }
        let graph = graphed(ratio, width: width) { ratios(width: $0) }
        if height < 13 {
            let lines = [[open(width: width)]] + wait + [graph]
            return lines + (lines.count + 2 <= height ? [merged(width: width)] : []) + [outcome.deliveredBy.letterSpans]
        }
        let lines =
            [[open(width: width)], tableBar(width: width)] + wait
            + [time.interrupts(width: width), graph, merged(width: width)]
        return lines + bars(outcome.deliveredBy, width: width, count: height - lines.count)
    }

    /// The lines for so much room: with three rows the reasons are letters, with more they have bars.
    private func lines(width: Int, height: Int) -> [[Span]] {
        let outcome = outcome
        let ratio = graphed("ratio \(Quantity.fixed(outcome.ratio))", width: width) { ratios(width: $0) }
        if height <= 3 {
            return Array([[open(width: width)], ratio, outcome.deliveredBy.letterSpans].prefix(height))
        }
        let lines =
            [[open(width: width)]] + (height > 4 ? [tableBar(width: width)] : []) + [ratio, merged(width: width)]
        return lines + bars(outcome.deliveredBy, width: width, count: height - lines.count)
    }

    private func open(width: Int) -> Span {
        let sessions = snapshot.settings[.sessions]
        let wide = "open \(queue.open)  peak \(queue.peak) / \(sessions)"
        return Span(wide.count <= width ? wide : "open \(queue.open) peak \(queue.peak)/\(sessions)")
    }

    /// How much of the table is used.
    private func tableBar(width: Int) -> [Span] {
        Bar.text(used: queue.open, peak: queue.peak, of: snapshot.settings[.sessions], width: width)
    }

    private func merged(width: Int) -> [Span] {
        graphed("merged \(Quantity.bytes(Int(clamping: outcome.mergedBytes)))", width: width) {
            Sparkline.text(rounds.map { Double($0.mergedBytes) }, width: $0)
        }
    }

    /// A number, and behind it a graph as wide as there is room.
    private func graphed(_ text: String, width: Int, _ graph: (Int) -> String) -> [Span] {
        let name = TextWidth.pad(text + " ", to: width >= 24 ? 15 : 0)
        return [Span(name), Span(graph(max(0, width - TextWidth.of(name))), .graph)]
    }

    /// The most frequent reasons, each with its share and a bar.
    private func bars(_ reasons: ReasonCounts, width: Int, count: Int) -> [[Span]] {
        let total = Double(reasons.total)
        return reasons.ranked.prefix(max(0, count)).map { reason, count in
            let share = Double(count) / total
            let text = "\(reason.letter) \(TextWidth.pad(TextWidth.cut(reason.id, to: 12), to: 12))"
            let percent = TextWidth.pad(Quantity.percent(share, decimals: 0), to: 5, .right)
            return [
                Span(text, reason.role), Span(percent + " "), Span(Bar.text(share, width: width - 20), reason.role),
            ]
        }
    }
}
