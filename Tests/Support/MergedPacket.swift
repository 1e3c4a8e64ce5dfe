import Packet
import Replay

/// What a delivered packet must look like, put together from the frames in it.
///
/// Everything is computed from the bytes on the wire, checksums over the real payload included, and nothing is taken
/// from the engine but the list of frames.
struct MergedPacket {
    private let packet: DeliveredPacket
    private let parts: [Rig.Taken]

    init(_ packet: DeliveredPacket, in rig: Rig) {
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

    /// Whether both checksums of the delivered headers are right over the real payload.
    var hasRightChecksums: Bool {
        guard let payload else { return false }
        let (headers, tcp) = (packet.delivery.headers.array, packet.delivery.transportOffset)
        let end = tcp + Int(packet.delivery.headers.byte(at: tcp + 12) >> 4) * 4
        return Self.areRight(Array(headers.prefix(end)), transport: tcp, payload)
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
        headers.store(~Self.sum(headers[..<tcp]), at: 10)
        headers.replaceSubrange(tcp + 8..<tcp + 12, with: last.acknowledgment.bigEndianBytes)
        headers.store(last.window, at: tcp + 14)
        if keepsPush { headers[tcp + 13] |= parts.reduce(0) { $0 | $1.packet.flags.rawValue } & 8 }
        if hasEcho, first.optionLayout == .timestamp {
            headers.replaceSubrange(tcp + 28..<tcp + 32, with: last.timestampEcho.bigEndianBytes)
        }
        return headers
    }

    private static func areRight(_ headers: [UInt8], transport: Int, _ payload: [UInt8]) -> Bool {
        guard transport >= 20, headers.count >= transport + 20 else { return false }
        let segment = headers[transport...] + payload
        let length = UInt32(segment.count).bigEndianBytes
        let pseudo = headers[12..<20] + [0, 6] + length
        return sum(headers[..<transport]) == 0xffff && sum(pseudo + segment) == 0xffff
    }

    /// The one's complement sum of RFC 1071, as its text has it.
    private static func sum(_ bytes: ArraySlice<UInt8>) -> UInt16 {
        var sum: UInt32 = 0
        var place = bytes.startIndex
        while place < bytes.endIndex {
            sum += UInt32(bytes[place]) << 8 | (place + 1 < bytes.endIndex ? UInt32(bytes[place + 1]) : 0)
            sum = (sum & 0xffff) + sum >> 16
            place += 2
        }
        return UInt16(sum)
    }
}

extension UInt32 {
    /// The number as it stands in a header.
    fileprivate var bigEndianBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> (24 - 8 * $0)) } }
}
