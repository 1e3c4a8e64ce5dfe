import Packet

/// How a session takes in packets: the arithmetic of 2007 (inet_lro, `spec` sections 4 and 5).
extension Session {
    /// Begins anew with `packet`.
    @inline(__always)
    mutating func start(_ packet: inout Descriptor, fragments: Int, bucket: Int, older: Int32, sums: Bool) {
        self.older = older
        key = packet.flow
        self.bucket = Int32(truncatingIfNeeded: bucket)
        firstFrame = packet.index
        nextSequence = packet.sequence &+ UInt32(truncatingIfNeeded: packet.payloadLength)
        acknowledgment = packet.acknowledgment
        window = packet.window
        (smallestWindow, largestWindow) = (packet.window, packet.window)
        (lastFrame, lastTime) = (packet.index, packet.time)
        optionLayout = packet.optionLayout
        timestampValue = packet.timestampValue
        timestampEcho = packet.timestampEcho
        flags = packet.flags
        isTagged = packet.facts.contains(.inBandTag)
        transportOffset = packet.transportOffset
        totalLength = packet.totalLength
        payloadBytes = packet.payloadLength
        packets = 1
        self.fragments = fragments
        largestSegment = packet.payloadLength
        firstSegment = packet.payloadLength
        lastSegment = packet.payloadLength
        alterations = []
        signature = packet.signature
        link = packet.link
        identification = packet.identification
        hasFixedID = false
        beganWithPush = packet.flags.contains(.psh)
        if sums {
            payloadSum = Checksum()
            addPayload(of: &packet, behind: 0)
        }
        younger = -1
    }

    /// Adds `packet` at the end.
    ///
    /// A session with timestamps takes the echo from the word where it would stand (TCP header + 28)
    /// whether or not the packet has options (quirk Q5; no other rulebook lets such a packet in).
    @inline(__always)
    mutating func append(_ packet: inout Descriptor, fragments: Int, sums: Bool) -> Int {
        noteAlterations(of: &packet)
        if packets == 1 { hasFixedID = packet.identification == identification }
        // The sum is of no use where nobody looks at the merged headers.
        if sums { addPayload(of: &packet, behind: payloadBytes) }
        packets += 1
        (lastFrame, lastTime) = (packet.index, packet.time)
        self.fragments += fragments
        totalLength += packet.payloadLength
        payloadBytes += packet.payloadLength
        nextSequence &+= UInt32(truncatingIfNeeded: packet.payloadLength)
        acknowledgment = packet.acknowledgment
        window = packet.window
        flags.formUnion(packet.flags)
        if optionLayout == .timestamp {
            if packet.optionLayout == .timestamp { timestampEcho = packet.timestampEcho } else { takeEcho(of: &packet) }
        }
        largestSegment = max(largestSegment, packet.payloadLength)
        lastSegment = packet.payloadLength
        return packets
    }

    /// Adds the payload of a packet to the sum, behind so many bytes: the headers are far away.
    @inline(never)
    private mutating func addPayload(of packet: inout Descriptor, behind bytes: Int) {
        payloadSum.add(packet.payloadSum, oddOffset: bytes & 1 == 1)
    }

    /// Takes the echo from where it would stand in a packet that has none (quirk Q5): the headers are far away.
    @inline(never)
    private mutating func takeEcho(of packet: inout Descriptor) {
        timestampEcho = packet.headers.word32(at: packet.transportOffset + 28)
    }
}

extension Descriptor {
    /// The sum of the payload, derived from the header: all of a right segment sums to zero.
    @inline(__always)
    var payloadSum: Checksum {
        var sum = Checksum()
        sum.subtract(headers.sum(transportOffset..<transportOffset + tcpHeaderLength))
        sum.subtract(.pseudoHeader(flow, length: totalLength - transportOffset))
        return sum
    }
}

extension HeaderBytes {
    /// Turns the first packet's headers into the merged packet's (inet_lro, `spec` section 7).
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

    /// Turns the first packet's headers into the merged packet's under GRO (`spec` section one, 8).
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
    private func transportSum(of session: Session, length: Int) -> Checksum {
        let tcp = session.transportOffset
        var checksum = sum(tcp..<tcp + Int(byte(at: tcp + 12) >> 4) * 4)
        checksum.add(session.payloadSum)
        checksum.add(.pseudoHeader(session.key, length: length))
        return checksum
    }
}
