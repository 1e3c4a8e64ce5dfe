import Offload
import Replay
import Screen

/// What happened in the round of the active queue, the latest at the bottom.
struct EventsView {
    let snapshot: Snapshot

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard rect.height > 2, snapshot.queues.indices.contains(snapshot.activeQueue) else { return }
        let inner = canvas.box(rect, title: [Span(title, .title)])
        for (row, view) in snapshot.events.suffix(inner.height).enumerated() {
            canvas.write(line(view), x: inner.x, y: inner.y + row, limit: inner.width)
        }
    }

    /// `round 1284 · queue 0 · 64 packets → 7 delivered`.
    private var title: String {
        let queue = snapshot.queues[snapshot.activeQueue]
        let round = queue.isRoundOver ? snapshot.rounds : snapshot.rounds + 1
        let frames = queue.isRoundOver ? "\(queue.frames)" : "\(queue.frames) of \(snapshot.settings[.budget])"
        return "round \(round) · queue \(queue.number) · \(frames) packets → \(queue.deliveries) delivered"
    }

    private func line(_ view: EventView) -> [Span] {
        let event = view.event
        var spans: [Span] = []
        switch event.kind {
        case .roundEnded, .tuned:
            spans.append(Span("────── ", .muted))
        default:
            spans.append(Span("#\(event.frame) ", .muted))
        }
        if let frame = view.frame, event.kind == .opened || event.kind == .appended || event.kind == .passed {
            if frame.facts.contains(.hasPorts) {
                spans.append(Span("\(FlowText.source(frame)) seq \(frame.sequence) +\(max(0, frame.payloadLength))   "))
            } else {
                spans.append(Span("\(frame.wireLength) bytes   "))
            }
        }
        spans.append(Span(view.sentence, role(event)))
        return spans
    }

    private func role(_ event: Event) -> Role {
        switch event.kind {
        case .opened, .appended: .text
        case .passed, .broke, .flushed: event.reason.role
        case .roundEnded: .muted
        case .tuned: .knob
        }
    }
}
