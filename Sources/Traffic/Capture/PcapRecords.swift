import Packet

/// How the records of a classic pcap file are read; pure over bytes.
///
/// It knows the plain records of the common variants, the rest is left to libpcap.
struct PcapRecords {
    /// The length of the file's header, where the first record begins.
    static let headerLength = 24

    /// Whether the file is in the other byte order than this machine.
    let isSwapped: Bool
    private let isNanosecond: Bool
    private let limit: Int

    /// Reads how from the beginning of a file, or nil where the format is not one of the common ones.
    ///
    /// - Parameters:
    ///   - file: The first bytes of the file.
    ///   - link: What stands in front of IP.
    ///   - snapLength: The most bytes of a packet, as libpcap understood the header.
    init?(_ file: Span<UInt8>, link: LinkType, snapLength: Int) {
        guard file.count >= Self.headerLength else { return nil }
        switch file.word(at: 0, isSwapped: false) {
        case 0xa1b2_c3d4: (isSwapped, isNanosecond) = (false, false)
        case 0xd4c3_b2a1: (isSwapped, isNanosecond) = (true, false)
        case 0xa1b2_3c4d: (isSwapped, isNanosecond) = (false, true)
        case 0x4d3c_b2a1: (isSwapped, isNanosecond) = (true, true)
        default: return nil
        }
        // Before version 2.4 the two lengths of a record were, or may have been, the other way round.
        guard file.halfWord(at: 4, isSwapped: isSwapped) == 2, file.halfWord(at: 6, isSwapped: isSwapped) == 4
        else { return nil }
        limit = PacketRecord.limit(snapLength: snapLength, link: link, isSwapped: isSwapped)
    }

    /// The record at `place`, or nil where it is not wholly there or not plain.
    @inline(__always)
    func record(in bytes: Span<UInt8>, at place: Int) -> PacketRecord? {
        guard place + 16 <= bytes.count else { return nil }
        let captured = Int(bytes.word(at: place + 8, isSwapped: isSwapped))
        let fraction = Int64(bytes.word(at: place + 4, isSwapped: isSwapped))
        // Whether libpcap takes an absurd fraction for a negative one depends on the byte order.
        guard captured <= limit, fraction <= Int32.max, place + 16 + captured <= bytes.count else { return nil }
        let wireLength = Int(bytes.word(at: place + 12, isSwapped: isSwapped))
        let seconds = Int64(bytes.word(at: place, isSwapped: isSwapped))
        return PacketRecord(
            start: place + 16, captured: min(captured, wireLength), wireLength: wireLength,
            time: seconds * 1_000_000_000 + (isNanosecond ? fraction : fraction * 1_000), end: place + 16 + captured)
    }
}
