import Receive
import Replay
import Screen

/// The last line: the knobs with their values, and the keys that matter most.
struct FooterView {
    let model: Model
    let snapshot: Snapshot

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard !rect.isEmpty else { return }
        let knobs = Knob.allCases.map { knob in
            Piece(
                [
                    Span("[\(knob.key)] ", .key),
                    Span("\(knob.rawValue) \(snapshot.settings[knob])", knob == model.knob ? .knobActive : .knob),
                ], 100)
        }
        let labelled = KeyTable.bindings.filter { $0.label != nil }
        let keys = labelled.enumerated().map { place, binding in
            Piece([Span(binding.keys[0].name, .key), Span(" \(binding.label ?? "")", .hint)], 40 - place)
        }
        let pieces = knobs + [Piece([Span("+ −", .key)], 30)] + keys
        let width = rect.width - 2
        canvas.write(Piece.line(pieces, width: width, gap: "  "), x: rect.x + 1, y: rect.y, limit: width)
    }
}
