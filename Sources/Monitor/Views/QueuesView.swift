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
                ] + time(queue) + (snapshot.lastChange.hasPast ? [Piece("since ◆", 3, .knobActive)] : [])
            canvas.write(
                Piece.line(pieces, width: rect.width - 2, gap: "  "), x: rect.x + 1, y: rect.y + row,
                limit: rect.width - 2)
        }
    }

    /// What a row says of a queue in time.
    private func time(_ queue: QueueView) -> [Piece] {
        guard let time = QueueTimeLines(queue, snapshot) else { return [] }
        let long = "latency \(time.latency.percentiles)"
        return [
            Piece(long, 6, short: time.latency.count == 0 ? long : time.latency.percentiles, 8),
            Piece(time.bar(width: 24), 5),
            Piece(time.ring(width: .max), 6),
        ]
    }
}
