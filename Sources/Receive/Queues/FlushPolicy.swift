/// What is flushed when a poll round of a queue ends.
public enum FlushPolicy: Equatable, Sendable {
    /// All sessions, as in 2007: no packet is held longer than its round.
    case pollEnd

    /// Whether a round ends with no session open, so that the next begins with none.
    var endsWithoutSessions: Bool {
        switch self {
        case .pollEnd: true
        }
    }
}
