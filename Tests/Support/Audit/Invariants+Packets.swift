import Offload
import Packet
import Receive
import Replay

/// What must hold of each delivered packet.
extension Invariants {
    /// Looks at one delivered packet.
    mutating func checkPacket(_ packet: DeliveredPacket) {
        if packet.frames.count == 1 { checkUnchanged(packet) }
        guard packet.delivery.isHeld else { return }
        checkParts(packet)
        if rules(packet) == .gro {
            if packet.frames.count > 1 { checkAggregateOfGRO(packet) }
            return
        }
        checkLimits(packet)
        if packet.frames.count > 1 { checkHeaders(packet) }
    }

    /// A packet that was not merged keeps the headers it came with.
    private mutating func checkUnchanged(_ packet: DeliveredPacket) {
        let taken = rig.taken[Int(packet.delivery.firstFrame)]
        let headers = packet.delivery.headers.array
        let came = taken.frame.bytes.dropFirst(taken.packet.networkOffset).prefix(headers.count)
        expect(headers == Array(came), "frame \(packet.delivery.firstFrame) left with other headers than it came with")
    }

    /// What is in a session belongs together: one flow, each payload continuing the one before.
    private mutating func checkParts(_ packet: DeliveredPacket) {
        let parts = packet.frames.map { rig.taken[Int($0)].packet }
        let sizes = parts.map(\.payloadLength)
        for (before, part) in zip(parts, parts.dropFirst()) {
            let next = before.sequence &+ UInt32(truncatingIfNeeded: before.payloadLength)
            expect(part.sequence == next, "frame \(part.index) does not continue frame \(before.index)")
            expect(
                part.flow.isSame(as: before.flow, rules(packet)), "frames \(before.index) and \(part.index): two flows")
        }
        for part in parts {
            expect(part.facts.isDisjoint(with: .refusals), "frame \(part.index) was refused and is held")
            expect(part.payloadLength > 0, "frame \(part.index) has no payload and is held")
        }
        expect(packet.delivery.packets == parts.count, "\(packet.delivery.packets) packets, not \(parts.count)")
        expect(
            packet.delivery.payloadBytes == sizes.reduce(0, +),
            "\(packet.delivery.payloadBytes) bytes, not \(sizes.reduce(0, +))")
        expect(
            packet.delivery.largestSegment == sizes.max(), "largest segment \(packet.delivery.largestSegment)")
    }

    /// No aggregate is larger than the limits allow.
    private mutating func checkLimits(_ packet: DeliveredPacket) {
        guard packet.frames.count > 1, let last = packet.frames.last.map({ rig.taken[Int($0)] }) else { return }
        let (offload, rules) = (last.settings.offload, rules(packet))
        let least = rules == .inetLRO ? 2 : 1
        if offload.mode == .skb || offload.fragSize == 0 {
            expect(packet.frames.count <= max(offload.maxAggr, least), "\(packet.frames.count) packets in one")
        }
        if rules == .lro {
            expect(packet.delivery.totalLength <= 65_535, "\(packet.delivery.totalLength) bytes in one")
            let size = offload.fragSize
            let fragments = packet.frames.reduce(0) { sum, frame in
                sum + (size == 0 ? 1 : (rig.taken[Int(frame)].frame.wireLength + size - 1) / size)
            }
            if offload.mode == .pages { expect(fragments <= offload.maxFrags ?? 18, "\(fragments) fragments in one") }
        }
        // Before the last append the size limit was not passed yet; the first packet alone may pass it in 2007.
        if rules == .lro || packet.frames.count > 2 {
            let before = packet.delivery.totalLength - last.packet.payloadLength
            expect(before <= 65_535 - offload.mtu, "appended to \(before) bytes at an MTU of \(offload.mtu)")
        }
    }

    /// The merged headers are what they must be, and both checksums are right over the real payload.
    ///
    /// With `inet-lro` an IP length that wraps makes the TCP checksum wrong (<doc:InetLRO> Q14), and a packet without
    /// options leaves payload in the echo (<doc:InetLRO> Q5).
    private mutating func checkHeaders(_ packet: DeliveredPacket) {
        let inet = rules(packet) == .inetLRO
        let merged = MergedPacket(packet, in: rig)
        let parts = packet.frames.map { rig.taken[Int($0)].packet }
        let isMixed = Set(parts.map(\.optionLayout)).count > 1
        expect(!isMixed || inet, "frames \(packet.frames) differ in their options")
        var headers = packet.delivery.headers.array
        let tcp = packet.delivery.transportOffset
        var expected = merged.headers(keepsPush: !inet, hasEcho: !isMixed)
        headers.removeLast(headers.count - min(headers.count, expected.count))
        headers.store(0, at: tcp + 16)
        expected.store(0, at: tcp + 16)
        if isMixed, parts[0].optionLayout == .timestamp {
            headers.removeLast(4)
            expected.removeLast(4)
        }
        expect(headers == expected, "frames \(packet.frames) have the headers \(headers), not \(expected)")
        if packet.delivery.totalLength <= 65_535, merged.payload != nil, merged.cameRight {
            expect(merged.hasRightChecksums, "frames \(packet.frames) have a wrong checksum")
        }
    }
}

extension FlowKey {
    /// Whether the rulebook takes both for one flow: `inet-lro` does not look at VLANs (<doc:InetLRO> Q3).
    fileprivate func isSame(as other: FlowKey, _ rules: Rulebook) -> Bool {
        var other = other
        if rules == .inetLRO { other.vlan = vlan }
        return self == other
    }
}
