import Packet

/// An aggregate cut into segments again, as a sender's hardware would (TSO): from its bytes alone.
///
/// Each segment has the aggregate's headers with a sequence number, lengths and checksums of its own; FIN and PSH are
/// the last one's. The lengths and checksums in the aggregate's own headers are not looked at.
public enum SplitAggregate {
    /// What becomes of the IPv4 identification.
    public enum Identification: Sendable {
        /// It grows by one with each segment.
        case increasing
        /// All segments have the aggregate's.
        case fixed
    }

    /// Cuts a packet into segments.
    ///
    /// - Parameters:
    ///   - packet: IP header, TCP header and all payload.
    ///   - size: Payload bytes of each segment but the last, which may have fewer.
    ///   - identification: What becomes of the IPv4 identification.
    /// - Returns: The segments from the IP header on, or nil when the packet is not TCP in IPv4 or IPv6.
    public static func segments(
        _ packet: [UInt8], size: Int, identification: Identification = .increasing
    ) -> [[UInt8]]? {
        guard size > 0, let tcp = transportOffset(packet), packet.count >= tcp + 20 else { return nil }
        let start = tcp + Int(packet[tcp + 12] >> 4) * 4
        guard start >= tcp + 20, packet.count >= start else { return nil }
        let places = Array(stride(from: start, to: packet.count, by: size))
        return places.enumerated().map { number, place in
            var segment = Array(packet[..<start] + packet[place..<min(place + size, packet.count)])
            segment.advanceSequence(by: place - start, at: tcp + 4)
            if number + 1 < places.count { segment[tcp + 13] &= ~9 }
            if identification == .increasing { segment.advanceIdentification(by: number) }
            segment.setLengthAndSums(transport: tcp)
            return segment
        }
    }

    /// Where the TCP header begins, behind IPv4 options or the IPv6 headers that GRO steps over.
    private static func transportOffset(_ packet: [UInt8]) -> Int? {
        if packet.count >= 20, packet[0] >> 4 == 4 {
            let length = Int(packet[0] & 0xf) * 4
            return packet[9] == 6 && length >= 20 ? length : nil
        }
        guard packet.count >= 40, packet[0] >> 4 == 6 else { return nil }
        var (next, offset) = (packet[6], 40)
        while [0, 43, 60].contains(next), packet.count >= offset + 2 {
            next = packet[offset]
            offset += 8 + Int(packet[offset + 1]) * 8
        }
        return next == 6 ? offset : nil
    }
}

extension [UInt8] {
    fileprivate mutating func advanceSequence(by count: Int, at offset: Int) {
        let sequence = self[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let advanced = sequence &+ UInt32(truncatingIfNeeded: count)
        replaceSubrange(offset..<offset + 4, with: advanced.bigEndianBytes)
    }

    /// Counts an IPv4 identification on; IPv6 has none.
    fileprivate mutating func advanceIdentification(by count: Int) {
        guard self[0] >> 4 == 4 else { return }
        let identification = UInt16(self[4]) << 8 | UInt16(self[5])
        store(identification &+ UInt16(truncatingIfNeeded: count), at: 4)
    }

    /// Writes length and checksums for the bytes that are there.
    fileprivate mutating func setLengthAndSums(transport: Int) {
        if self[0] >> 4 == 6 {
            store(UInt16(truncatingIfNeeded: count - 40), at: 4)
        } else {
            store(UInt16(truncatingIfNeeded: count), at: 2)
            store(0, at: 10)
            store(~InternetSum.of(self[..<transport]), at: 10)
        }
        store(0, at: transport + 16)
        let pseudo = InternetSum.pseudoHeader(self, length: count - transport)
        store(~InternetSum.of(pseudo[...] + self[transport...]), at: transport + 16)
    }
}
