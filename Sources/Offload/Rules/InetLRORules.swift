import Packet

/// The rules of 2007 to the byte (inet_lro), its defects included: see <doc:InetLRO>.
enum InetLRORules {
    /// Sessions are told apart by addresses and ports alone (<doc:InetLRO> Q3).
    @inline(__always)
    static func key(_ packet: inout Descriptor) -> FlowKey {
        var key = packet.flow
        key.vlan = 0
        return key
    }

    /// Whether a session of the packet's flow is looked for: not for what the driver refuses (<doc:InetLRO> Q12).
    @inline(__always)
    static func searchesSession(_ packet: inout Descriptor) -> Bool { packet.refusal() == nil }

    /// Decides about a packet of a flow without a session.
    ///
    /// A full table counts before anything is tested (<doc:InetLRO> Q2).
    @inline(__always)
    static func judgeFirst(_ packet: inout Descriptor, isTableFull: Bool) -> Verdict {
        let fits = packet.totalLength == packet.networkLength && packet.isEligible
        if fits, !isTableFull { return .open }
        let name = name(packet, session: nil, mode: .pages) ?? .noSession
        return isTableFull ? .passWithoutSession(name) : .pass(name)
    }

    /// Decides about a packet whose flow has a session.
    ///
    /// In skb mode a tag in the bytes counts as four bytes of the packet, so it never fits (<doc:InetLRO> Q4). Without
    /// timestamps in the session the packet's is compared with 0 (<doc:InetLRO> Q6).
    @inline(__always)
    static func judgeNext(_ packet: inout Descriptor, session: inout Session, mode: Mode) -> Verdict {
        if packet.sequence == session.nextSequence, hasRightLength(&packet, mode: mode), packet.isEligible,
            !packet.segment.goesBack(behind: session)
        {
            return .append
        }
        let name = name(packet, session: session, mode: mode)
        if packet.sequence != session.nextSequence {
            let order = packet.orderFault(session)
            return .breakAndPass(flush: order, pass: name ?? order)
        }
        return .breakAndPass(flush: name ?? .padding, pass: name ?? .padding)
    }

    @inline(__always)
    private static func hasRightLength(_ packet: inout Descriptor, mode: Mode) -> Bool {
        let tag = mode == .skb && packet.facts.contains(.inBandTag) ? 4 : 0
        return packet.totalLength == packet.networkLength + tag
    }

    /// The first name that holds of what is wrong with the packet, or nil.
    private static func name(_ packet: Descriptor, session: Session?, mode: Mode) -> Reason? {
        if let fault = packet.ineligibility(countsTag: mode == .skb) { return fault }
        if let session, packet.segment.goesBack(behind: session) { return .tsBack }
        if packet.hasZeroEcho { return .tsecrZero }
        if let session, packet.sequence != session.nextSequence { return packet.orderFault(session) }
        return nil
    }
}
