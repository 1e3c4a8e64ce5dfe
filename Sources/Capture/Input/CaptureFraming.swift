import CaptureFormats
import Packet

/// Where the records of a capture end, so that one can tell whether the next is whole; pure over bytes.
///
/// What it does not know, and lengths that no packet has, count as whole: libpcap says what is wrong with them.
enum CaptureFraming {
    /// Classic pcap, each of whose packets has a header of that length.
    case pcap(recordHeader: Int, isSwapped: Bool)
    /// Pcapng, whose last section was in that byte order.
    case pcapng(isSwapped: Bool)
    /// Neither.
    case unknown

    /// The magic numbers of pcap with times in microseconds and nanoseconds, and of Kuznetzov's variant, whose packets
    /// have eight bytes more.
    private static let magics: [UInt32: Int] = [0xa1b2_c3d4: 16, 0xa1b2_3c4d: 16, 0xa1b2_cd34: 24]
    /// Whether whoever reads takes no more than it needs, and may have it.
    var isFree: Bool {
        if case .pcapng = self { true } else { false }
    }

    /// Whether a file that begins with `bytes` is in the other byte order than this machine; nil where it is not
    /// classic pcap.
    static func isSwappedPcap(_ bytes: Span<UInt8>) -> Bool? {
        let magic = bytes.word(at: 0, isSwapped: false)
        return magics[magic] != nil ? false : magics[magic.byteSwapped].map { _ in true }
    }

    /// The framing of a capture that begins with `bytes`, or nil where they are not all that stands before its packets;
    /// of pcapng that is an interface whose packets are read.
    init?(_ bytes: Span<UInt8>, _ selection: InterfaceSelection?) {
        guard bytes.count >= 12 else { return nil }
        let magic = bytes.word(at: 0, isSwapped: false)
        if magic == PcapngCode.Block.section {
            guard !Self.isInterfaceMissing(bytes, selection) else { return nil }
            self = .pcapng(isSwapped: PcapngCode.isSwapped(bytes.word(at: 8, isSwapped: false)) ?? false)
        } else if let header = Self.magics[magic] ?? Self.magics[magic.byteSwapped] {
            self = .pcap(recordHeader: header, isSwapped: Self.magics[magic] == nil)
            guard bytes.count >= 24 else { return nil }
        } else {
            self = .unknown
        }
    }

    /// Whether the blocks so far, none of which is damaged, describe no interface whose packets are read, and are not
    /// the packets of others.
    private static func isInterfaceMissing(_ bytes: Span<UInt8>, _ selection: InterfaceSelection?) -> Bool {
        var (blocks, place) = (PcapngBlocks(selection: selection), 0)
        while !blocks.isReady {
            switch blocks.step(in: bytes, at: place) {
            case .passed(let length, isPacket: false): place += length
            case .missing: return true
            case .passed, .turned, .fault: return false
            }
        }
        return false
    }

    /// How many of `bytes`, which begin where a record does, it takes to the end of the next packet, or nil where that
    /// is not whole among them; 0 where what counts as whole has no end that is known.
    func packetEnd(_ bytes: Span<UInt8>) -> Int? {
        switch self {
        case .pcap(let header, let isSwapped):
            guard bytes.count >= header else { return nil }
            let captured = Int(bytes.word(at: 8, isSwapped: isSwapped))
            guard captured <= PacketRecord.longest else { return 0 }
            return bytes.count >= header + captured ? header + captured : nil
        case .pcapng(let isSwapped): return Self.packetEnd(bytes, isSwapped)
        case .unknown: return 0
        }
    }

    /// How many bytes it takes to the end of the first block with a packet, as for any packet.
    private static func packetEnd(_ bytes: Span<UInt8>, _ isSwapped: Bool) -> Int? {
        var (place, isSwapped) = (0, isSwapped)
        while place + 12 <= bytes.count {
            let type = bytes.word(at: place, isSwapped: isSwapped)
            if type == PcapngCode.Block.section {
                guard let order = PcapngCode.isSwapped(bytes.word(at: place + 8, isSwapped: false)) else { return 0 }
                isSwapped = order
            }
            let length = Int(bytes.word(at: place + 4, isSwapped: isSwapped))
            guard PcapngCode.blockLengths.contains(length) else { return 0 }
            guard place + length <= bytes.count else { return nil }
            place += length
            if PcapngCode.Block.isPacket(type) { return place }
        }
        return nil
    }
}
