import Packet

/// How the records of a classic pcap file are read; pure over bytes.
///
/// It knows the plain records of the common variants, the rest is left to libpcap.
public struct PcapRecords: Sendable {
    /// What stands in front of IP.
    public let currentLink: LinkType

    /// The length of the file's header, where the first record begins.
    public static let headerLength = 24
    /// The length of what stands before a packet.
    @inlinable static var recordHeaderLength: Int { 16 }

    /// Whether the file is in the other byte order than this machine.
    @usableFromInline let isSwapped: Bool
    /// What the fraction of a second counts, in nanoseconds.
    @usableFromInline let tick: Int64
    /// The most bytes of a packet that a plain record has; negative where no record is plain.
    @usableFromInline let limit: Int

    /// Reads how from the beginning of a file, or nil where the format is not one of the common ones.
    ///
    /// - Parameters:
    ///   - file: The first bytes of the file.
    ///   - link: What stands in front of IP.
    public init?(_ file: Span<UInt8>, link: LinkType) {
        guard file.count >= Self.headerLength else { return nil }
        switch file.word(at: 0, isSwapped: false) {
        case 0xa1b2_c3d4: (isSwapped, tick) = (false, 1_000)
        case 0xd4c3_b2a1: (isSwapped, tick) = (true, 1_000)
        case 0xa1b2_3c4d: (isSwapped, tick) = (false, 1)
        case 0x4d3c_b2a1: (isSwapped, tick) = (true, 1)
        default: return nil
        }
        // Before version 2.4 the two lengths of a record were, or may have been, the other way round.
        guard file.halfWord(at: 4, isSwapped: isSwapped) == 2, file.halfWord(at: 6, isSwapped: isSwapped) == 4
        else { return nil }
        currentLink = link
        // In frames of the other byte order libpcap may turn words that are in the order of the machine that captured
        // them, as cooked headers can have.
        let mayTurnWords = isSwapped && (link == .linuxCooked || link == .linuxCooked2)
        limit = mayTurnWords ? -1 : PacketRecord.longest
    }

    /// The plain record at `place`, which is not behind the bytes, or nil where it is not wholly there or not plain.
    @inlinable @inline(__always)
    public func packet(in bytes: Span<UInt8>, at place: Int) -> PacketRecord? {
        // One check of where it reads for all four words.
        let header = bytes.extracting(droppingFirst: place)
        guard header.count >= Self.recordHeaderLength else { return nil }
        let captured = Int(header.word(at: 8, isSwapped: isSwapped))
        let fraction = Int64(header.word(at: 4, isSwapped: isSwapped))
        let start = place &+ Self.recordHeaderLength
        // Whether libpcap takes an absurd fraction for a negative one depends on the byte order.
        guard captured <= limit, fraction <= Int32.max, captured <= header.count &- Self.recordHeaderLength
        else { return nil }
        let wireLength = Int(header.word(at: 12, isSwapped: isSwapped))
        let seconds = Int64(header.word(at: 0, isSwapped: isSwapped))
        return PacketRecord(
            start: start, captured: min(captured, wireLength), wireLength: wireLength,
            time: seconds &* 1_000_000_000 &+ fraction &* tick, end: start &+ captured)
    }

    /// Looks at what is at `place`: a record that is not wholly there, or one for libpcap.
    public func step(in bytes: Span<UInt8>, at place: Int) -> RecordStep {
        let record = bytes.extracting(droppingFirst: place)
        guard record.count >= Self.recordHeaderLength else { return .missing(Self.recordHeaderLength) }
        let captured = Int(record.word(at: 8, isSwapped: isSwapped))
        let length = Self.recordHeaderLength + captured
        return captured <= limit && length > record.count ? .missing(length) : .fault("not plain")
    }

    /// Nothing: all packets have one link type.
    public func turn(to bytes: Span<UInt8>, at place: Int) {}
}
