import Packet

/// The rules of Linux GRO (6.18) for TCP over IPv4 and IPv6, as a real kernel showed them: see <doc:LinuxGRO>.
///
/// The candidate of a packet is the held aggregate of its flow. Packet, session and headers are not changed: in place,
/// they are not copied.
enum GRORules {
    /// The bucket of a packet: the flow hash that the NIC computed.
    @inline(__always)
    static func bucket(_ packet: inout Descriptor, of buckets: Int) -> Int {
        Int(packet.rssHash % UInt32(truncatingIfNeeded: buckets))
    }

    /// Whether a held aggregate whose first packet had `headers` is of the packet's flow, addresses and ports apart.
    ///
    /// Device, MAC header and tag are in the link bytes; of IPv6 there are version, flow label, the first next-header
    /// byte and the bytes of the extension headers too.
    @inline(__always)
    static func isSameFlow(
        _ packet: inout Descriptor, session: Session, headers: @autoclosure () -> HeaderBytes
    ) -> Bool {
        guard packet.link == session.link else { return false }
        guard packet.ipVersion == 6 else { return true }
        var headers = headers()
        let label: UInt32 = 0xf00f_ffff
        return packet.headers.word32(at: 0) & label == headers.word32(at: 0) & label
            && packet.headers.byte(at: 6) == headers.byte(at: 6)
            && packet.transportOffset == session.transportOffset
            && packet.headers.hasSameBytes(IPv6Header.length..<packet.transportOffset, as: &headers)
    }

    /// Why the packet goes up at once while held aggregates stay (step 1), or nil when it has a flow.
    ///
    /// A wrong TCP checksum is looked at later.
    @inline(__always)
    static func refusal(_ packet: inout Descriptor, mergesTagged: Bool) -> Reason? {
        var refusals = Descriptor.Facts.refusals.union([.fragmentHeader, .otherExtension])
        if !mergesTagged { refusals.insert(.inBandTag) }
        return packet.facts.isDisjoint(with: refusals) && isPlain(&packet)
            ? nil : namedRefusal(&packet, mergesTagged: mergesTagged)
    }

    @inline(never)
    private static func namedRefusal(_ packet: inout Descriptor, mergesTagged: Bool) -> Reason? {
        let facts = packet.facts
        if facts.contains(.notIP) { return .notIP }
        if facts.contains(.encapsulated) || !mergesTagged && facts.contains(.inBandTag) { return .encapsulated }
        if facts.contains(.notTCP), !endsChain(&packet) { return packet.otherProtocol }
        // Lengths that contradict each other are the next rule's, as long as the frame has a TCP header.
        if facts.contains(.malformed), !hasWholeHeader(&packet) { return .malformed }
        if facts.contains(.truncated) { return .truncated }
        if !facts.isDisjoint(with: [.fragment, .fragmentHeader]) { return .fragment }
        if facts.contains(.badIPChecksum) { return .ipChecksum }
        if isPlain(&packet) { return nil }
        return packet.ipVersion == 4 ? .ipOptions : .extensionHeader
    }

    /// Whether there are no IP options, or only extension headers that are stepped over and kept.
    @inline(__always)
    private static func isPlain(_ packet: inout Descriptor) -> Bool {
        if packet.ipVersion == 4 { return packet.transportOffset == IPv4Header.minimumLength }
        return !packet.facts.contains(.otherExtension) && !endsChain(&packet)
    }

    /// Whether an IPv6 header that is not stepped over, and leads to nothing, ends the chain: none, or an experiment's.
    private static func endsChain(_ packet: inout Descriptor) -> Bool {
        packet.ipVersion == 6 && (packet.protocolNumber == 59 || packet.protocolNumber == 253)
    }

    /// Whether the frame has all of a TCP header, whatever IP says of its length.
    private static func hasWholeHeader(_ packet: inout Descriptor) -> Bool {
        packet.facts.isSuperset(of: [.hasTCP, .hasPorts]) && packet.tcpHeaderLength >= TCPHeader.minimumLength
            && packet.transportOffset + packet.tcpHeaderLength <= packet.networkLength
    }

    /// Decides about a packet without a candidate.
    static func judgeFirst(_ packet: inout Descriptor) -> Verdict {
        if let lie = lie(&packet) { return .pass(lie) }
        if packet.facts.contains(.badTCPChecksum) { return .pass(.tcpChecksum) }
        return passing(&packet).map { .pass($0) } ?? .open
    }

    /// Decides about a packet with a candidate, whose first packet had `headers`.
    @inline(__always)
    static func judgeNext(
        _ packet: inout Descriptor, session: inout Session, headers: inout HeaderBytes, limits: SessionLimits
    ) -> Verdict {
        if let lie = lie(&packet) { return .breakAndPass(flush: lie, pass: lie) }
        if packet.facts.contains(.badTCPChecksum) { return .pass(.tcpChecksum) }
        if let reason = difference(&packet, session: &session, headers: &headers, limits: limits) {
            return passing(&packet).map { .breakAndPass(flush: reason, pass: $0) } ?? .breakAndOpen(flush: reason)
        }
        return ending(&packet, session: &session).map { .appendAndFlush($0) } ?? .append
    }

    /// Lengths that disagree, or the reserved bit of IPv4: never held (step 2).
    @inline(__always)
    private static func lie(_ packet: inout Descriptor) -> Reason? {
        if packet.totalLength != packet.networkLength { return .padding }
        return packet.invariants.hasReservedFragmentBit ? .reserved : nil
    }

    /// The first name of what keeps the packet from joining its candidate, or nil (step 4).
    @inline(__always)
    private static func difference(
        _ packet: inout Descriptor, session: inout Session, headers: inout HeaderBytes, limits: SessionLimits
    ) -> Reason? {
        if packet.sequence != session.nextSequence { return packet.orderFault(session) }
        if let name = headerDifference(&packet, session: &session, headers: &headers) { return name }
        if !session.countsOn(packet.segment) { return .ipID }
        if packet.payloadLength == 0 { return .pureAck }
        if packet.payloadLength > session.firstSegment { return .segmentSize }
        return limits.wouldOverflow(session, adding: packet.payloadLength) ? .sizeLimit : nil
    }

    /// The first name of what differs in the headers, sequence and identification apart, or nil.
    @inline(__always)
    private static func headerDifference(
        _ packet: inout Descriptor, session: inout Session, headers: inout HeaderBytes
    ) -> Reason? {
        let other = packet.invariants.difference(from: session.invariants)
        let changed = packet.flags.symmetricDifference(session.flags)
        // Mostly nothing differs.
        if !other.isAny, changed.isEmpty, !packet.flags.contains(.cwr), packet.acknowledgment == session.acknowledgment
        {
            return hasOtherOptions(&packet, headers: &headers) ? .tcpOptions : nil
        }
        if other.reserved { return .reserved }
        if changed.contains(.syn) { return .syn }
        if changed.contains(.rst) { return .rst }
        if changed.contains(.urg) { return .urg }
        if changed.contains(.ece) { return .ece }
        // A packet with CWR never joins.
        if changed.contains(.cwr) || packet.flags.contains(.cwr) { return .cwr }
        if changed.contains(.ack) { return .noAck }
        if other.headerLength || hasOtherOptions(&packet, headers: &headers) { return .tcpOptions }
        if other.window { return .window }
        if packet.acknowledgment != session.acknowledgment { return .ack }
        if other.timeToLive { return .ttl }
        if other.typeOfService { return .tos }
        return other.dontFragment ? .df : nil
    }

    @inline(__always)
    private static func hasOtherOptions(_ packet: inout Descriptor, headers: inout HeaderBytes) -> Bool {
        let start = packet.transportOffset + TCPHeader.minimumLength
        return !packet.headers.hasSameBytes(start..<packet.transportOffset + packet.tcpHeaderLength, as: &headers)
    }

    /// Why a packet that joined sends up the whole of it at once, or nil (step 5).
    @inline(__always)
    private static func ending(_ packet: inout Descriptor, session: inout Session) -> Reason? {
        if packet.flags.contains(.fin) { return .fin }
        if packet.flags.contains(.psh) { return .psh }
        return packet.payloadLength < session.firstSegment ? .segmentSize : nil
    }

    /// Why a packet that joined nothing is never held, or nil (step 6).
    private static func passing(_ packet: inout Descriptor) -> Reason? {
        if packet.flags.contains(.syn) { return .syn }
        if packet.flags.contains(.fin) { return .fin }
        if packet.flags.contains(.rst) { return .rst }
        if packet.flags.contains(.psh) { return .psh }
        if packet.flags.contains(.urg) { return .urg }
        return packet.payloadLength == 0 ? .pureAck : nil
    }
}
