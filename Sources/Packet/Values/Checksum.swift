/// The Internet checksum's running sum: 16-bit words added in one's complement (RFC 1071).
///
/// Sums of parts add up, and a part can be taken away again, which is how a header can be rewritten
/// without reading the payload.
public struct Checksum: Equatable, Sendable {
    /// The unfolded sum.
    @usableFromInline var sum: UInt64 = 0

    /// An empty sum.
    @inlinable public init() {}

    /// The sum of `bytes`, an odd last byte padded with zero.
    public init(_ bytes: Span<UInt8>) {
        add(bytes)
    }

    /// Adds one 16-bit word.
    @inlinable @inline(__always)
    public mutating func add(_ word: UInt16) {
        sum &+= UInt64(word)
    }

    /// Adds a 32-bit word, which folds to the sum of its two halves.
    @inlinable @inline(__always)
    public mutating func add(_ word: UInt32) {
        sum &+= UInt64(word)
    }

    /// Adds `bytes` as big-endian words, an odd last byte padded with zero.
    public mutating func add(_ bytes: Span<UInt8>) {
        var offset = 0
        while offset + 8 <= bytes.count {
            let word = bytes.word64(at: offset)
            sum &+= (word >> 32) &+ (word & 0xffff_ffff)
            offset += 8
        }
        while offset + 1 < bytes.count {
            sum &+= UInt64(bytes.word16(at: offset))
            offset += 2
        }
        if offset < bytes.count { sum &+= UInt64(bytes[offset]) << 8 }
    }

    /// Adds another sum; `oddOffset` says that its bytes begin at an odd place, which swaps every word.
    @inlinable @inline(__always)
    public mutating func add(_ other: Checksum, oddOffset: Bool = false) {
        let folded = other.folded
        sum &+= UInt64(oddOffset ? folded.byteSwapped : folded)
    }

    /// Takes away another sum; for `oddOffset` see `add`.
    @inlinable @inline(__always)
    public mutating func subtract(_ other: Checksum, oddOffset: Bool = false) {
        let folded = ~other.folded
        sum &+= UInt64(oddOffset ? folded.byteSwapped : folded)
    }

    /// The sum in 16 bits, carries added back in.
    @inlinable @inline(__always)
    public var folded: UInt16 {
        var value = (sum >> 32) &+ (sum & 0xffff_ffff)
        value = (value >> 16) &+ (value & 0xffff)
        value = (value >> 16) &+ (value & 0xffff)
        value = (value >> 16) &+ (value & 0xffff)
        return UInt16(truncatingIfNeeded: value)
    }

    /// What belongs in a header's checksum field: the complement of the sum.
    @inlinable public var field: UInt16 { ~folded }

    /// Whether a sum that includes the checksum field is right (RFC 1071: all ones).
    public var isValid: Bool { folded == 0xffff }
}
