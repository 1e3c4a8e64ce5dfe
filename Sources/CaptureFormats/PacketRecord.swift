import Frames

/// Where a packet stands in a block of bytes, and what a capture says of it.
public struct PacketRecord: Equatable {
    /// Where its captured bytes begin.
    public var start: Int
    /// How many bytes of it were captured, never more than its wire length.
    public var captured: Int
    /// Its length on the wire.
    public var wireLength: Int
    /// When it was captured, in nanoseconds since 1970.
    public var time: Int64
    /// Where the next record begins.
    public var end: Int
    /// What else is said of it, unless it is nothing.
    public var origin: FrameOrigin?

    /// The most bytes of a packet that libpcap takes.
    public static let longest = 262_144

    /// A record from its parts.
    @inlinable
    public init(
        start: Int, captured: Int, wireLength: Int, time: Int64, end: Int, origin: FrameOrigin? = nil
    ) {
        (self.start, self.captured, self.wireLength) = (start, captured, wireLength)
        (self.time, self.end, self.origin) = (time, end, origin)
    }
}

extension Span<UInt8> {
    /// The 32-bit word at `place` in the byte order of this machine, or the other; traps outside the span.
    @inlinable @inline(__always)
    public func word(at place: Int, isSwapped: Bool) -> UInt32 {
        // Unsafe only for types with invalid values; where it reads is checked.
        let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt32.self)
        return isSwapped ? word.byteSwapped : word
    }

    /// The 16-bit word at `place` in the byte order of this machine, or the other; traps outside the span.
    @inlinable @inline(__always)
    public func halfWord(at place: Int, isSwapped: Bool) -> UInt16 {
        let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt16.self)
        return isSwapped ? word.byteSwapped : word
    }
}
