import Screen

/// Where everything stands on a screen of a given size.
///
///     header      state and totals, one or two rows
///     note        the biggest loss, or a message
///     queues      a panel for each queue side by side, or a row for each
///     sessions    the sessions of the rounds at hand
///     events      what happened in the active queue's round
///     rounds      a strip of the rounds that ended
///     footer      knobs and keys
///
/// No size is refused. When there is no room, these go in turn: the strip, the note, the events, the queue
/// panels (to rows, then altogether), the sessions, the second row of the header, the footer.
public struct Layout: Equatable, Sendable {
    /// State and totals.
    public var header: Rect
    /// The biggest loss, or a message.
    public var note: Rect
    /// The queues.
    public var queues: Rect
    /// Whether the queues have panels, not rows.
    public var hasPanels = false
    /// The table of sessions.
    public var sessions: Rect
    /// The events of the round.
    public var events: Rect
    /// The strip of rounds.
    public var rounds: Rect
    /// Knobs and keys.
    public var footer: Rect

    /// The narrowest queue panel.
    static let panelWidth = 20

    /// The layout of a screen of `width` columns and `height` rows for so many queues.
    public init(width: Int, height: Int, queueCount: Int) {
        var body = Rect(width: width, height: height)
        header = body.takeTop(height >= 5 ? 2 : 1)
        footer = body.takeBottom(1)
        note = body.takeTop(height >= 12 ? 1 : 0)
        rounds = body.takeBottom(height >= 20 ? 1 : 0)
        hasPanels = queueCount * Self.panelWidth <= width && body.height >= 15
        if hasPanels {
            queues = body.takeTop(body.height >= 26 ? 9 : body.height >= 20 ? 7 : 5)
        } else {
            queues = body.takeTop(body.height >= 8 ? min(queueCount, body.height / 3) : 0)
        }
        events = body.takeBottom(body.height >= 8 ? max(4, body.height * 2 / 5) : 0)
        sessions = body
    }
}
