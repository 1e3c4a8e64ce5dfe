import Receive
import Replay
import Screen
import Snapshots

/// One line under the header: a number being typed, a message, a failure, or the bottleneck.
struct NoteView {
    let model: Model
    let snapshot: Snapshot

    func draw(on canvas: inout Canvas, in rect: Rect) {
        let width = rect.width - 2
        canvas.write(content(width: width), x: rect.x + 1, y: rect.y, limit: width)
    }

    private func content(width: Int) -> [Span] {
        if let prompt = model.prompt {
            let explanation = prompt.explanation
            return [
                Span(explanation.name, .knobActive), Span(" \(prompt.text)_", .input),
                Span("   \(explanation.hint)", .hint),
            ]
        }
        if let message = model.message { return [Span(message, .warning)] }
        if let failure = snapshot.recordingFailure ?? snapshot.failure?.description { return [Span(failure, .error)] }
        return Piece.line([Piece(bottleneck(width: width), 2)] + warnings, width: width)
    }

    /// The bottleneck, in few words where there is no room for a sentence.
    private func bottleneck(width: Int) -> [Span] {
        guard let bottleneck = snapshot.bottleneck else { return [] }
        let remedy =
            bottleneck.remedy.map { [Span(": try "), Span("\(model.keys.name(of: $0.knob)) \($0.value)", .knob)] } ?? []
        let whole = [Span("▸ bottleneck: ", .warning), Span(bottleneck.sentence)] + remedy
        return whole.columns <= width ? whole : [Span("▸ bottleneck: ", .warning), Span(bottleneck.brief)] + remedy
    }

    /// What the report says more of.
    private var warnings: [Piece] {
        snapshot.warnings.map { Piece("! \($0.id)", 1, .warning) }
    }
}

extension KeyMap {
    /// How the key that picks a knob is shown.
    func name(of knob: Setting) -> String { key(for: .pick(knob.inForce(.lro)))?.name ?? "" }
}
