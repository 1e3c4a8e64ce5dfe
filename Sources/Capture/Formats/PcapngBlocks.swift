import Packet
import PlainText

/// How the packets of a pcapng file are read; pure over bytes.
///
/// It knows enhanced packet blocks of interfaces whose clock counts decimal fractions of a second, and which
/// blocks can be passed over. Sections and interfaces are learnt once libpcap has accepted them, and the rest
/// is left to libpcap.
struct PcapngBlocks: RecordFormat {
    /// The types of blocks.
    private enum Kind {
        static let section: UInt32 = 0x0a0d_0d0a
        static let interface: UInt32 = 1
        static let obsoletePacket: UInt32 = 2
        static let simplePacket: UInt32 = 3
        static let packet: UInt32 = 6
    }

    /// Whether the file is in the other byte order than this machine; libpcap wants all sections alike.
    let isSwapped: Bool
    /// The program that wrote the first section, if it says so, control characters made visible.
    let application: String?

    /// Where in the file the section and its interfaces are described, as far as that was learnt.
    private(set) var descriptions: [Int] = []

    private let limit: Int
    /// The length of a tick of each interface of the section in nanoseconds; 0 leaves its packets to libpcap.
    private var ticks: [UInt64] = []

    /// Reads how from the beginning of a file, or nil where it is not pcapng.
    ///
    /// - Parameters:
    ///   - file: The first bytes of the file.
    ///   - link: What stands in front of IP.
    ///   - snapLength: The most bytes of a packet, as libpcap understood the first interface.
    init?(_ file: Span<UInt8>, link: LinkType, snapLength: Int) {
        guard file.count >= 12, file.word(at: 0, isSwapped: false) == Kind.section else { return nil }
        switch file.word(at: 8, isSwapped: false) {
        case 0x1a2b_3c4d: isSwapped = false
        case 0x4d3c_2b1a: isSwapped = true
        default: return nil
        }
        limit = PacketRecord.limit(snapLength: snapLength, link: link, isSwapped: isSwapped)
        var application: String?
        Self.forEachOption(of: file, at: 24, blockAt: 0, isSwapped: isSwapped) { code, value in
            // The first one counts.
            guard code == 4, application == nil, !value.isEmpty else { return }
            application = unsafe value.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self).harmless }
        }
        self.application = application
    }

    /// The next packet from `place` on, which is not negative, past blocks that are of no interest, or nil where it
    /// is not wholly there or not plain.
    @inline(__always)
    func record(in bytes: Span<UInt8>, at place: Int) -> PacketRecord? {
        var place = place
        while true {
            // One check of where it reads for all words.
            let rest = bytes.extracting(droppingFirst: place)
            guard rest.count >= 12 else { return nil }
            let length = Int(rest.word(at: 4, isSwapped: isSwapped))
            guard length >= 12, length.isMultiple(of: 4), length <= rest.count else { return nil }
            let block = rest.extracting(first: length)
            guard block.word(at: length &- 4, isSwapped: isSwapped) == UInt32(truncatingIfNeeded: length)
            else { return nil }
            switch block.word(at: 0, isSwapped: isSwapped) {
            case Kind.packet: return packet(in: block, at: place)
            case Kind.section, Kind.interface, Kind.obsoletePacket, Kind.simplePacket: return nil
            default: place &+= length
            }
        }
    }

    /// The packet in an enhanced packet block, all of which is there, at `place`.
    @inline(__always)
    private func packet(in block: Span<UInt8>, at place: Int) -> PacketRecord? {
        guard block.count >= 32 else { return nil }
        let interface = Int(block.word(at: 8, isSwapped: isSwapped))
        let captured = Int(block.word(at: 20, isSwapped: isSwapped))
        guard interface < ticks.count, ticks[interface] != 0, captured <= limit, captured <= block.count &- 32
        else { return nil }
        let high = UInt64(block.word(at: 12, isSwapped: isSwapped))
        let low = UInt64(block.word(at: 16, isSwapped: isSwapped))
        let wireLength = Int(block.word(at: 24, isSwapped: isSwapped))
        // Absurd times come out as some other time, the same one as from seconds and fraction.
        let time = Int64(truncatingIfNeeded: (high << 32 | low) &* ticks[interface])
        return PacketRecord(
            start: place &+ 28, captured: min(captured, wireLength), wireLength: wireLength, time: time,
            end: place &+ block.count)
    }

    /// How much of the block at `place` has to be there to learn from it.
    func needed(in bytes: Span<UInt8>, at place: Int) -> Int {
        let isInterface = bytes.word(at: place, isSwapped: isSwapped) == Kind.interface
        return isInterface ? max(12, length(in: bytes, at: place)) : 12
    }

    /// The length of the block at `place`.
    func length(in bytes: Span<UInt8>, at place: Int) -> Int {
        Int(bytes.word(at: place + 4, isSwapped: isSwapped))
    }

    /// Learns what section or interface begins in a block that libpcap has accepted.
    ///
    /// - Parameters:
    ///   - bytes: A stretch of the file.
    ///   - place: Where in it the block begins.
    ///   - position: Where in the file that is.
    mutating func learn(from bytes: Span<UInt8>, at place: Int, position: Int) {
        switch bytes.word(at: place, isSwapped: isSwapped) {
        case Kind.section:
            ticks = []
            descriptions = [position]
        case Kind.interface:
            ticks.append(Self.tick(of: bytes, at: place, isSwapped: isSwapped))
            descriptions.append(position)
        default: break
        }
    }

    /// The length of a tick of the interface described at `place`, in nanoseconds, or 0.
    private static func tick(of bytes: Span<UInt8>, at place: Int, isSwapped: Bool) -> UInt64 {
        var resolution: UInt8 = 6
        var hasOffset = false
        forEachOption(of: bytes, at: place + 16, blockAt: place, isSwapped: isSwapped) { code, value in
            if code == 9 { resolution = value.isEmpty ? 0 : value[0] }
            if code == 14 { hasOffset = true }
        }
        // Whole seconds, and those with an offset, may be absurd enough to come out otherwise than by product.
        guard (1...9).contains(resolution), !hasOffset else { return 0 }
        return (resolution..<9).reduce(1) { tick, _ in tick * 10 }
    }

    /// Hands out the options from `place` on of the block that begins at `blockAt`.
    private static func forEachOption(
        of bytes: Span<UInt8>, at place: Int, blockAt: Int, isSwapped: Bool,
        _ body: (_ code: UInt16, _ value: Span<UInt8>) -> Void
    ) {
        let end = min(bytes.count, blockAt + Int(bytes.word(at: blockAt + 4, isSwapped: isSwapped)) - 4)
        var place = place
        while place + 4 <= end {
            let code = bytes.halfWord(at: place, isSwapped: isSwapped)
            let length = Int(bytes.halfWord(at: place + 2, isSwapped: isSwapped))
            guard code != 0, place + 4 + length <= end else { return }
            body(code, bytes.extracting(place + 4..<place + 4 + length))
            place += 4 + (length + 3) / 4 * 4
        }
    }
}
