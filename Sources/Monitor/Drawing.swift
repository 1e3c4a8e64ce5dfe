import Details
import Screen
import Snapshots

extension Model {
    /// The whole screen as it is now.
    public func draw(width: Int, height: Int) -> Canvas {
        var canvas = Canvas(width: width, height: height)
        guard let snapshot else {
            canvas.write("lro-top", x: 1, y: 0, role: .title)
            return canvas
        }
        let layout = layout(width: canvas.width, height: canvas.height)
        HeaderView(snapshot: snapshot).draw(on: &canvas, in: layout.header)
        AccountView(source: snapshot.source).draw(on: &canvas, in: layout.account)
        NoteView(model: self, snapshot: snapshot).draw(on: &canvas, in: layout.note)
        if let page {
            view(of: page, snapshot, in: layout.body).draw(on: &canvas, in: layout.body)
        } else {
            QueuesView(model: self, snapshot: snapshot, hasPanels: layout.hasPanels)
                .draw(on: &canvas, in: layout.queues)
            TableView(model: self, snapshot: snapshot).draw(on: &canvas, in: layout.table)
            EventsView(model: self, snapshot: snapshot).draw(on: &canvas, in: layout.events)
        }
        RoundsView(snapshot: snapshot).draw(on: &canvas, in: layout.rounds)
        FooterView(model: self, snapshot: snapshot).draw(on: &canvas, in: layout.footer)
        return canvas
    }

    /// Where everything stands on a screen of that size.
    func layout(width: Int, height: Int) -> Layout {
        Layout(
            width: width, height: height, queueCount: snapshot?.queues.count ?? 0,
            hasAccount: snapshot.map { AccountView(source: $0.source).isNeeded } ?? false,
            hasClock: snapshot?.clock != nil,
            zoomed: isZoomed ? focus : nil)
    }

    /// The offset from which the last line of a page is seen.
    func lastOffset(of page: Page, _ layout: Layout) -> Int {
        guard let snapshot else { return 0 }
        return view(of: page, snapshot, in: layout.body).lastOffset(in: layout.body)
    }

    private func view(of page: Page, _ snapshot: Snapshot, in rect: Rect) -> PageView {
        switch page {
        case .help:
            let help = HelpView(keys: keys, width: rect.width - 4, height: rect.height - 2)
            return PageView(title: "help", lines: help.lines, offset: pageOffset)
        case .row:
            let view = RowDetailView(row: selectedRow, snapshot: snapshot)
            return PageView(title: view.title, lines: view.lines, offset: pageOffset, next: "timeline")
        case .timeline:
            return timelineView(snapshot, in: rect)
        case .event:
            let view = EventDetailView(
                place: selectedEvent, events: snapshot.events, rules: snapshot.settings.offload.rules)
            return PageView(title: view.title, lines: view.lines, offset: pageOffset)
        case .warnings:
            let view = WarningsView(snapshot: snapshot, width: rect.width - 4)
            return PageView(title: "warnings", lines: view.lines, offset: pageOffset)
        }
    }
}

/// A piece of a line, and how much it matters when there is no room for all.
struct Piece {
    /// What it says.
    var spans: [Span]
    /// The piece with the lowest priority goes first.
    var priority: Int
    /// What it says in fewer words, and its priority until it does.
    private var short: (spans: [Span], priority: Int)?

    init(_ spans: [Span], _ priority: Int) {
        self.spans = spans
        self.priority = priority
    }

    init(_ text: String, _ priority: Int, _ role: Role = .text) {
        self.init([Span(text, role)], priority)
    }

    /// A piece that says less where there is no room, before it goes.
    init(_ text: String, _ longPriority: Int, short: String, _ priority: Int, _ role: Role = .text) {
        self.init(text, priority, role)
        self.short = ([Span(short, role)], longPriority)
    }

    /// The priority of what goes first of it.
    private var least: Int { short?.priority ?? priority }

    /// The pieces in one line of at most `width` columns, the least important left out.
    static func line(_ pieces: [Piece], width: Int, gap: String = "   ") -> [Span] {
        var shown = pieces.filter { $0.spans.columns > 0 }
        func columns() -> Int { shown.reduce(-gap.count) { $0 + $1.spans.columns + gap.count } }
        while shown.count > 1 || shown.contains(where: { $0.short != nil }), columns() > width,
            let place = shown.indices.min(by: { shown[$0].least < shown[$1].least })
        {
            if let short = shown[place].short {
                (shown[place].spans, shown[place].short) = (short.spans, nil)
            } else {
                shown.remove(at: place)
            }
        }
        return Array(shown.map(\.spans).joined(separator: [Span(gap)]))
    }
}
