/// What happened in a queue's round: its events, and the packets it delivered where they are wanted.
///
/// Both grow to what a round needs once, and are then reused. The n-th delivery belongs to the n-th
/// event of kind `passed` or `flushed`.
public struct RoundLog: Sendable {
    /// The events since the round began.
    public internal(set) var events: [Event] = []
    /// What the sessions knew that were flushed since the round began, but for those that its end flushed: the n-th
    /// belongs to the n-th event of kind `flushed`.
    public private(set) var summaries: [SessionSummary] = []
    /// The deliveries since the round began; empty when they are not kept.
    public private(set) var deliveries: [Delivery] = []
    /// Whether deliveries are kept.
    public var keepsDeliveries = false
    /// Whether events are kept; without them nobody can follow what happens.
    public var keepsEvents = true

    /// An empty record.
    public init() {}

    /// Forgets all, keeping the memory.
    public mutating func clear() {
        events.removeAll(keepingCapacity: true)
        summaries.removeAll(keepingCapacity: true)
        deliveries.removeAll(keepingCapacity: true)
    }

    /// Lends the events, which have to be given back before anything else is noted.
    @inline(__always)
    mutating func lend() -> [Event] {
        var lent: [Event] = []
        swap(&lent, &events)
        return lent
    }

    /// Takes the events back.
    @inline(__always)
    mutating func giveBack(_ events: inout [Event]) { swap(&events, &self.events) }

    /// Notes an event.
    @inline(__always)
    public mutating func note(_ event: Event) {
        if keepsEvents { events.append(event) }
    }

    /// Notes what a session that is flushed knows.
    @inline(__always)
    mutating func noteSummary(of session: Session) { summaries.append(SessionSummary(session)) }

    /// Notes a delivery; only where they are kept.
    @inline(__always)
    mutating func note(_ delivery: Delivery) { deliveries.append(delivery) }
}
