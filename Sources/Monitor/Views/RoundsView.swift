import Replay
import Screen
import Snapshots

/// A strip of the rounds that ended: the payload that each merged, the newest at the right.
///
/// `◆` marks a round before which a setting was changed.
struct RoundsView {
    let snapshot: Snapshot

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard !rect.isEmpty, rect.width > 12 else { return }
        canvas.write("rounds ", x: rect.x + 1, y: rect.y, role: .muted)
        let width = rect.width - 10
        let shown = snapshot.history.suffix(width)
        canvas.write(
            Sparkline.text(shown.map { Double($0.mergedBytes) }, width: width), x: rect.x + 8, y: rect.y, role: .graph)
        for (place, round) in shown.enumerated() where round.isTuned {
            let x = rect.x + 8 + width - shown.count + place
            canvas.write("◆", x: x, y: rect.y, role: .knobActive)
        }
    }
}
