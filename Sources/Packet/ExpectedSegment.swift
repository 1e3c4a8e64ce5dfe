/// The words that the next frame has if it goes on just like a usual segment: header prediction, as TCP receivers do it
/// (Jacobson 1990).
///
/// Only the sequence number moves on, by the payload, and the identification, by a step. The words are kept as they lie
/// in memory, so that nothing is taken apart. Checksums are not looked at.
public struct ExpectedSegment {
    @usableFromInline let addresses: UInt64
    @usableFromInline let types: UInt64
    @usableFromInline let endpoints: UInt64
    @usableFromInline let ports: UInt32
    /// Flags and window, and behind the checksum the urgent pointer.
    @usableFromInline let flagged: UInt64
    @usableFromInline let timestamps: UInt64
    @usableFromInline let optionWord: UInt32
    /// All ones where there are options.
    @usableFromInline let optionMask: UInt64
    @usableFromInline let wireLength: UInt32

    /// What moves on, and by how much; not as in memory.
    @usableFromInline var identifying: UInt64
    @usableFromInline var numbers: UInt64
    @usableFromInline let identifyingStep: UInt64
    @usableFromInline let numbersStep: UInt64

    /// What follows `segment`, a plain one.
    ///
    /// - Parameters:
    ///   - segment: The segment.
    ///   - identificationStep: 1, or 0 where the identification stays.
    @inlinable @inline(__always)
    public init(after segment: UsualSegment, identificationStep: UInt16) {
        addresses = segment.addresses.bigEndian
        types = segment.types.bigEndian
        endpoints = segment.endpoints.bigEndian
        ports = segment.ports.bigEndian
        flagged = (UInt64(segment.flagged) << 32 | UInt64(segment.urgentPointer)).bigEndian
        timestamps = segment.timestamps.bigEndian
        optionWord = segment.optionWord.bigEndian
        optionMask = segment.optionLayout == .none ? 0 : ~0
        wireLength = segment.wireLength
        identifyingStep = UInt64(identificationStep) << 32
        numbersStep = UInt64(truncatingIfNeeded: segment.payloadLength) << 32
        identifying = segment.identifying
        numbers = segment.numbers
        advance()
    }

    /// All but the checksum between window and urgent pointer, as in memory.
    @inlinable static var checksumMask: UInt64 { UInt64(0xffff_ffff_0000_ffff).bigEndian }

    /// Goes on to the segment after the expected one.
    ///
    /// The identification must not be the largest.
    @inlinable @inline(__always)
    public mutating func advance() {
        identifying &+= identifyingStep
        numbers &+= numbersStep
    }

    /// Whether a frame with that record is the expected one.
    @inlinable @inline(__always)
    public func matches(_ frame: Span<UInt8>, _ record: FrameRecord) -> Bool {
        guard frame.count >= UsualSegment.minimumLength, record.wireLength == wireLength else { return false }
        let link = (frame.rawWord64(at: 0) ^ addresses) | (frame.rawWord64(at: 8) ^ types)
        let flow = (frame.rawWord64(at: 26) ^ endpoints) | UInt64(frame.rawWord32(at: 34) ^ ports)
        let moving = (frame.rawWord64(at: 16) ^ identifying.bigEndian) | (frame.rawWord64(at: 38) ^ numbers.bigEndian)
        let options = (frame.rawWord64(at: 58) ^ timestamps) | UInt64(frame.rawWord32(at: 54) ^ optionWord)
        let flags = (frame.rawWord64(at: 46) ^ flagged) & Self.checksumMask
        return link | flow | moving | flags | (options & optionMask) == 0
    }
}

extension Span<UInt8> {
    /// The 32-bit word at `offset` as it lies in memory; traps outside the span.
    @inlinable @inline(__always)
    func rawWord32(at offset: Int) -> UInt32 { word32(at: offset).bigEndian }

    /// The 64-bit word at `offset` as it lies in memory; traps outside the span.
    @inlinable @inline(__always)
    func rawWord64(at offset: Int) -> UInt64 { word64(at: offset).bigEndian }
}
