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

    /// The framing of a capture that begins with `bytes`, or nil where they are not all that stands before its packets.
    init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= 12 else { return nil }
        let magic = bytes.word(at: 0, isSwapped: false)
        if magic == Self.section {
            let isSwapped = bytes.word(at: 8, isSwapped: false) == 0x4d3c_2b1a
            self = .pcapng(isSwapped: isSwapped)
            guard Self.hasBlock(among: [Self.interface], bytes, isSwapped) else { return nil }
        } else if let header = Self.magics[magic] ?? Self.magics[magic.byteSwapped] {
            self = .pcap(recordHeader: header, isSwapped: Self.magics[magic] == nil)
            guard bytes.count >= 24 else { return nil }
        } else {
            self = .unknown
        }
    }

    /// Whether the next packet is whole among `bytes`, which begin where a record does.
    func hasPacket(_ bytes: Span<UInt8>) -> Bool {
        switch self {
        case .pcap(let header, let isSwapped):
            guard bytes.count >= header else { return false }
            let captured = Int(bytes.word(at: 8, isSwapped: isSwapped))
            return captured > Self.longestPacket || bytes.count >= header + captured
        case .pcapng(let isSwapped): return Self.hasBlock(among: Self.packets, bytes, isSwapped)
        case .unknown: return true
        }
    }

    /// Whether there are whole blocks up to the first of those types.
    private static func hasBlock(among types: Set<UInt32>, _ bytes: Span<UInt8>, _ isSwapped: Bool) -> Bool {
        var place = 0
        while place + 8 <= bytes.count {
            let length = Int(bytes.word(at: place + 4, isSwapped: isSwapped))
            guard length >= 12, length <= longestBlock else { return true }
            guard place + length <= bytes.count else { return false }
            if types.contains(bytes.word(at: place, isSwapped: isSwapped)) { return true }
            place += length
        }
        return false
    }
}
