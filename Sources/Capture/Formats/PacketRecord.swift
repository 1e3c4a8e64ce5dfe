import Packet

/// Where a packet stands in a block of bytes, and what a capture says of it.
struct PacketRecord: Equatable {
    /// Where its captured bytes begin.
    var start: Int
    /// How many bytes of it were captured, never more than its wire length.
    var captured: Int
    /// Its length on the wire.
    var wireLength: Int
    /// When it was captured, in nanoseconds since 1970.
    var time: Int64
    /// Where the next record begins.
    var end: Int

    /// The most bytes of a packet that a plain record has; negative where no record is plain.
    ///
    /// Longer ones libpcap refuses. In frames of the other byte order it may turn words that are in the
    /// order of the machine that captured them, as cooked headers can have.
    static func limit(snapLength: Int, link: LinkType, isSwapped: Bool) -> Int {
        let mayTurnWords = isSwapped && (link == .linuxCooked || link == .linuxCooked2)
        return mayTurnWords ? -1 : min(snapLength, 262_144)
    }
}

/// How the records of a kind of capture file are read.
protocol RecordFormat {
    /// The next record in `bytes` from `place` on, which is not negative, or nil where it is not wholly there or
    /// not plain.
    func record(in bytes: Span<UInt8>, at place: Int) -> PacketRecord?
}

extension Span<UInt8> {
    /// The 32-bit word at `place` in the byte order of this machine, or the other; traps outside the span.
    @inline(__always)
    func word(at place: Int, isSwapped: Bool) -> UInt32 {
        // Unsafe only for types with invalid values; where it reads is checked.
        let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt32.self)
        return isSwapped ? word.byteSwapped : word
    }

    /// The 16-bit word at `place` in the byte order of this machine, or the other; traps outside the span.
    @inline(__always)
    func halfWord(at place: Int, isSwapped: Bool) -> UInt16 {
        let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt16.self)
        return isSwapped ? word.byteSwapped : word
    }
}
