import Packet

/// The rules of 2007 with their defects repaired (<doc:PlainLRO>); `Q` numbers name the quirks of <doc:InetLRO>.
enum LRORules {
    /// The VLAN belongs to the flow (Q3).
    @inline(__always)
    static func key(_ packet: inout Descriptor) -> FlowKey { packet.flow }

    /// Whether a session of the packet's flow is looked for: wherever the flow can be read (Q12).
    @inline(__always)
    static func searchesSession(_ packet: inout Descriptor) -> Bool {
        packet.facts.contains(.hasPorts)
    }

    /// Decides about a packet of a flow without a session; only what could have opened one counts as no_desc (Q2).
    @inline(__always)
    static func judgeFirst(_ packet: inout Descriptor, refusal: Reason?, isTableFull: Bool) -> Verdict {
        if let refusal { return .pass(refusal) }
        if packet.totalLength == packet.networkLength, packet.isEligible {
            return isTableFull ? .passWithoutSession(.noSession) : .open
        }
        return .pass(name(packet, session: nil) ?? .noSession)
    }

    /// Whether an eligible segment goes on where the session ends: the sequence does, the option layout is the
    /// session's (Q5, Q6), and neither timestamp nor acknowledgment goes back (Q9).
    @inline(__always)
    static func continues(_ segment: some TCPSegment, _ session: Session) -> Bool {
        segment.sequence == session.nextSequence && segment.optionLayout == session.optionLayout
            && !segment.goesBack(behind: session) && !segment.acknowledgment.precedes(session.acknowledgment)
    }

    /// Decides about a packet whose flow has a session.
    ///
    /// What the driver refuses sends the session ahead (Q12). What would not fit is not appended (Q14, Q15).
    @inline(__always)
    static func judgeNext(
        _ packet: inout Descriptor, session: inout Session, refusal: Reason?, limits: SessionLimits, fragments: Int
    ) -> Verdict {
        if let refusal { return .breakAndPass(flush: refusal, pass: refusal) }
        if packet.totalLength == packet.networkLength, packet.isEligible, continues(packet.segment, session) {
            if limits.wouldOverflow(session, adding: packet.payloadLength) { return .breakAndOpen(flush: .sizeLimit) }
            if session.fragments + fragments > limits.fragments { return .breakAndOpen(flush: .maxFrags) }
            return .append
        }
        let name = name(packet, session: session) ?? .ackBack
        let flush = packet.sequence == session.nextSequence ? name : packet.orderFault(session)
        return .breakAndPass(flush: flush, pass: name)
    }

    /// The first name that holds of what is wrong with the packet, or nil.
    private static func name(_ packet: Descriptor, session: Session?) -> Reason? {
        if let fault = packet.ineligibility(countsTag: false) { return fault }
        if let session {
            if packet.optionLayout != session.optionLayout { return .tcpOptions }
            if packet.segment.goesBack(behind: session) { return .tsBack }
        }
        if packet.hasZeroEcho { return .tsecrZero }
        if let session {
            if packet.sequence != session.nextSequence { return packet.orderFault(session) }
            if packet.acknowledgment.precedes(session.acknowledgment) { return .ackBack }
        }
        return nil
    }
}
