import Packet

/// Asking the rulebook in force.
extension Manager {
    /// The first name of what keeps the packet from being looked at as part of a flow, or nil.
    @inline(__always)
    func refusal(_ packet: inout Descriptor) -> Reason? {
        switch settings.rules {
        case .lro, .inetLRO: packet.refusal()
        case .gro: GRORules.refusal(&packet, mergesTagged: settings.groVLAN == .on)
        }
    }

    /// Whether a session of the packet's flow is looked for.
    @inline(__always)
    func searchesSession(_ packet: inout Descriptor, refusal: Reason?) -> Bool {
        switch settings.rules {
        case .lro: LRORules.searchesSession(&packet)
        case .inetLRO: InetLRORules.searchesSession(&packet)
        case .gro: refusal == nil
        }
    }

    /// The flow of the packet, as the rulebook tells flows apart.
    @inline(__always)
    func key(_ packet: inout Descriptor) -> FlowKey {
        switch settings.rules {
        case .lro, .gro: LRORules.key(&packet)
        case .inetLRO: InetLRORules.key(&packet)
        }
    }

    /// The slot of the session of the packet's flow, or nil.
    @inline(__always)
    mutating func find(_ packet: inout Descriptor) -> Int? {
        let key = key(&packet)
        // Packets come in bursts.
        if let slot = table.recent(key), isSameFlow(&packet, slot) { return slot }
        guard let slot = table.find(key, isMatch: { isSameFlow(&packet, $0) }) else { return nil }
        table.recent = Int32(slot)
        return slot
    }

    /// Whether the session in `slot`, whose addresses and ports are the packet's, is of its flow.
    @inline(__always)
    func isSameFlow(_ packet: inout Descriptor, _ slot: Int) -> Bool {
        !settings.rules.traits.comparesHeaders
            || GRORules.isSameFlow(&packet, session: table.sessions[slot], headers: table.headers[slot])
    }

    /// What becomes of the packet, whose flow's session is in `slot`.
    @inline(__always)
    mutating func judge(_ packet: inout Descriptor, slot: Int?, refusal: Reason?) -> Verdict {
        switch (settings.rules, slot) {
        case (.lro, let slot?):
            LRORules.judgeNext(
                &packet, session: &table.sessions[slot], refusal: refusal, limits: limits,
                fragments: settings.fragments(wireLength: packet.wireLength))
        case (.lro, nil):
            LRORules.judgeFirst(&packet, refusal: refusal, isTableFull: isFull)
        case (.inetLRO, let slot?):
            InetLRORules.judgeNext(&packet, session: &table.sessions[slot], mode: settings.mode)
        case (.inetLRO, nil):
            InetLRORules.judgeFirst(&packet, isTableFull: isFull)
        case (.gro, let slot?):
            GRORules.judgeNext(
                &packet, session: &table.sessions[slot], headers: &table.headers[slot],
                limits: limits)
        case (.gro, nil):
            GRORules.judgeFirst(&packet)
        }
    }
}
