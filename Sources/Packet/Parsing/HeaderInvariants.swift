/// The header fields of a TCP segment that stay the same from segment to segment as long as nobody changes them, in one
/// word, so that two segments are compared at once.
public struct HeaderInvariants: Equatable, Sendable {
    /// From the lowest bit on: window, nothing, data offset and reserved bits, TOS or traffic class, TTL or hop limit,
    /// IPv4 flags and offset: as they stand together in the headers.
    @usableFromInline var word: UInt64 = 0

    /// All zeros.
    @inlinable @inline(__always)
    public init() {}

    /// The fields of one segment; `offsetByte` holds the data offset and the four bits beside it.
    @inline(__always)
    init(window: UInt16, offsetByte: UInt8, timeToLive: UInt8, typeOfService: UInt8, fragmentWord: UInt16) {
        word =
            UInt64(window) | UInt64(offsetByte) << 24 | UInt64(typeOfService) << 32 | UInt64(timeToLive) << 40
            | UInt64(fragmentWord) << 48
    }

    /// The fields of one segment as they stand in `word`.
    @inlinable @inline(__always)
    init(word: UInt64) { self.word = word }

    /// TTL or hop limit.
    @inlinable public var timeToLive: UInt8 { UInt8(truncatingIfNeeded: word >> 40) }
    /// TOS or traffic class.
    @inlinable public var typeOfService: UInt8 { UInt8(truncatingIfNeeded: word >> 32) }

    /// The window, unscaled.
    @inlinable public var window: UInt16 { UInt16(truncatingIfNeeded: word) }
    /// Whether the IPv4 flag DF is set.
    @inlinable public var dontFragment: Bool { word >> 48 & 0x4000 != 0 }

    /// The length of the TCP header in bytes.
    @inlinable public var headerLength: Int { Int(word >> 28 & 0x0f) * 4 }
    /// The four bits beside the data offset: reserved, and AE.
    @inlinable public var reserved: UInt8 { UInt8(truncatingIfNeeded: word >> 24) & 0x0f }

    /// Whether the IPv4 flag that is reserved is set.
    @inlinable public var hasReservedFragmentBit: Bool { word >> 48 & 0x8000 != 0 }

    /// The fields in which two segments differ.
    @inlinable @inline(__always)
    public func difference(from other: HeaderInvariants) -> Difference { Difference(word: word ^ other.word) }

    /// Whether all fields are the same, and nothing else differs: `more` is 0 then.
    @inlinable @inline(__always)
    public func isSame(as other: HeaderInvariants, unless more: UInt64) -> Bool { (word ^ other.word) | more == 0 }

    /// In which fields two segments differ.
    public struct Difference: Sendable {
        @usableFromInline let word: UInt64

        @inlinable @inline(__always)
        init(word: UInt64) { self.word = word }

        /// Whether there is any.
        @inlinable @inline(__always)
        public var isAny: Bool { word != 0 }
        /// The window.
        @inlinable public var window: Bool { word & 0xffff != 0 }
        /// The four bits beside the data offset: reserved, and AE.
        @inlinable public var reserved: Bool { word >> 24 & 0x0f != 0 }
        /// The IPv4 flag that is reserved (RFC 3514 calls it evil).
        @inlinable public var reservedFragmentBit: Bool { word >> 48 & 0x8000 != 0 }
        /// The length of the TCP header.
        @inlinable public var headerLength: Bool { word >> 24 & 0xf0 != 0 }
        /// TTL or hop limit.
        @inlinable public var timeToLive: Bool { word >> 40 & 0xff != 0 }
        /// TOS or traffic class, ECN included.
        @inlinable public var typeOfService: Bool { word >> 32 & 0xff != 0 }
        /// The IPv4 flag DF.
        @inlinable public var dontFragment: Bool { word >> 48 & 0x4000 != 0 }
    }
}
