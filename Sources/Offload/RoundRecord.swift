/// What happened in a queue's round: its events, and the packets it delivered where they are wanted.
///
/// Both grow to what a round needs once, and are then reused. The n-th delivery belongs to the n-th
/// event of kind `passed` or `flushed`.
public struct RoundRecord: Sendable {
    /// The events since the round began.
    public private(set) var events: [Event] = []
    /// The deliveries since the round began; empty when they are not kept.
    public private(set) var deliveries: [Delivery] = []
    /// Whether deliveries are kept.
    public var keepsDeliveries = false

    /// An empty record.
    public init() {}

    /// Forgets all, keeping the memory.
    public mutating func clear() {
        events.removeAll(keepingCapacity: true)
        deliveries.removeAll(keepingCapacity: true)
    }

    /// Notes an event.
    @inline(__always)
    public mutating func note(_ event: Event) { events.append(event) }

    /// Notes a delivery, when deliveries are kept.
    @inline(__always)
    mutating func note(_ delivery: @autoclosure () -> Delivery) {
        if keepsDeliveries { deliveries.append(delivery()) }
    }
}
