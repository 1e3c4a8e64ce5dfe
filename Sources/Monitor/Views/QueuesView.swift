import Details
import Offload
import Queues
import Receive
import Replay
import Screen
import Snapshots

/// The receive queues, side by side in panels, or one below the other in rows.
struct QueuesView {
    let model: Model
    let snapshot: Snapshot
    let hasPanels: Bool

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard !rect.isEmpty else { return }
        if hasPanels {
            for (queue, part) in zip(snapshot.queues, rect.split(columns: snapshot.queues.count)) {
                QueuePanel(queue: queue, snapshot: snapshot, isPicked: isPicked(queue)).draw(on: &canvas, in: part)
            }
        } else {
            drawRows(on: &canvas, in: rect)
        }
    }

    /// The number of the queue that is drawn at a place of the screen, or nil.
    func queue(atX x: Int, y: Int, in rect: Rect) -> Int? {
        if hasPanels {
            return rect.split(columns: snapshot.queues.count).firstIndex { $0.contains(x: x, y: y) }
        }
        let number = firstRow(height: rect.height) + y - rect.y
        return rect.contains(x: x, y: y) && snapshot.queues.indices.contains(number) ? number : nil
    }

    /// The queue of the first row, so that the picked one is among those shown, or without one the active one.
    private func firstRow(height: Int) -> Int {
        let wanted = model.query.queue ?? snapshot.activeQueue
        return max(0, min(wanted - height + 1, snapshot.queues.count - height))
    }

    private func isPicked(_ queue: QueueView) -> Bool { model.query.queue == queue.number }

    /// A row for each queue, as many as fit.
    private func drawRows(on canvas: inout Canvas, in rect: Rect) {
        let first = firstRow(height: rect.height)
        for (row, queue) in snapshot.queues.dropFirst(first).prefix(rect.height).enumerated() {
            let panel = QueuePanel(queue: queue, snapshot: snapshot, isPicked: isPicked(queue))
            let pieces =
                [
                    Piece([panel.name], 9),
                    Piece("open \(queue.open) peak \(queue.peak) / \(snapshot.settings[.sessions])", 7),
                    Piece("ratio \(Quantity.fixed(panel.outcome.ratio))", 8),
                    Piece("merged \(Quantity.bytes(Int(clamping: panel.outcome.mergedBytes)))", 5),
                    Piece(panel.outcome.deliveredBy.letterSpans, 6),
                    Piece([Span(panel.ratios(width: 24), .graph)], 4),
                ] + (snapshot.lastChange.hasPast ? [Piece("since ◆", 3, .knobActive)] : [])
            canvas.write(
                Piece.line(pieces, width: rect.width - 2, gap: "  "), x: rect.x + 1, y: rect.y + row,
                limit: rect.width - 2)
        }
    }
}

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
        for (row, line) in lines(width: inner.width, height: inner.height).enumerated() {
            canvas.write(line, x: inner.x, y: inner.y + row, limit: inner.width)
        }
    }

    /// That not all is counted here, in as many words as there is room for; `◆` marks a change among the rounds, too.
    private func sinceChange(room: Int) -> [Span] {
        guard snapshot.lastChange.hasPast else { return [] }
        let text = ["since the change ◆", "since ◆"].first { TextWidth.of($0) <= room }
        return text.map { [Span($0, .knobActive)] } ?? []
    }

    /// The lines for so much room: with three rows the reasons are letters, with more they have bars.
    private func lines(width: Int, height: Int) -> [[Span]] {
        let outcome = outcome
        let ratio = graphed("ratio \(Quantity.fixed(outcome.ratio))", width: width) { ratios(width: $0) }
        if height <= 3 {
            return Array([[open(width: width)], ratio, outcome.deliveredBy.letterSpans].prefix(height))
        }
        let merged = graphed("merged \(Quantity.bytes(Int(clamping: outcome.mergedBytes)))", width: width) {
            Sparkline.text(rounds.map { Double($0.mergedBytes) }, width: $0)
        }
        let sessions = snapshot.settings[.sessions]
        let bar = Bar.text(used: queue.open, peak: queue.peak, of: sessions, width: width)
        let lines = [[open(width: width)]] + (height > 4 ? [bar] : []) + [ratio, merged]
        return lines + bars(outcome.deliveredBy, width: width, count: height - lines.count)
    }

    private func open(width: Int) -> Span {
        let sessions = snapshot.settings[.sessions]
        let wide = "open \(queue.open)  peak \(queue.peak) / \(sessions)"
        return Span(wide.count <= width ? wide : "open \(queue.open) peak \(queue.peak)/\(sessions)")
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
