/// The first 24 bytes in front of IP, to tell links, tags and peers apart at once: all of the longest header with a
/// tag.
public struct LinkPrefix: Equatable, Sendable {
    @usableFromInline var first: UInt64 = 0
    @usableFromInline var second: UInt64 = 0
    @usableFromInline var third: UInt64 = 0

    /// All zeros.
    @inlinable @inline(__always)
    public init() {}

    /// Whether two are the same.
    @inlinable @inline(__always)
    public static func == (one: LinkPrefix, other: LinkPrefix) -> Bool { one.difference(from: other) == 0 }

    /// The bits in which two differ, laid over each other: 0 where they are the same.
    @inlinable @inline(__always)
    public func difference(from other: LinkPrefix) -> UInt64 {
        (first ^ other.first) | (second ^ other.second) | (third ^ other.third)
    }

    /// At most 16 bytes in two words, the first on top.
    @inlinable @inline(__always)
    init(_ first: UInt64, _ second: UInt64) { (self.first, self.second) = (first, second) }

    /// The first bytes of `frame`, whose IP header begins at `offset`.
    @inline(__always)
    init(_ frame: Span<UInt8>, offset: Int) {
        let count = min(offset, frame.count)
        if count == 14 {
            first = frame.word64(at: 0)
            second = UInt64(frame.word32(at: 8)) << 32 | UInt64(frame.word16(at: 12)) << 16
        } else {
            first = Self.word(frame, from: 0, to: count)
            second = Self.word(frame, from: 8, to: count)
            third = Self.word(frame, from: 16, to: count)
        }
    }

    /// The eight bytes from `start` on, zeros from `end` on.
    private static func word(_ frame: Span<UInt8>, from start: Int, to end: Int) -> UInt64 {
        if start + 8 <= end { return frame.word64(at: start) }
        return (start..<max(start, end)).reduce(0) { $0 | UInt64(frame[$1]) << UInt64(56 - 8 * ($1 - start)) }
    }
}
