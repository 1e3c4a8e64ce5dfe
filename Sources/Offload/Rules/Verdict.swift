import Packet

/// What a rulebook decides about a packet.
enum Verdict: Equatable {
    /// Deliver it by itself; no session is touched.
    case pass(Reason)
    /// Deliver it by itself for lack of a session, which `no_desc` counts.
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
    @inline(__always)
    mutating func refusal() -> Reason? {
        facts.isDisjoint(with: .refusals) && ipVersion == 4 ? nil : namedRefusal()
    }

    @inline(never)
    private mutating func namedRefusal() -> Reason {
        if facts.contains(.notIP) { return .notIP }
        if ipVersion == 6 { return .ipv6 }
        if facts.contains(.encapsulated) { return .encapsulated }
        if facts.contains(.notTCP) { return otherProtocol }
        if facts.contains(.malformed) { return .malformed }
        if facts.contains(.truncated) { return .truncated }
        if facts.contains(.fragment) { return .fragment }
        if facts.contains(.badIPChecksum) { return .ipChecksum }
        return .tcpChecksum
    }

    /// What a packet is called that is not TCP.
    var otherProtocol: Reason { tunnel == nil ? .notTCP : .tunnel }

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
