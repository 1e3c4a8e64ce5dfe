import Packet
import Tallies

/// A packet handed to the stack, merged or not, as it would be seen there.
public struct Delivery: Sendable {
    /// The frame that caused it.
    public var cause: UInt64
    /// Why it left its session, or why it never entered one.
    public var reason: Reason
    /// The slot of the session it was held in, or nil when it passed.
    public var slot: Int?
    /// The packets in it.
    public var packets: Int
    /// The fragments in it, in pages mode; 0 when it passed.
    public var fragments: Int
    /// The payload of the packets in it, in bytes.
    public var payloadBytes: Int
    /// The largest payload of a packet in it (gso_size); 0 when it passed.
    public var largestSegment: Int
    /// What is known of it, or of its first packet.
    public var facts: Descriptor.Facts
    /// 4, 6 or 0.
    public var ipVersion: UInt8
    /// The flow, as far as `facts` says that it could be read.
    public var flow: FlowKey
    /// The first frame in it.
    public var firstFrame: UInt64
    /// The sequence number that would have continued it.
    public var nextSequence: UInt32
    /// The IP length in full, where the header's 16 bits may have wrapped.
    public var totalLength: Int
    /// Bytes from the IP header to the TCP header.
    public var transportOffset: Int
    /// The headers as delivered.
    public var headers: HeaderBytes
    /// The TCP checksum for a wire, where GRO leaves that in the headers to whoever sends the packet on.
    public var completeChecksum: UInt16?
    /// What merging altered in its packets.
    public var alterations: Alterations

    /// Whether it was in a session.
    public var isHeld: Bool { slot != nil }

    /// A packet that passes; it stays as it is: in place it is not copied.
    init(passing packet: inout Descriptor, reason: Reason) {
        cause = packet.index
        self.reason = reason
        slot = nil
        packets = 1
        fragments = 0
        // No more than the frame has, whatever IP says.
        payloadBytes = min(
            packet.payloadLength, packet.networkLength - packet.transportOffset - packet.tcpHeaderLength)
        largestSegment = 0
        facts = packet.facts
        ipVersion = packet.ipVersion
        flow = packet.flow
        firstFrame = packet.index
        nextSequence = packet.sequence &+ UInt32(truncatingIfNeeded: packet.payloadLength)
        totalLength = packet.totalLength
        transportOffset = packet.transportOffset
        headers = HeaderBytes()
        headers.copy(&packet.headers)
        alterations = []
    }

    /// The session in `slot`, whose headers were rewritten; both stay as they are: in place they are copied once.
    init(
        flushing session: inout Session, headers: inout HeaderBytes, slot: Int, reason: Reason, cause: UInt64,
        rules: Rulebook
    ) {
        self.cause = cause
        self.reason = reason
        self.slot = slot
        packets = session.packets
        fragments = session.fragments
        payloadBytes = session.payloadBytes
        largestSegment = session.largestSegment
        facts = [.hasAddresses, .hasPorts, .hasTCP]
        if session.isTagged { facts.insert(.inBandTag) }
        ipVersion = session.key.source.isIPv6 ? 6 : 4
        flow = session.key
        firstFrame = session.firstFrame
        nextSequence = session.nextSequence
        totalLength = session.totalLength
        transportOffset = session.transportOffset
        self.headers = HeaderBytes()
        self.headers.copy(&headers)
        if rules.traits.leavesChecksum, packets > 1 { completeChecksum = headers.completeChecksum(of: session) }
        alterations = session.alterations
    }
}
