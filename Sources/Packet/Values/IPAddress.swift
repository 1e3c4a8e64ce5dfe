/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Sendable {
    /// The upper 64 bits of an IPv6 address; 0 for IPv4.
    public var high: UInt64
    /// The lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address.
    public var low: UInt64
    /// Whether this is an IPv6 address.
    public var isIPv6: Bool

    /// An IPv4 address from its 32 bits, the first octet on top.
    @inlinable @inline(__always)
    public init(v4 bits: UInt32) {
        (high, low, isIPv6) = (0, UInt64(bits), false)
    }

    /// An IPv6 address from its two halves.
    @inlinable @inline(__always)
    public init(high: UInt64, low: UInt64) {
        (self.high, self.low, isIPv6) = (high, low, true)
    }

    /// The address as it stands in a header: 4 or 16 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        if isIPv6 {
            bytes.append(bigEndian: high)
            bytes.append(bigEndian: low)
        } else {
            bytes.append(bigEndian: UInt32(truncatingIfNeeded: low))
        }
        return bytes
    }
}

extension IPAddress: CustomStringConvertible {
    /// Dotted decimal, or the canonical text of RFC 5952.
    public var description: String {
        guard isIPv6 else {
            return stride(from: 24, through: 0, by: -8).map { String(low >> UInt64($0) & 0xff) }.joined(separator: ".")
        }
        let groups = [high, low].flatMap { half in
            stride(from: 48, through: 0, by: -16).map { half >> UInt64($0) & 0xffff }
        }
        let texts = groups.map { String($0, radix: 16) }
        guard let gap = Self.longestRunOfZeros(groups) else { return texts.joined(separator: ":") }
        return texts[..<gap.lowerBound].joined(separator: ":") + "::" + texts[gap.upperBound...].joined(separator: ":")
    }

    /// The first longest run of two zero groups or more, which the canonical text leaves out.
    private static func longestRunOfZeros(_ groups: [UInt64]) -> Range<Int>? {
        var best: Range<Int>?
        var start: Int?
        for index in 0...groups.count {
            if index < groups.count, groups[index] == 0 {
                start = start ?? index
            } else if let from = start {
                if index - from > max(best?.count ?? 0, 1) { best = from..<index }
                start = nil
            }
        }
        return best
    }
}
