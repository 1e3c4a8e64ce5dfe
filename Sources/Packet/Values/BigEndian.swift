extension Span<UInt8> {
    /// The 16-bit big-endian word at `offset`; traps outside the span.
    @inlinable @inline(__always)
    public func word16(at offset: Int) -> UInt16 {
        // Any bytes are a number, and the offset is checked.
        unsafe UInt16(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    /// The 32-bit big-endian word at `offset`; traps outside the span.
    @inlinable @inline(__always)
    public func word32(at offset: Int) -> UInt32 {
        // As above.
        unsafe UInt32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// The 64-bit big-endian word at `offset`; traps outside the span.
    @inlinable @inline(__always)
    public func word64(at offset: Int) -> UInt64 {
        // As above.
        unsafe UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}

extension [UInt8] {
    /// Appends a word, most significant byte first.
    public mutating func append(bigEndian word: some FixedWidthInteger & UnsignedInteger) {
        for shift in stride(from: word.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }

    /// Overwrites two bytes with a word, most significant byte first; traps outside the array.
    public mutating func store(_ word: UInt16, at offset: Int) {
        self[offset] = UInt8(truncatingIfNeeded: word >> 8)
        self[offset + 1] = UInt8(truncatingIfNeeded: word)
    }
}
