import Replay
import Screen

/// A strip of the rounds that ended: the payload that each merged, the newest at the right.
struct RoundsView {
    let snapshot: Snapshot

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard !rect.isEmpty, rect.width > 12 else { return }
        canvas.write("rounds ", x: rect.x + 1, y: rect.y, role: .muted)
        let strip = Sparkline.text(snapshot.history.map { Double($0.mergedBytes) }, width: rect.width - 10)
        canvas.write(strip, x: rect.x + 8, y: rect.y, role: .graph)
    }
}
