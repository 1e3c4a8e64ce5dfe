import Receive
import Replay
import Screen

/// One line under the header: a number being typed, a message, a failure, or the biggest loss.
struct NoteView {
    let model: Model
    let snapshot: Snapshot

    func draw(on canvas: inout Canvas, in rect: Rect) {
        canvas.write(content, x: rect.x + 1, y: rect.y, limit: rect.width - 2)
    }

    private var content: [Span] {
        if let prompt = model.prompt {
            let explanation = prompt.explanation
            return [
                Span(explanation.name, .knobActive), Span(" \(prompt.text)_", .input),
                Span("   \(explanation.hint)", .hint),
            ]
        }
        if let message = model.message { return [Span(message, .warning)] }
        if let failure = snapshot.failure { return [Span(failure, .error)] }
        guard let loss = snapshot.loss else { return [] }
        let remedy =
            loss.remedy.map { [Span(": try "), Span("\(model.keys.name(of: $0.knob)) \($0.value)", .knob)] } ?? []
        return [Span("▸ biggest loss: ", .warning), Span(loss.sentence)] + remedy
    }
}

extension KeyMap {
    /// How the key that picks a knob is shown.
    func name(of knob: Knob) -> String { key(for: .pick(knob))?.name ?? "" }
}
