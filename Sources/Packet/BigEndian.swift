extension Span<UInt8> {
    /// The 16-bit big-endian word at `offset`; traps outside the span.
    @inline(__always)
    public func word16(at offset: Int) -> UInt16 {
        UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
    }

    /// The 32-bit big-endian word at `offset`; traps outside the span.
    @inline(__always)
    public func word32(at offset: Int) -> UInt32 {
        UInt32(word16(at: offset)) << 16 | UInt32(word16(at: offset + 2))
    }

    /// The 64-bit big-endian word at `offset`; traps outside the span.
    @inline(__always)
    public func word64(at offset: Int) -> UInt64 {
        UInt64(word32(at: offset)) << 32 | UInt64(word32(at: offset + 4))
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
