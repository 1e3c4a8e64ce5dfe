/// When a packet was where, in nanoseconds of the clock.
public struct PacketTimes: Equatable, Sendable {
    /// When it arrived at the NIC.
    public var arrived: Int64
    /// When its queue came to be polled for it: by the latest interrupt or timer before it was taken, if it had arrived
    /// then, and else when it arrived.
    public var listed: Int64
    /// When a poll took it from the ring.
    public var taken: Int64

    /// The times of a packet.
    public init(arrived: Int64, listed: Int64, taken: Int64) {
        (self.arrived, self.listed, self.taken) = (arrived, listed, taken)
    }
}

/// When a packet was delivered, and with which packets.
public struct DeliveryTimes: Equatable, Sendable {
    /// When its delivery began.
    public var heldUntil: Int64
    /// When it was delivered.
    public var at: Int64
    /// The times of the packets in it, in the order in which they were merged.
    public var packets: [PacketTimes]

    /// The times of a delivery.
    public init(heldUntil: Int64, at: Int64, packets: [PacketTimes]) {
        (self.heldUntil, self.at, self.packets) = (heldUntil, at, packets)
    }

    /// The parts of the latency of each packet.
    public var latencies: [Latency] { packets.map { Latency($0, heldUntil: heldUntil, at: at) } }
}

/// The time from a packet's arrival to its delivery, in four parts that add up to it, in nanoseconds.
public struct Latency: Equatable, Sendable {
    /// From its arrival to the interrupt.
    public var moderation: Int64
    /// From there until it was taken from the ring.
    public var ring: Int64
    /// From there to its delivery: what other frames cost meanwhile is in it.
    public var held: Int64
    /// The delivery itself.
    public var delivery: Int64

    /// All of it.
    public var total: Int64 { moderation + ring + held + delivery }

    /// A latency of so long parts.
    public init(moderation: Int64 = 0, ring: Int64 = 0, held: Int64 = 0, delivery: Int64 = 0) {
        (self.moderation, self.ring, self.held, self.delivery) = (moderation, ring, held, delivery)
    }

    /// The latency of a packet whose delivery began and ended then.
    @inlinable
    public init(_ packet: PacketTimes, heldUntil: Int64, at: Int64) {
        moderation = packet.listed - packet.arrived
        ring = packet.taken - packet.listed
        held = heldUntil - packet.taken
        delivery = at - heldUntil
    }
}
