/// An Ethernet address: six bytes (IEEE 802).
public struct MACAddress: Hashable, Sendable {
    /// The six bytes in the lowest bits, the first on top.
    public let value: UInt64

    /// The address with these bits.
    public init(_ value: UInt64) { self.value = value & 0xffff_ffff_ffff }

    /// The address at `offset` of a frame; nil where it was not captured.
    public init?(_ frame: Span<UInt8>, at offset: Int) {
        guard offset >= 0, frame.count >= offset + 6 else { return nil }
        value = UInt64(frame.word16(at: offset)) << 32 | UInt64(frame.word32(at: offset + 2))
    }

    /// Whether it is the address of many: multicast or broadcast.
    public var isGroup: Bool { value >> 40 & 1 == 1 }
}

extension MACAddress: CustomStringConvertible {
    /// Six pairs of digits: `02:00:00:00:00:01`.
    public var description: String {
        (0..<6).map { place in
            let byte = UInt8(truncatingIfNeeded: value >> UInt64(40 - 8 * place))
            return (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined(separator: ":")
    }
}
