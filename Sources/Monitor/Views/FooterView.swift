import Receive
import Screen
import Settings
import Snapshots

/// The last line: the knobs with their values, and the keys that matter most.
struct FooterView {
    let model: Model
    let snapshot: Snapshot

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard !rect.isEmpty else { return }
        let pieces = self.knobs + [Piece([Span(turns, .key)], 30)] + timed + keys
        let width = rect.width - 2
        canvas.write(Piece.line(pieces, width: width, gap: "  "), x: rect.x + 1, y: rect.y, limit: width)
    }

    /// The knob whose text is at column `x`, or nil.
    func knob(at x: Int, in rect: Rect) -> Setting? {
        var left = rect.x + 1
        for (knob, piece) in zip(snapshot.settings.knobs, knobs) {
            let right = left + piece.spans.columns
            if (left..<right).contains(x) { return knob }
            left = right + 2
        }
        return nil
    }

    private var knobs: [Piece] {
        snapshot.settings.knobs.map { knob in
            Piece(
                [
                    Span("[\(model.keys.name(of: knob))] ", .key),
                    Span(
                        "\(knob.rawValue) \(snapshot.settings[knob])", knob == model.knobInForce ? .knobActive : .knob),
                ], 100)
        }
    }

    /// What decides about time, where there is a clock.
    private var timed: [Piece] {
        let settings = snapshot.settings
        let shown: [Setting] = [.flush, .rxUsecs, .rxFrames].filter { $0.applies(to: settings) }
        return shown.enumerated().map { place, setting in
            let key = model.keys.key(for: .type(setting)).map { [Span("[\($0.name)] ", .key)] } ?? []
            let value = setting.text(settings[setting])
            return Piece(key + [Span("\(setting.rawValue) \(value)", .knob)], 40 - place * 5)
        }
    }

    private var turns: String {
        let names = [.turn(.forward), .turn(.backward)].compactMap { model.keys.key(for: $0)?.name }
        return names.map { $0 == "-" ? "−" : $0 }.joined(separator: " ")
    }

    private var keys: [Piece] {
        let labelled = model.keys.bindings.filter { $0.label != nil }
        return labelled.enumerated().map { place, binding in
            // Whoever has little room still finds the help.
            let priority = binding.action == .help ? 41 : binding.group == .table ? 20 - place : 42 - place
            return Piece([Span(binding.keys[0].name, .key), Span(" \(binding.label ?? "")", .hint)], priority)
        }
    }
}
