import Offload
import Replay
import Screen

/// The table of the sessions of the rounds at hand; of the flows when rounds go by too fast to be seen.
struct SessionsView {
    let snapshot: Snapshot
    let scroll: Int

    private static let table = Table(columns: [
        .init("Q", minimum: 2, alignment: .right, priority: 8),
        .init("S", minimum: 3, alignment: .right, priority: 5),
        .init("FLOW", minimum: 31, ideal: 44, priority: 10, isFlexible: true),
        .init("SEGS", minimum: 5, alignment: .right, priority: 9),
        .init("BYTES", minimum: 8, alignment: .right, priority: 8),
        .init("FILL", minimum: 15, priority: 6),
        .init("NEXT SEQ", minimum: 10, alignment: .right, priority: 2),
        .init("FLUSHED", minimum: 12, ideal: 13, priority: 7),
        .init("FLOW: AGGREGATES", minimum: 16, alignment: .right, priority: 1),
        .init("SEGS/DELIVERY", minimum: 13, alignment: .right, priority: 3),
        .init("WHY", minimum: 11, ideal: 14, priority: 4),
    ])

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard rect.height > 2 else { return }
        let sessions = snapshot.sessions
        let title = snapshot.showsFlows ? "flows" : "sessions of the round"
        let inner = canvas.box(rect, title: [Span(title, .title)], trailing: [Span("\(sessions.count)", .muted)])
        let offset = Table.offset(showing: nil, from: scroll, rows: inner.height - 1, count: sessions.count)
        Self.table.draw(on: &canvas, in: inner, count: sessions.count, offset: offset) { row(sessions[$0]) }
    }

    private func row(_ session: SessionView) -> [[Span]] {
        let record = session.flowRecord
        let role: Role = session.flushed == nil ? .text : .muted
        return [
            [Span("\(session.queue)", role)],
            [Span(session.slot.map { "\($0)" } ?? "", role)],
            [Span(session.flow.description, role)],
            [Span("\(session.packets)")],
            [Span(Quantity.bytes(session.bytes))],
            fill(session),
            [Span("\(session.nextSequence)", .muted)],
            state(session),
            [Span(record.map { "\($0.aggregates)" } ?? "")],
            [Span(record.map { Quantity.fixed($0.ratio) } ?? "")],
            record?.deliveredBy.letterSpans ?? [],
        ]
    }

    /// A bar towards the nearer limit, which its letter names.
    private func fill(_ session: SessionView) -> [Span] {
        guard session.slot != nil else { return [] }
        let width = 14
        let used = Int((session.fill * Double(width)).rounded())
        let filled = min(width, max(1, used))
        return [
            Span(String(repeating: "█", count: filled), filled == width ? session.limit.role : .graph),
            Span(String(repeating: "░", count: width - filled), .muted),
            Span("\(session.limit.letter)", session.limit.role),
        ]
    }

    private func state(_ session: SessionView) -> [Span] {
        guard session.slot != nil else { return [] }
        guard let reason = session.flushed else { return [Span("open", .running)] }
        return [Span("\(reason.letter) \(reason.id)", reason.role)]
    }
}
