import Packet

/// The rules of 2007 with their defects repaired (<doc:PlainLRO>); `Q` numbers name the quirks of <doc:InetLRO>.
enum LRORules {
    /// The VLAN belongs to the flow (Q3).
    @inline(__always)
    static func key(_ packet: inout Descriptor) -> FlowKey { packet.flow }

    /// Whether a session of the packet's flow is looked for: wherever the flow can be read (Q12).
    @inline(__always)
    static func looksUp(_ packet: inout Descriptor) -> Bool {
        packet.facts.contains(.hasPorts)
    }

    /// Decides about a packet of a flow without a session; only what could have opened one counts as no_desc (Q2).
    @inline(__always)
    static func judgeFirst(_ packet: inout Descriptor, refusal: Reason?, isTableFull: Bool) -> Verdict {
        if let refusal { return .pass(refusal) }
        if packet.totalLength == packet.networkLength, packet.isPlainSegment {
            return isTableFull ? .passWithoutSession(.noSession) : .open
        }
        return .pass(name(packet, session: nil) ?? .noSession)
    }

    /// Whether a plain segment that the driver does not refuse, and that is as long as its frame, joins the session in
    /// skb mode.
    ///
    /// It is what `judgeNext` would find, at the places where the numbers stand.
    @inline(__always)
    static func joins(_ segment: some TCPSegment, _ session: Session) -> Bool {
        segment.sequence == session.nextSequence && session.totalLength + segment.payloadLength <= 0xffff
            && segment.optionLayout == session.optionLayout
            && !segment.goesBack(behind: session)
            && !segment.acknowledgment.precedes(session.acknowledgment)
    }

    /// Decides about a packet whose flow has a session.
    ///
    /// What the driver refuses sends the session ahead (Q12). The option layout must be the session's (Q5, Q6), the acknowledgment may not go back (Q9), and what would not
    /// fit is not appended (Q14, Q15).
    @inline(__always)
    static func judgeNext(
        _ packet: inout Descriptor, session: inout Session, refusal: Reason?, settings: OffloadSettings
    ) -> Verdict {
        if let refusal { return .breakAndPass(flush: refusal, pass: refusal) }
        if packet.sequence == session.nextSequence, packet.totalLength == packet.networkLength, packet.isPlainSegment,
            packet.optionLayout == session.optionLayout, !packet.segment.goesBack(behind: session),
            !packet.acknowledgment.precedes(session.acknowledgment)
        {
            if session.totalLength + packet.payloadLength > 0xffff { return .breakAndOpen(flush: .sizeLimit) }
            let fragments = settings.fragments(wireLength: packet.wireLength)
            if fragments > 0, session.fragments + fragments > settings.fragmentLimit {
                return .breakAndOpen(flush: .maxFrags)
            }
            return .append
        }
        let name = name(packet, session: session) ?? .ackBack
        let flush = packet.sequence == session.nextSequence ? name : packet.orderFault(session)
        return .breakAndPass(flush: flush, pass: name)
    }

    /// The first name that holds of what is wrong with the packet, or nil.
    private static func name(_ packet: Descriptor, session: Session?) -> Reason? {
        if let fault = packet.shapeFault(countsTag: false) { return fault }
        if let session {
            if packet.optionLayout != session.optionLayout { return .tcpOptions }
            if packet.segment.goesBack(behind: session) { return .tsBack }
        }
        if packet.optionLayout == .timestamp, packet.timestampEcho == 0 { return .tsecrZero }
        if let session {
            if packet.sequence != session.nextSequence { return packet.orderFault(session) }
            if packet.acknowledgment.precedes(session.acknowledgment) { return .ackBack }
        }
        return nil
    }
}
