import Packet

/// What a rulebook decides about a packet.
enum Verdict: Equatable {
    /// Deliver it by itself; no session is touched.
    case pass(Reason)
    /// The same, for lack of a session: `no_desc` counts it.
    case passWithoutSession(Reason)
    /// It opens a session.
    case open
    /// It joins the session of its flow.
    case append
    /// It joins the session of its flow, which is delivered at once.
    case appendAndFlush(Reason)
    /// The session of its flow is delivered first, then the packet by itself.
    case breakAndPass(flush: Reason, pass: Reason)
    /// The session of its flow is delivered, and the packet opens the next.
    case breakAndOpen(flush: Reason)

    /// Whether the packet joins a session.
    var isJoining: Bool {
        switch self {
        case .append, .appendAndFlush: true
        case .pass, .passWithoutSession, .open, .breakAndPass, .breakAndOpen: false
        }
    }
}

/// The tests that both LRO rulebooks share, and the names of what fails them.
extension Descriptor {
    /// The first name that holds of what the driver sees, or nil when it hands the packet to LRO.
    ///
    /// Nothing is changed: in place the packet is not copied.
    @inline(__always)
    mutating func refusal() -> Reason? {
        facts.isDisjoint(with: .refusals) && ipVersion == 4 ? nil : namedRefusal()
    }

    @inline(never)
    private mutating func namedRefusal() -> Reason {
        if facts.contains(.notIP) { return .notIP }
        if ipVersion == 6 { return .ipv6 }
        if facts.contains(.encapsulated) { return .encapsulated }
        if facts.contains(.notTCP) { return .notTCP }
        if facts.contains(.malformed) { return .malformed }
        if facts.contains(.truncated) { return .truncated }
        if facts.contains(.fragment) { return .fragment }
        if facts.contains(.badIPChecksum) { return .ipChecksum }
        return .tcpChecksum
    }

    /// The first name that holds of the packet's own shape, whatever session there is; nil for a plain one.
    ///
    /// `countsTag` says whether the tag in the bytes counts as payload of the frame (<doc:InetLRO> Q4).
    func shapeFault(countsTag: Bool) -> Reason? {
        let isPadded = segment.totalLength != networkLength
        if countsTag, facts.contains(.inBandTag) {
            if segment.totalLength != networkLength + 4 { return isPadded ? .padding : .tagLength }
        } else if isPadded {
            return .padding
        }
        if segment.flags.contains(.syn) { return .syn }
        if segment.flags.contains(.fin) { return .fin }
        if segment.flags.contains(.rst) { return .rst }
        if segment.flags.contains(.urg) { return .urg }
        if segment.flags.contains(.ece) { return .ece }
        if segment.flags.contains(.cwr) { return .cwr }
        if !segment.flags.contains(.ack) { return .noAck }
        if typeOfService & 3 == 3 { return .ceMark }
        if segment.payloadLength == 0 { return .pureAck }
        if segment.transportOffset != IPv4Header.minimumLength { return .ipOptions }
        if segment.optionLayout == .other { return .tcpOptions }
        return nil
    }

    /// `gap` or `duplicate`: on which side of the expected sequence number the packet lies.
    @inline(__always)
    func orderFault(_ session: Session) -> Reason {
        segment.sequence.precedes(session.nextSequence) ? .duplicate : .gap
    }
}

extension TCPSegment {
    /// Whether its timestamp is older than that of the session.
    @inline(__always)
    func goesBack(behind session: Session) -> Bool {
        optionLayout == .timestamp && timestampValue.precedes(session.timestampValue)
    }
}
