import Frames
import Packet
import Unmerge

/// What notices that packets were merged before the capture: one is longer than the MTU, than its connection's SYNs
/// allow, or says no length.
struct MergeWatch: Sendable {
    private let mtu: Int
    /// The length from the IP header on up to which no frame needs to be looked at.
    private(set) var harmless: Int
    /// The smaller MSS option of each connection whose segments are shorter than the MTU allows.
    private var options: [FlowKey: Int] = [:]

    /// The most connections whose options are kept.
    private static let limit = 65_536

    /// A watch of packets whose IP length on the wire is `mtu` at most.
    init(mtu: Int) { (self.mtu, harmless) = (mtu, mtu) }

    /// Whether a frame that is taken was merged; what SYNs say is learnt of all.
    ///
    /// - Parameters:
    ///   - frame: The captured bytes.
    ///   - record: Its length on the wire.
    ///   - link: What stands in front of IP.
    ///   - segmentSize: What the capture says of its segments, as in `FrameOrigin`.
    ///   - isTaken: Whether it is taken.
    /// - Returns: Whether it has to be cut, or might.
    @inline(__always)
    mutating func isMerged(
        _ frame: Span<UInt8>, _ record: FrameRecord, link: LinkType, segmentSize: Int32, isTaken: Bool
    ) -> Bool {
        let wireLength = Int(record.wireLength)
        let segment = PlainSegment(frame, link: link)
        if segment.isSYN, !segment.allows(mtu, frame) { learn(frame, wireLength: wireLength, link: link) }
        if isTaken, segmentSize > 0 { return true }
        guard isTaken, segment.hasNoLength || wireLength - segment.networkOffset > harmless else { return false }
        return isTooLong(frame, wireLength: wireLength, link: link)
    }

    @inline(never)
    private mutating func learn(_ frame: Span<UInt8>, wireLength: Int, link: LinkType) {
        guard let packet = TCPPacket(frame, wireLength: wireLength, link: link),
            let size = packet.maximumSegmentSize, size > 0
        else { return }
        let network = packet.flow.isIPv6 ? IPv6Header.length : IPv4Header.minimumLength
        let longest = size + network + TCPHeader.minimumLength
        guard longest < mtu else { return }
        harmless = min(harmless, longest)
        let connection = packet.flow.connection
        if let known = options[connection] {
            options[connection] = min(known, size)
        } else if options.count < Self.limit {
            options[connection] = size
        }
    }

    @inline(never)
    private func isTooLong(_ frame: Span<UInt8>, wireLength: Int, link: LinkType) -> Bool {
        guard let packet = TCPPacket(frame, wireLength: wireLength, link: link) else { return false }
        if packet.hasNoLength { return true }
        guard packet.canBeMerged else { return false }
        if packet.ipLength > mtu { return true }
        return packet.payloadLength + packet.optionLength > options[packet.flow.connection] ?? .max
    }
}

extension FlowKey {
    /// One of the two directions, the same for both.
    fileprivate var connection: FlowKey {
        let other = reversed
        let isFirst = (source.high, source.low, sourcePort) <= (destination.high, destination.low, destinationPort)
        return isFirst ? self : other
    }
}

/// The little that is to be known of every frame.
private struct PlainSegment {
    /// Bytes in front of IP.
    var networkOffset = 0
    /// Whether it begins or answers a TCP connection.
    var isSYN = false
    /// Whether its IP header says a length of 0.
    var hasNoLength = false
    /// Where its TCP options begin, where IPv4 on Ethernet has none.
    private var options = 0

    @inline(__always)
    init(_ frame: Span<UInt8>, link: LinkType) {
        guard link == .ethernet, frame.count >= 48, frame.word16(at: 12) == 0x0800, frame[14] == 0x45 else {
            read(frame, link)
            return
        }
        (networkOffset, options) = (14, 54)
        hasNoLength = frame.word16(at: 16) == 0
        isSYN = frame[23] == 6 && frame[47] & TCPFlags.syn.rawValue != 0
    }

    /// Whether the MSS option of a SYN stands first, and lets packets be as long as the MTU allows.
    @inline(__always)
    func allows(_ mtu: Int, _ frame: Span<UInt8>) -> Bool {
        guard options > 0, frame.count >= options + 4, frame[46] >> 4 > 5, frame.word16(at: options) == 0x0204 else {
            return false
        }
        let headers = IPv4Header.minimumLength + TCPHeader.minimumLength
        return Int(frame.word16(at: options + 2)) + headers >= mtu
    }

    private mutating func read(_ frame: Span<UInt8>, _ link: LinkType) {
        let header = LinkHeader(frame, link: link)
        networkOffset = header.offset
        var transport = header.offset
        switch header.network {
        case .ipv4:
            guard frame.count >= transport + 20, frame[transport + 9] == 6 else { return }
            hasNoLength = frame.word16(at: transport + 2) == 0
            transport += Int(frame[transport] & 0x0f) * 4
        case .ipv6:
            guard frame.count >= transport + 40 else { return }
            let next = frame[transport + 6]
            hasNoLength = frame.word16(at: transport + 4) == 0
            // Behind extension headers a SYN is looked for by whoever reads all of them.
            guard next == 6 else {
                isSYN = next == 0 || next == 43 || next == 60
                return
            }
            transport += 40
        case .other, .cut: return
        }
        isSYN = frame.count > transport + 13 && frame[transport + 13] & TCPFlags.syn.rawValue != 0
    }
}
