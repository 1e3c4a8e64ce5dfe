import Screen

/// Where everything stands on a screen of a given size.
///
///     header      state and totals, one or two rows
///     account     whose received frames are taken, and what was done to them, where there is something to say
///     note        something being typed, a message, or the bottleneck
///     queues      a panel for each queue side by side, or a row for each
///     table       the sessions of the rounds at hand, or flows
///     events      what happened in the active queue's round
///     rounds      a strip of the rounds that ended
///     footer      knobs and keys
///
/// No size is refused. When there is no room, these go in turn: the strip, the events, the queue panels (to rows,
/// then altogether), the account, the note, the table, the second row of the header, the footer.
public struct Layout: Equatable, Sendable {
    /// State and totals.
    public var header: Rect
    /// What was done to the frames before they are received.
    public var account: Rect
    /// Something being typed, a message, or the bottleneck.
    public var note: Rect
    /// The queues.
    public var queues: Rect
    /// Whether the queues have panels, not rows.
    public var hasPanels = false
    /// The table of sessions or flows.
    public var table: Rect
    /// The events of the round.
    public var events: Rect
    /// The strip of rounds.
    public var rounds: Rect
    /// Knobs and keys.
    public var footer: Rect

    /// The narrowest queue panel.
    static let panelWidth = 20
    /// The narrowest that has room for two columns.
    static let widePanel = 66

    /// The room of the queues, the table and the events, for what covers them.
    public var body: Rect {
        Rect(x: queues.x, y: queues.y, width: table.width, height: queues.height + table.height + events.height)
    }

    /// How many rows of its content a panel shows.
    func rows(of panel: Model.Panel) -> Int { panel == .table ? table.height - 3 : events.height - 2 }

    /// The layout of a screen of `width` columns and `height` rows for so many queues.
    ///
    /// `hasAccount` says that something was done to the frames, `hasClock` that queues have more to say, and `zoomed` is
    /// the panel that has the room of the queues, the table and the events to itself.
    public init(
        width: Int, height: Int, queueCount: Int, hasAccount: Bool = false, hasClock: Bool = false,
        zoomed: Model.Panel? = nil
    ) {
        var body = Rect(width: width, height: height)
        header = body.takeTop(height >= 5 ? 2 : 1)
        footer = body.takeBottom(1)
        account = body.takeTop(hasAccount && height >= 10 ? 1 : 0)
        note = body.takeTop(height >= 4 ? 1 : 0)
        rounds = body.takeBottom(height >= 20 ? 1 : 0)
        queues = body.takeTop(0)
        events = body.takeBottom(0)
        table = body
        if let zoomed {
            if zoomed == .events { (events, table) = (body, body.takeTop(0)) }
            return
        }
        hasPanels = queueCount * Self.panelWidth <= width && body.height >= 15
        if hasPanels {
            let isWide = width / max(1, queueCount) >= Self.widePanel
            queues = body.takeTop(Self.panelHeight(in: body.height, hasClock: hasClock, isWide: isWide))
        } else if body.height >= 8 {
            queues = body.takeTop(min(queueCount, max(1, body.height * 2 / 5)))
        }
        if body.height >= 9 { events = body.takeBottom(max(4, body.height * 2 / 5)) }
        table = body
    }

    /// How many rows the queue panels have of so many; in wide ones times stand beside what was merged.
    private static func panelHeight(in height: Int, hasClock: Bool, isWide: Bool) -> Int {
        switch (hasClock, isWide) {
        case (false, _): height >= 26 ? 9 : height >= 20 ? 7 : 5
        case (true, true): height >= 26 ? 9 : 7
        case (true, false): height >= 40 ? 15 : height >= 30 ? 11 : height >= 20 ? 9 : 7
        }
    }
}
