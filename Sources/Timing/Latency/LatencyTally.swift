/// The latencies of many packets: the whole, and each of its parts.
public struct LatencyTally: Sendable {
    /// From arrival to delivery.
    public private(set) var total = LatencyHistogram()
    /// The part that moderation makes.
    public private(set) var moderation = LatencyHistogram()
    /// The part in the ring.
    public private(set) var ring = LatencyHistogram()
    /// The part that packets were held.
    public private(set) var held = LatencyHistogram()
    /// The part of the delivery.
    public private(set) var delivery = LatencyHistogram()

    /// No packet yet.
    public init() {}

    /// What some tallies have counted together.
    public init(_ tallies: some Sequence<LatencyTally>) {
        for tally in tallies { add(tally) }
    }

    /// Packets that were delivered.
    public var count: Int { total.count }

    /// All of each part.
    public var sums: Latency {
        Latency(moderation: moderation.sum, ring: ring.sum, held: held.sum, delivery: delivery.sum)
    }

    /// Notes a packet that was delivered with others, whose part of the delivery is noted for all at once.
    @inline(__always)
    public mutating func note(_ latency: Latency) {
        total.note(latency.total)
        moderation.note(latency.moderation)
        ring.note(latency.ring)
        held.note(latency.held)
    }

    /// Notes how long the delivery took that so many packets share.
    @inline(__always)
    public mutating func noteDelivery(_ time: Int64, packets: Int) { delivery.note(time, packets: packets) }

    /// Adds what another counted.
    public mutating func add(_ other: LatencyTally) {
        total.add(other.total)
        moderation.add(other.moderation)
        ring.add(other.ring)
        held.add(other.held)
        delivery.add(other.delivery)
    }
}
