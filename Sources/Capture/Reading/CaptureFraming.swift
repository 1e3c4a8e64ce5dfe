import Packet

/// Where the records of a capture end, so that one can tell whether the next is whole; pure over bytes.
///
/// What it does not know, and lengths that no packet has, count as whole: libpcap says what is wrong with them.
enum CaptureFraming {
    /// Classic pcap, each of whose packets has a header of that length.
    case pcap(recordHeader: Int, isSwapped: Bool)
    /// Pcapng.
    case pcapng(isSwapped: Bool)
    /// Neither.
    case unknown

    /// The magic numbers of pcap with times in microseconds and nanoseconds, and of Kuznetzov's variant, whose packets
    /// have eight bytes more.
    private static let magics: [UInt32: Int] = [0xa1b2_c3d4: 16, 0xa1b2_3c4d: 16, 0xa1b2_cd34: 24]
    private static let section: UInt32 = 0x0a0d_0d0a
    private static let interface: UInt32 = 1
    /// The blocks with a packet in them: the old one, the simple and the enhanced.
    private static let packets: Set<UInt32> = [2, 3, 6]
    /// Longer packets and blocks libpcap refuses.
    private static let longestPacket = 262_144
    private static let longestBlock = 16 << 20

    /// Whether a file that begins with `bytes` is in the other byte order than this machine; nil where it is not
    /// classic pcap.
    static func isSwappedPcap(_ bytes: Span<UInt8>) -> Bool? {
        let magic = bytes.word(at: 0, isSwapped: false)
        return magics[magic] != nil ? false : magics[magic.byteSwapped].map { _ in true }
    }

    /// The framing of a capture that begins with `bytes`, or nil where they are not all that stands before its packets.
    init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= 12 else { return nil }
        let magic = bytes.word(at: 0, isSwapped: false)
        if magic == Self.section {
            let isSwapped = bytes.word(at: 8, isSwapped: false) == 0x4d3c_2b1a
            self = .pcapng(isSwapped: isSwapped)
            guard Self.blockEnd(among: [Self.interface], bytes, isSwapped) != nil else { return nil }
        } else if let header = Self.magics[magic] ?? Self.magics[magic.byteSwapped] {
            self = .pcap(recordHeader: header, isSwapped: Self.magics[magic] == nil)
            guard bytes.count >= 24 else { return nil }
        } else {
            self = .unknown
        }
    }

    /// How many of `bytes`, which begin where a record does, it takes to the end of the next packet, or nil where that
    /// is not whole among them; 0 where what counts as whole has no end that is known.
    func packetEnd(_ bytes: Span<UInt8>) -> Int? {
        switch self {
        case .pcap(let header, let isSwapped):
            guard bytes.count >= header else { return nil }
            let captured = Int(bytes.word(at: 8, isSwapped: isSwapped))
            guard captured <= Self.longestPacket else { return 0 }
            return bytes.count >= header + captured ? header + captured : nil
        case .pcapng(let isSwapped): return Self.blockEnd(among: Self.packets, bytes, isSwapped)
        case .unknown: return 0
        }
    }

    /// How many bytes it takes to the end of the first block of those types, as for a packet.
    private static func blockEnd(among types: Set<UInt32>, _ bytes: Span<UInt8>, _ isSwapped: Bool) -> Int? {
        var place = 0
        while place + 8 <= bytes.count {
            let length = Int(bytes.word(at: place + 4, isSwapped: isSwapped))
            guard length >= 12, length <= longestBlock else { return 0 }
            guard place + length <= bytes.count else { return nil }
            let isLast = types.contains(bytes.word(at: place, isSwapped: isSwapped))
            place += length
            if isLast { return place }
        }
        return nil
    }
}
