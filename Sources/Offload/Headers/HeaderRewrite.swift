import Packet

extension Descriptor {
    /// The sum of the pseudo header and the TCP header; all of a right segment sums to zero, so its payload is what is
    /// missing.
    ///
    /// Nothing is changed: in place the packet is not copied.
    @inline(__always)
    mutating func headerSum() -> Checksum {
        var sum = Checksum.pseudoHeader(segment.flow, length: segment.totalLength - segment.transportOffset)
        sum.add(headers.sum(segment.transportOffset..<segment.transportOffset + tcpHeaderLength))
        return sum
    }
}

extension HeaderBytes {
    /// Turns the first packet's headers into the merged packet's, as <doc:InetLRO> has them.
    ///
    /// Sequence number, timestamp value, TTL, TOS, identification and DF stay the first packet's.
    mutating func rewrite(for session: Session, keepingPush: Bool) {
        let tcp = session.transportOffset
        let totalLength = UInt16(truncatingIfNeeded: session.totalLength)
        store(totalLength, at: 2)
        store(UInt16(0), at: 10)
        store(sum(0..<tcp).field, at: 10)
        store(session.acknowledgment, at: tcp + 8)
        store(session.window, at: tcp + 14)
        if keepingPush, session.flags.contains(.psh) { store(byte(at: tcp + 13) | TCPFlags.psh.rawValue, at: tcp + 13) }
        if session.optionLayout == .timestamp { store(session.timestampEcho, at: tcp + 28) }
        store(UInt16(0), at: tcp + 16)
        let checksum = transportSum(of: session, length: Int(totalLength &- UInt16(tcp)))
        store(checksum.field, at: tcp + 16)
    }

    /// Turns the first packet's headers into the merged packet's under GRO, as <doc:LinuxGRO> has them.
    ///
    /// Everything but lengths, IP checksum, FIN and PSH stays the first packet's. The TCP checksum is left to whoever
    /// sends the packet on: the field holds the sum of the pseudo header, not complemented.
    mutating func rewriteForGRO(_ session: Session) {
        let tcp = session.transportOffset
        if session.key.source.isIPv6 {
            store(UInt16(truncatingIfNeeded: session.totalLength - IPv6Header.length), at: 4)
        } else {
            store(UInt16(truncatingIfNeeded: session.totalLength), at: 2)
            store(UInt16(0), at: 10)
            store(sum(0..<tcp).field, at: 10)
        }
        let ending = session.flags.intersection([.fin, .psh])
        store(byte(at: tcp + 13) | ending.rawValue, at: tcp + 13)
        store(Checksum.pseudoHeader(session.key, length: session.totalLength - tcp).folded, at: tcp + 16)
    }

    /// The TCP checksum that a session's packet has on a wire.
    func completeChecksum(of session: Session) -> UInt16 {
        var headers = self
        headers.store(UInt16(0), at: session.transportOffset + 16)
        return headers.transportSum(of: session, length: session.totalLength - session.transportOffset).field
    }

    /// The sum of the pseudo header, the TCP header and the payload of a session's packet.
    private mutating func transportSum(of session: Session, length: Int) -> Checksum {
        let tcp = session.transportOffset
        var checksum = sum(tcp..<tcp + Int(byte(at: tcp + 12) >> 4) * 4)
        checksum.add(session.payloadSum)
        checksum.add(.pseudoHeader(session.key, length: length))
        return checksum
    }
}
