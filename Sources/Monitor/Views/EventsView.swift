import Details
import Offload
import Packet
import Replay
import Screen
import Snapshots

/// What happened in the round of the active queue, the latest at the bottom.
struct EventsView {
    let model: Model
    let snapshot: Snapshot

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard rect.height > 2, snapshot.queues.indices.contains(snapshot.activeQueue) else { return }
        let hasKeys = model.focus == .events
        let inner = canvas.box(rect, title: [Span(title, .title)], role: hasKeys ? .focus : .border)
            .inset(columns: 1, rows: 0)
        let first = first(rows: inner.height)
        for (row, view) in snapshot.events.dropFirst(first).prefix(inner.height).enumerated() {
            canvas.write(line(view), x: inner.x, y: inner.y + row, limit: inner.width)
            if hasKeys, first + row == model.selectedEvent {
                canvas.recolor(Rect(x: inner.x, y: inner.y + row, width: inner.width, height: 1), .selected)
            }
        }
    }

    /// The event that is drawn in row `y` of the screen, or nil.
    func event(at y: Int, in rect: Rect) -> Int? {
        let place = first(rows: rect.height - 2) + y - rect.y - 1
        return y > rect.y && y < rect.bottom - 1 && place < snapshot.events.count ? place : nil
    }

    /// The first event shown, so that the selected one is seen, and the latest as long as it is.
    private func first(rows: Int) -> Int {
        let latest = max(0, snapshot.events.count - rows)
        return min(latest, model.selectedEvent ?? latest)
    }

    /// `round 1284 · queue 0 · 64 packets → 7 delivered`; by the clock a round that goes on need not fill its budget.
    private var title: String {
        let queue = snapshot.queues[snapshot.activeQueue]
        let round = queue.isRoundOver ? snapshot.rounds : snapshot.rounds + 1
        let of = snapshot.clock == nil ? "of" : "of at most"
        let frames = queue.isRoundOver ? "\(queue.frames)" : "\(queue.frames) \(of) \(snapshot.settings[.budget])"
        return "round \(round) · queue \(queue.number) · \(frames) packets → \(queue.deliveries) delivered"
    }

    private func line(_ view: EventView) -> [Span] {
        let event = view.event
        var spans: [Span] = []
        switch event.kind {
        case .roundEnded, .tuned:
            spans.append(Span("────── ", .muted))
        default:
            spans.append(Span("#\(view.number) ", .muted))
        }
        if let frame = view.frame, event.isVerdict {
            if frame.facts.contains(.hasPorts) {
                let source = FlowKey.endpoint(frame.flow.source, frame.flow.sourcePort)
                spans.append(Span("\(source) seq \(frame.sequence) +\(max(0, frame.payloadLength))   "))
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
