import Packet

/// What tells a frame from others whatever stands in front of its network header: 64 bits of its bytes.
///
/// The first 128 bytes and the last 64 are read, which hold identifications, sequence numbers and checksums; the first
/// 64 where the capture has cut the frame, since that leaves fewer bytes behind a longer link header.
struct FrameDigest: Equatable {
    let value: UInt64

    /// The digest of a frame.
    init(_ frame: Span<UInt8>, wireLength: Int, link: LinkType) {
        let header = LinkHeader(frame, link: link)
        let start = min(header.offset, frame.count)
        let length = min(Self.networkLength(frame, header) ?? .max, wireLength - start)
        let packet = frame.extracting(start..<min(frame.count, start + max(0, length)))
        var value = UInt64(truncatingIfNeeded: length) ^ 0xa076_1d64_78bd_642f
        if packet.count < length {
            Self.mix(packet.extracting(first: 64), into: &value)
        } else {
            Self.mix(packet.extracting(first: 128), into: &value)
            Self.mix(packet.extracting(last: min(64, max(0, packet.count - 128))), into: &value)
        }
        self.value = value
    }

    /// The length that an IP header tells, without padding behind it; nil where there is none.
    private static func networkLength(_ frame: Span<UInt8>, _ header: LinkHeader) -> Int? {
        let length: Int
        switch header.network {
        case .ipv4:
            guard frame.count >= header.offset + 4 else { return nil }
            length = Int(frame.word16(at: header.offset + 2))
        case .ipv6:
            guard frame.count >= header.offset + 6 else { return nil }
            let payload = Int(frame.word16(at: header.offset + 4))
            length = payload == 0 ? 0 : payload + IPv6Header.length
        case .other, .cut: return nil
        }
        return length == 0 ? nil : length
    }

    /// Mixes bytes in, as wyhash does it: products in 128 bits, folded.
    private static func mix(_ bytes: Span<UInt8>, into value: inout UInt64) {
        var place = 0
        while place + 16 <= bytes.count {
            value = folded(bytes.word64(at: place) ^ 0xe703_7ed1_a0b4_28db, bytes.word64(at: place + 8) ^ value)
            place += 16
        }
        var rest: (UInt64, UInt64) = (0, 0)
        while place < bytes.count {
            rest = (rest.0 << 8 | rest.1 >> 56, rest.1 << 8 | UInt64(bytes[place]))
            place += 1
        }
        value = folded(rest.0 ^ 0x8ebc_6af0_9c88_c6e3, rest.1 ^ value ^ UInt64(bytes.count))
    }

    private static func folded(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let product = one.multipliedFullWidth(by: other)
        return product.high ^ product.low
    }
}
