import Packet
public import Tallies

/// What a manager counts.
public struct Counters: Sendable {
    /// Frames that came in.
    public var received: UInt64 = 0
    /// Packets handed to the stack.
    public var delivered: UInt64 = 0
    /// Packets in what was handed to the stack; the others are still held.
    public var deliveredPackets: UInt64 = 0
    /// Packets that entered a session, the first included (as in 2007).
    public var aggregated: UInt64 = 0
    /// Sessions delivered.
    public var flushed: UInt64 = 0
    /// Packets that found no session and no free one (as the rulebook counts them).
    public var noDesc: UInt64 = 0
    /// Packets delivered in aggregates of two or more.
    public var mergedPackets: UInt64 = 0
    /// Payload delivered in aggregates of two packets or more.
    public var mergedBytes: UInt64 = 0
    /// Aggregates of two packets or more that cannot be cut up into those packets again.
    public var alteredAggregates: UInt64 = 0
    /// These aggregates by what merging altered.
    public var alteredBy = AlterationCounts()
    /// TCP payload delivered.
    public var payloadBytes: UInt64 = 0
    /// Socket buffers allocated.
    public var skbs: UInt64 = 0
    /// Bytes that the driver copied: headers in pages mode, small packets.
    public var copiedBytes: UInt64 = 0
    /// Sessions flushed, by reason.
    public var flushedBy = ReasonCounts()
    /// Packets passed, by reason.
    public var passedBy = ReasonCounts()
    /// Those of them that carry TCP payload.
    public var passedPayloads: UInt64 = 0
    /// Deliveries by the length of their IP packet; what has none that was captured is left out.
    public private(set) var lengths = LengthCounts()
    /// Those that are longer than the egress MTU and must not be fragmented: IPv4 with DF, and IPv6.
    public private(set) var overEgressMTU: UInt64 = 0
    /// Deliveries by the number of packets in them; index 0 is unused.
    public var segmentsPerDelivery: [UInt64] {
        let used = small.indices.last { small[$0] > 0 } ?? 1
        return small.indices[...max(1, large.isEmpty ? used : small.count - 1)].map { small[$0] } + large
    }
    /// Deliveries by the number of packets in them, as long as they are few: in place.
    private var small = InlineArray<64, UInt64>(repeating: 0)
    /// Larger deliveries by the number of packets in them: the first entry stands for 64 packets.
    private var large: [UInt64] = []

    /// All zeros.
    public init() {}

    /// Packets that passed without entering a session.
    public var passed: UInt64 { received - aggregated }

    /// Deliveries of two packets or more.
    public var aggregates: UInt64 { segmentsPerDelivery.dropFirst(2).reduce(0, +) }

    /// Packets received for each delivered, without those still held; 0 before anything was delivered.
    public var ratio: Double { delivered == 0 ? 0 : Double(deliveredPackets) / Double(delivered) }

    /// Segments for each delivery of TCP with payload, which alone could be merged; 0 before there is one.
    public var tcpRatio: Double {
        let deliveries = flushed + passedPayloads
        return deliveries == 0 ? 0 : Double(deliveredPackets - passedBy.total + passedPayloads) / Double(deliveries)
    }

    /// Counts sessions that are delivered.
    @inline(__always)
    mutating func countFlushes(_ sessions: UInt64, by reason: Reason) {
        flushed += sessions
        delivered += sessions
        flushedBy[reason] += sessions
    }

    /// Counts the size of a delivery of `packets` packets.
    @inline(__always)
    mutating func countSize(packets: Int) {
        deliveredPackets &+= UInt64(truncatingIfNeeded: packets)
        if packets < small.count { small[packets] &+= 1 } else { countLarge(packets - small.count) }
    }

    /// Counts the length of a session that is delivered.
    @inline(__always)
    mutating func countLength(of session: Session, egressMTU: Int) {
        lengths.count(session.totalLength)
        if session.totalLength > egressMTU, session.invariants.dontFragment || session.key.isIPv6 {
            overEgressMTU &+= 1
        }
    }

    /// Counts the length of a packet that passes, which stays as it is: no more than the frame has, whatever IP says.
    mutating func countLength(of packet: inout Descriptor, egressMTU: Int) {
        guard packet.facts.contains(.hasAddresses) else { return }
        // The largest packets have no length in IP (RFC 2675, BIG TCP).
        let isUntold = packet.totalLength == 0 || packet.networkLength > OffloadSettings.longestPacket
        let length = isUntold ? packet.networkLength : min(packet.totalLength, packet.networkLength)
        lengths.count(length)
        if length > egressMTU, packet.ipVersion == 6 || packet.headers.byte(at: 6) & 0x40 != 0 { overEgressMTU &+= 1 }
    }

    /// Counts a delivery of two packets or more.
    @inline(__always)
    mutating func countMerged(_ packets: Int, payload: Int, alterations: Alterations) {
        mergedPackets &+= UInt64(truncatingIfNeeded: packets)
        mergedBytes &+= UInt64(truncatingIfNeeded: payload)
        if !alterations.isEmpty { countAltered(alterations) }
    }

    @inline(never)
    private mutating func countAltered(_ alterations: Alterations) {
        alteredAggregates += 1
        alteredBy.count(alterations)
    }

    @inline(never)
    private mutating func countLarge(_ place: Int) {
        while large.count <= place { large.append(0) }
        large[place] += 1
    }

    /// Adds another manager's counts.
    public mutating func add(_ other: Counters) {
        received += other.received
        delivered += other.delivered
        deliveredPackets += other.deliveredPackets
        aggregated += other.aggregated
        flushed += other.flushed
        noDesc += other.noDesc
        mergedPackets += other.mergedPackets
        mergedBytes += other.mergedBytes
        alteredAggregates += other.alteredAggregates
        alteredBy.add(other.alteredBy)
        payloadBytes += other.payloadBytes
        skbs += other.skbs
        copiedBytes += other.copiedBytes
        flushedBy.add(other.flushedBy)
        passedBy.add(other.passedBy)
        passedPayloads += other.passedPayloads
        lengths.add(other.lengths)
        overEgressMTU += other.overEgressMTU
        for size in small.indices { small[size] &+= other.small[size] }
        while large.count < other.large.count { large.append(0) }
        for (place, count) in other.large.enumerated() { large[place] += count }
    }
}
