/// A copy of a packet's headers from the IP header on: as a rule in place, without an allocation.
///
/// What does not fit there, behind many IPv6 extension headers, is kept elsewhere: no byte of a header is lost.
public struct HeaderBytes: Sendable {
    /// How many bytes fit in place: 40 of IPv6, 60 of extension headers, 60 of TCP.
    public static let capacity = 160

    @usableFromInline var storage = InlineArray<160, UInt8>(repeating: 0)
    /// How many bytes were copied; what lies behind them is not meaningful.
    public private(set) var count = 0
    /// All of the bytes where they do not fit in place, which is then not used.
    @usableFromInline var long: LongHeaders?

    /// No bytes.
    public init() {}

    /// The bytes, copied out: for what is rare, such as options to dissect.
    public var array: [UInt8] { (0..<count).map { byte(at: $0) } }

    /// Takes over up to `length` bytes of `source` from `offset`, as far as they are there.
    @inline(__always)
    mutating func copy(_ source: Span<UInt8>, from offset: Int, length: Int) {
        let available = source.count - offset
        let count = max(0, min(length, available))
        self.count = count
        if long != nil { long = nil }
        if count > Self.capacity {
            long = LongHeaders(source, from: offset, count: count)
            return
        }
        var bytes = storage.mutableSpan
        unsafe bytes.withUnsafeMutableBytes { target in
            unsafe source.withUnsafeBytes { frame in
                guard let start = frame.baseAddress, let end = target.baseAddress, count > 0 else { return }
                // A number of bytes that is known beforehand is a few moves; `available` says that they are there, and
                // they fit into the 160 of the storage. What lies behind `count` is not looked at.
                if count <= Self.tcpv4Length, available >= Self.tcpv4Length {
                    for place in stride(from: 0, to: Self.tcpv4Length, by: 16) {
                        let word = unsafe (start + offset + place).loadUnaligned(as: SIMD16<UInt8>.self)
                        unsafe (end + place).storeBytes(of: word, as: SIMD16<UInt8>.self)
                    }
                } else {
                    // At most `available`, and at most the storage.
                    unsafe end.copyMemory(from: start + offset, byteCount: count)
                }
            }
        }
    }

    /// Takes over the bytes of other headers, which stay as they are: in place they are copied once.
    public mutating func copy(_ other: inout HeaderBytes) {
        (count, long) = (other.count, other.long)
        guard other.long == nil else { return }
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            // Both are of the same size.
            unsafe withUnsafeBytes(of: &other.storage) { unsafe bytes.copyMemory(from: $0) }
        }
    }

    /// Room for IPv4 and TCP with a timestamp.
    private static let tcpv4Length = 80

    /// Forgets all bytes.
    @inline(__always)
    mutating func clear() {
        count = 0
        if long != nil { long = nil }
    }

    /// The byte at `offset`, or 0 where nothing was copied.
    @inlinable @inline(__always)
    public func byte(at offset: Int) -> UInt8 {
        guard offset >= 0, offset < count else { return 0 }
        if let long { return long.bytes[offset] }
        return storage[offset]
    }

    /// The 16-bit big-endian word at `offset`, zeros where nothing was copied.
    @inlinable @inline(__always)
    public func word16(at offset: Int) -> UInt16 {
        guard offset >= 0, offset + 2 <= count, long == nil else {
            return UInt16(byte(at: offset)) << 8 | UInt16(byte(at: offset + 1))
        }
        return storage.span.word16(at: offset)
    }

    /// The 32-bit big-endian word at `offset`, zeros where nothing was copied.
    @inlinable @inline(__always)
    public func word32(at offset: Int) -> UInt32 {
        guard offset >= 0, offset + 4 <= count, long == nil else {
            return UInt32(word16(at: offset)) << 16 | UInt32(word16(at: offset + 2))
        }
        return storage.span.word32(at: offset)
    }

    /// Whether the bytes in `range` are the same as those of other headers; those that were not copied are none.
    ///
    /// Neither is changed: in place they are not copied.
    @inlinable @inline(__always)
    public mutating func hasSameBytes(_ range: Range<Int>, as other: inout HeaderBytes) -> Bool {
        guard min(range.upperBound, count) == min(range.upperBound, other.count) else { return false }
        guard range.lowerBound >= 0, range.upperBound <= count, long == nil, other.long == nil else {
            return range.allSatisfy { byte(at: $0) == other.byte(at: $0) }
        }
        // All of the range is in both; a span of an inline array is one of a copy.
        return unsafe withUnsafeBytes(of: &storage) { bytes in
            unsafe withUnsafeBytes(of: &other.storage) { others in
                unsafe bytes.isEqual(to: others, in: range)
            }
        }
    }

    /// Overwrites the byte at `offset`; outside the copied bytes nothing happens.
    @inlinable @inline(__always)
    public mutating func store(_ byte: UInt8, at offset: Int) {
        guard offset >= 0, offset < count else { return }
        if let long { self.long = long.storing(byte, at: offset) } else { storage[offset] = byte }
    }

    /// Overwrites two bytes, most significant first.
    @inlinable @inline(__always)
    public mutating func store(_ word: UInt16, at offset: Int) {
        store(UInt8(truncatingIfNeeded: word >> 8), at: offset)
        store(UInt8(truncatingIfNeeded: word), at: offset + 1)
    }

    /// Overwrites four bytes, most significant first.
    @inlinable @inline(__always)
    public mutating func store(_ word: UInt32, at offset: Int) {
        store(UInt16(truncatingIfNeeded: word >> 16), at: offset)
        store(UInt16(truncatingIfNeeded: word), at: offset + 2)
    }

    /// The sum of the 16-bit words in `range` (of even length), for a checksum.
    ///
    /// Bytes that were not copied count as zeros. Nothing is changed: in place the headers are not copied.
    @inlinable @inline(__always)
    public mutating func sum(_ range: Range<Int>) -> Checksum {
        var sum = Checksum()
        guard range.lowerBound >= 0, range.upperBound <= count, long == nil else {
            for offset in stride(from: range.lowerBound, to: range.upperBound, by: 2) { sum.add(word16(at: offset)) }
            return sum
        }
        // All of the range is there; a span of an inline array is one of a copy.
        unsafe withUnsafeBytes(of: &storage) { bytes in
            var offset = range.lowerBound
            while offset + 4 <= range.upperBound {
                unsafe sum.add(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
                offset += 4
            }
            if offset < range.upperBound {
                unsafe sum.add(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
            }
        }
        return sum
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes in `range`, which are in both, are the same as those of other memory: most are whole words.
    @inlinable @inline(__always)
    func isEqual(to other: UnsafeRawBufferPointer, in range: Range<Int>) -> Bool {
        var offset = range.lowerBound
        while offset + 4 <= range.upperBound {
            let word = unsafe loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            if unsafe word != other.loadUnaligned(fromByteOffset: offset, as: UInt32.self) { return false }
            offset += 4
        }
        while offset < range.upperBound {
            if unsafe self[offset] != other[offset] { return false }
            offset += 1
        }
        return true
    }
}

/// Headers that do not fit in place.
@usableFromInline
final class LongHeaders: Sendable {
    @usableFromInline let bytes: [UInt8]

    init(_ source: Span<UInt8>, from offset: Int, count: Int) {
        bytes = (offset..<offset + count).map { source[$0] }
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The word with another byte at `offset`.
    @usableFromInline
    func storing(_ byte: UInt8, at offset: Int) -> LongHeaders {
        var bytes = bytes
        bytes[offset] = byte
        return LongHeaders(bytes)
    }
}
