import Replay
import Screen

extension Model {
    /// The whole screen as it is now.
    public func draw(width: Int, height: Int) -> Canvas {
        var canvas = Canvas(width: width, height: height)
        if showsHelp {
            HelpView().draw(on: &canvas)
            return canvas
        }
        guard let snapshot else {
            canvas.write("lro-top", x: 1, y: 0, role: .title)
            return canvas
        }
        let layout = Layout(width: canvas.width, height: canvas.height, queueCount: snapshot.queues.count)
        HeaderView(snapshot: snapshot).draw(on: &canvas, in: layout.header)
        NoteView(model: self, snapshot: snapshot).draw(on: &canvas, in: layout.note)
        QueuesView(snapshot: snapshot, hasPanels: layout.hasPanels).draw(on: &canvas, in: layout.queues)
        SessionsView(snapshot: snapshot, scroll: scroll).draw(on: &canvas, in: layout.sessions)
        EventsView(snapshot: snapshot).draw(on: &canvas, in: layout.events)
        RoundsView(snapshot: snapshot).draw(on: &canvas, in: layout.rounds)
        FooterView(model: self, snapshot: snapshot).draw(on: &canvas, in: layout.footer)
        return canvas
    }
}

/// A piece of a line, and how much it matters when there is no room for all.
struct Piece {
    /// What it says.
    var spans: [Span]
    /// The piece with the lowest priority goes first.
    var priority: Int

    init(_ spans: [Span], _ priority: Int) {
        self.spans = spans
        self.priority = priority
    }

    init(_ text: String, _ priority: Int, _ role: Role = .text) {
        self.init([Span(text, role)], priority)
    }

    /// The pieces in one line of at most `width` columns, the least important left out.
    static func line(_ pieces: [Piece], width: Int, gap: String = "   ") -> [Span] {
        var shown = Array(pieces.enumerated())
        func columns() -> Int { shown.reduce(-gap.count) { $0 + $1.element.spans.columns + gap.count } }
        while shown.count > 1, columns() > width,
            let least = shown.min(by: { $0.element.priority < $1.element.priority })
        {
            shown.removeAll { $0.offset == least.offset }
        }
        return Array(shown.map(\.element.spans).joined(separator: [Span(gap)]))
    }
}
