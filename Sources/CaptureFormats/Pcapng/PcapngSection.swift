import Frames
import Packet

/// What is known of a section of a pcapng file that its packets need, and how they are read; pure over bytes.
///
/// It is kept small: a copy is at hand for each packet.
public struct PcapngSection: Sendable {
    /// An interface of the section, as far as its packets need it.
    public struct Lane: Sendable {
        /// The number of its link type among `LinkType.allCases`, or `unread` where its packets are left out.
        public var link: UInt8
        /// Its number among all interfaces of the file.
        public var interface: UInt16
        /// How its times are counted.
        public var clock: PcapngClock
        /// The most bytes of a packet, which a simple packet's block does not say.
        public var snapLength: Int

        /// No link type: the packets are left out.
        public static let unread: UInt8 = .max
        /// The link type before there is one.
        public static let none: UInt8 = .max - 1
    }

    /// Whether the section is in the other byte order than this machine.
    public var isSwapped = false
    /// The number of the link type whose packets are read now; that of none before there is one.
    public var link = Lane.none
    /// The interfaces of the section.
    public var lanes: [Lane] = []

    /// The packet of the current link type in the block at `place`, which is not behind the bytes, or nil where there
    /// is none, or not all of it, or it is damaged.
    @inlinable @inline(__always)
    public func packet(in bytes: Span<UInt8>, at place: Int) -> PacketRecord? {
        // One check of where it reads for all words.
        let rest = bytes.extracting(droppingFirst: place)
        guard rest.count >= 16 else { return nil }
        let length = Int(rest.word(at: 4, isSwapped: isSwapped))
        guard length >= 16, length & 3 == 0, length <= rest.count else { return nil }
        let block = rest.extracting(first: length)
        guard block.word(at: length &- 4, isSwapped: isSwapped) == UInt32(truncatingIfNeeded: length)
        else { return nil }
        guard block.word(at: 0, isSwapped: isSwapped) == PcapngCode.Block.packet
        else { return oddPacket(in: block, at: place) }
        guard length >= 32 else { return nil }
        return packet(in: block, at: place, of: Int(block.word(at: 8, isSwapped: isSwapped)))
    }

    /// The packet in an enhanced packet block, or an obsolete one, which differ in where the interface stands.
    @inlinable @inline(__always)
    func packet(in block: Span<UInt8>, at place: Int, of number: Int) -> PacketRecord? {
        let captured = Int(block.word(at: 20, isSwapped: isSwapped))
        guard number < lanes.count, captured <= block.count &- 32 else { return nil }
        let lane = lanes[number]
        guard lane.link == link else { return nil }
        let high = UInt64(block.word(at: 12, isSwapped: isSwapped))
        let low = UInt64(block.word(at: 16, isSwapped: isSwapped))
        let wireLength = Int(block.word(at: 24, isSwapped: isSwapped))
        var origin = lane.interface == 0 ? nil : FrameOrigin(interface: lane.interface)
        let options = 28 &+ (captured &+ 3) & ~3
        if options < block.count &- 4 {
            let options = block.extracting(options..<block.count &- 4)
            origin = Self.origin(lane.interface, options, isSwapped: isSwapped)
        }
        return PacketRecord(
            start: place &+ 28, captured: min(captured, wireLength), wireLength: wireLength,
            time: lane.clock.nanoseconds(high << 32 | low), end: place &+ block.count, origin: origin)
    }

    /// What is said of a packet that has options; nil where it is nothing.
    @inline(never) @usableFromInline
    static func origin(_ interface: UInt16, _ options: Span<UInt8>, isSwapped: Bool) -> FrameOrigin? {
        var origin = FrameOrigin(interface: interface)
        return origin.learn(from: options, isSwapped: isSwapped) || interface > 0 ? origin : nil
    }

    /// The packet in a block that is none of the usual ones; nil where it has none.
    @inline(never) @usableFromInline
    func oddPacket(in block: Span<UInt8>, at place: Int) -> PacketRecord? {
        switch block.word(at: 0, isSwapped: isSwapped) {
        case PcapngCode.Block.obsoletePacket where block.count >= 32:
            return packet(in: block, at: place, of: Int(block.halfWord(at: 8, isSwapped: isSwapped)))
        case PcapngCode.Block.simplePacket:
            // It is of the first interface, says no time, and has no options.
            guard let lane = lanes.first, lane.link == link else { return nil }
            let wireLength = Int(block.word(at: 8, isSwapped: isSwapped))
            // How much was captured is not said, but how much may have been.
            let room = block.count - 16
            let captured = min(wireLength, (0..<4).contains(room - lane.snapLength) ? lane.snapLength : room)
            let origin = lane.interface == 0 ? nil : FrameOrigin(interface: lane.interface)
            return PacketRecord(
                start: place + 12, captured: captured, wireLength: wireLength, time: lane.clock.nanoseconds(0),
                end: place + block.count, origin: origin)
        default: return nil
        }
    }
}
