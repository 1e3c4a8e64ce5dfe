import Packet
import Replay

/// What a delivered packet must look like, put together from the frames in it.
///
/// Everything is computed from the bytes on the wire, checksums over the real payload included, and nothing is taken
/// from the engine but the list of frames.
struct MergedPacket {
    private let packet: DeliveredPacket
    private let parts: [PipelineHarness.Taken]

    init(_ packet: DeliveredPacket, in rig: PipelineHarness) {
        self.packet = packet
        parts = packet.frames.map { rig.taken[Int($0)] }
    }

    /// The payload of the frames, one after the other, or nil where the capture cut it.
    var payload: [UInt8]? {
        var payload: [UInt8] = []
        for part in parts {
            let start = part.packet.networkOffset + part.packet.transportOffset + part.packet.tcpHeaderLength
            let end = start + part.packet.payloadLength
            guard part.packet.payloadLength >= 0, end <= part.frame.bytes.count else { return nil }
            payload += part.frame.bytes[start..<end]
        }
        return payload
    }

    /// The delivered headers up to the end of the TCP header.
    private var deliveredHeaders: [UInt8] {
        let (headers, tcp) = (packet.delivery.headers, packet.delivery.transportOffset)
        return Array(headers.array.prefix(tcp + Int(headers.byte(at: tcp + 12) >> 4) * 4))
    }

    /// Whether both checksums of the delivered headers are right over the real payload.
    var hasRightChecksums: Bool {
        guard let payload else { return false }
        return Self.areRight(deliveredHeaders, transport: packet.delivery.transportOffset, payload)
    }

    /// Whether the TCP checksum is left for the hardware, as the kernel leaves it (CHECKSUM_PARTIAL): the field holds
    /// the sum of the pseudo header, and that of IPv4 is right.
    var hasPartialChecksum: Bool {
        guard let payload else { return false }
        let (headers, tcp) = (deliveredHeaders, packet.delivery.transportOffset)
        guard tcp >= 20, headers.count >= tcp + 20 else { return false }
        let field = UInt16(headers[tcp + 16]) << 8 | UInt16(headers[tcp + 17])
        return Self.isIPRight(headers, transport: tcp)
            && field == Self.pseudoHeaderSum(headers, length: headers.count - tcp + payload.count)
    }

    /// Whether the checksums of all frames were right when they came.
    var cameRight: Bool {
        parts.allSatisfy { part in
            let (packet, bytes) = (part.packet, part.frame.bytes)
            let start = packet.networkOffset + packet.transportOffset + packet.tcpHeaderLength
            guard packet.payloadLength >= 0, start + packet.payloadLength <= bytes.count else { return false }
            return Self.areRight(
                Array(bytes[packet.networkOffset..<start]), transport: packet.transportOffset,
                Array(bytes[start..<start + packet.payloadLength]))
        }
    }

    /// The headers that a merged packet must have but for the TCP checksum: the first frame's, with the length of
    /// all, the last frame's acknowledgment, window and echo, and PSH if `keepsPush` and any frame has it.
    func headers(keepsPush: Bool, hasEcho: Bool = true) -> [UInt8] {
        let (first, last) = (parts[0].packet, parts[parts.count - 1].packet)
        let tcp = first.transportOffset
        var headers = Array(
            parts[0].frame.bytes[first.networkOffset..<first.networkOffset + tcp + first.tcpHeaderLength])
        let length = headers.count + parts.reduce(0) { $0 + $1.packet.payloadLength }
        headers.store(UInt16(truncatingIfNeeded: length), at: 2)
        headers.store(0, at: 10)
        headers.store(~InternetSum.of(headers[..<tcp]), at: 10)
        headers.replaceSubrange(tcp + 8..<tcp + 12, with: last.acknowledgment.bigEndianBytes)
        headers.store(last.window, at: tcp + 14)
        if keepsPush { headers[tcp + 13] |= parts.reduce(0) { $0 | $1.packet.flags.rawValue } & 8 }
        if hasEcho, first.optionLayout == .timestamp {
            headers.replaceSubrange(tcp + 28..<tcp + 32, with: last.timestampEcho.bigEndianBytes)
        }
        return headers
    }

    /// The headers that an aggregate of GRO must have: the first frame's, with the length of all, FIN and PSH of all,
    /// a right IPv4 checksum, and the sum of the pseudo header in place of the TCP checksum.
    var headersOfGRO: [UInt8] {
        let first = parts[0].packet
        let (start, tcp) = (first.networkOffset, first.transportOffset)
        var headers = Array(parts[0].frame.bytes[start..<start + tcp + first.tcpHeaderLength])
        let length = headers.count + parts.reduce(0) { $0 + $1.packet.payloadLength }
        headers[tcp + 13] |= parts.reduce(0) { $0 | $1.packet.flags.rawValue } & 9
        if first.ipVersion == 6 {
            headers.store(UInt16(truncatingIfNeeded: length - 40), at: 4)
        } else {
            headers.store(UInt16(truncatingIfNeeded: length), at: 2)
            headers.store(0, at: 10)
            headers.store(~InternetSum.of(headers[..<tcp]), at: 10)
        }
        headers.store(Self.pseudoHeaderSum(headers, length: length - tcp), at: tcp + 16)
        return headers
    }

    private static func areRight(_ headers: [UInt8], transport: Int, _ payload: [UInt8]) -> Bool {
        guard transport >= 20, headers.count >= transport + 20, isIPRight(headers, transport: transport) else {
            return false
        }
        let segment = headers[transport...] + payload
        return InternetSum.of(InternetSum.pseudoHeader(headers, length: segment.count)[...] + segment) == 0xffff
    }

    /// Whether the IPv4 header checksum is right; IPv6 has none.
    private static func isIPRight(_ headers: [UInt8], transport: Int) -> Bool {
        headers[0] >> 4 == 6 || InternetSum.of(headers[..<transport]) == 0xffff
    }

    private static func pseudoHeaderSum(_ headers: [UInt8], length: Int) -> UInt16 {
        InternetSum.of(InternetSum.pseudoHeader(headers, length: length)[...])
    }
}

extension UInt32 {
    /// The number as it stands in a header.
    var bigEndianBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> (24 - 8 * $0)) } }
}
