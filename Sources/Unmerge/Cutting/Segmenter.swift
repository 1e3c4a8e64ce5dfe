import Frames
import Packet

/// A super-packet and its segments: what GRO or LRO merged, or TSO has not cut yet, as it was on the wire.
///
/// Each segment has the packet's headers but for its sequence number, identification, lengths and checksums; PSH and
/// FIN are the last one's, CWR is the first one's.
public struct Segmenter: Sendable {
    /// Fewer payload bytes are no segment size.
    public static let smallestSize = 48

    /// A segment: its headers are the segmenter's, until the next is made.
    public struct Segment: Equatable, Sendable {
        /// Where its payload lies in the captured bytes of the packet.
        public var payload: Range<Int>
        /// Its length on the wire in bytes.
        public var wireLength: Int
    }

    /// Everything in front of the payload of the segment that was made last.
    public private(set) var header: [UInt8]
    private let packet: TCPPacket
    /// Payload bytes of each segment but the last, which may have fewer.
    public let size: Int
    /// How the size is known.
    public let confidence: Confidence
    private let isFixed: Bool
    /// Bytes from the IP header to the TCP header, without a jumbo header.
    private let transport: Int
    /// The sum over all addresses, which each TCP checksum has.
    private let addresses: Checksum

    /// The segments of a packet.
    ///
    /// - Parameters:
    ///   - packet: What was read of it.
    ///   - frame: Its captured bytes.
    ///   - size: Payload bytes of each segment but the last, at least one.
    ///   - confidence: How the size is known.
    ///   - isFixed: Whether all have the packet's IPv4 identification; else each has one more than the one before.
    public init(_ packet: TCPPacket, _ frame: Span<UInt8>, size: Int, _ confidence: Confidence, isFixed: Bool) {
        self.confidence = confidence
        self.packet = packet
        self.size = max(1, size)
        self.isFixed = isFixed
        var header = (0..<packet.headerLength).map { frame[$0] }
        let network = packet.networkOffset
        if packet.jumboHeaderLength > 0 {
            let start = network + IPv6Header.length
            header[network + 6] = header[start]
            header.removeSubrange(start..<start + packet.jumboHeaderLength)
        }
        transport = packet.transportOffset - packet.jumboHeaderLength
        self.header = header
        addresses = Checksum(
            header.span.extracting(
                packet.flow.isIPv6 ? network + 8..<network + 40 : network + 12..<network + 20))
    }

    /// How many segments there are.
    public var count: Int { max(1, segmentCount(packet.payloadLength, size: size)) }

    /// The length on the wire in bytes of one of the segments.
    public func wireLength(of number: Int) -> Int { header.count + min(size, packet.payloadLength - number * size) }

    /// Makes one of the segments: puts its headers into `header`.
    ///
    /// - Parameters:
    ///   - number: Which one, from 0.
    ///   - frame: The packet's captured bytes.
    /// - Returns: Where its payload lies, and its length.
    public mutating func makeSegment(_ number: Int, of frame: Span<UInt8>) -> Segment {
        let start = number * size
        let length = min(size, packet.payloadLength - start)
        let first = min(frame.count, packet.headerLength + start)
        let captured = first..<min(frame.count, packet.headerLength + start + length)
        setFlags(isFirst: number == 0, isLast: start + length == packet.payloadLength)
        let tcp = packet.networkOffset + transport
        let sequence = packet.sequence &+ UInt32(truncatingIfNeeded: start)
        header.store(UInt16(truncatingIfNeeded: sequence >> 16), at: tcp + 4)
        header.store(UInt16(truncatingIfNeeded: sequence), at: tcp + 6)
        setIP(number: number, payload: length)
        header.store(0, at: tcp + 16)
        if captured.count == length { header.store(checksum(frame.extracting(captured)), at: tcp + 16) }
        return Segment(payload: captured, wireLength: header.count + length)
    }

    private mutating func setFlags(isFirst: Bool, isLast: Bool) {
        var flags = packet.flags
        if !isLast { flags.subtract([.psh, .fin]) }
        if !isFirst { flags.remove(.cwr) }
        header[packet.networkOffset + transport + 13] = flags.rawValue
    }

    /// Writes the IP header's length, identification and checksum.
    private mutating func setIP(number: Int, payload: Int) {
        let network = packet.networkOffset
        let length = transport + packet.tcpHeaderLength + payload
        guard let identification = packet.identification else {
            header.store(UInt16(truncatingIfNeeded: length - IPv6Header.length), at: network + 4)
            return
        }
        header.store(UInt16(truncatingIfNeeded: length), at: network + 2)
        header.store(isFixed ? identification : identification &+ UInt16(truncatingIfNeeded: number), at: network + 4)
        header.store(0, at: network + 10)
        header.store(Checksum(header.span.extracting(network..<network + transport)).field, at: network + 10)
    }

    /// The TCP checksum of a segment with all of its payload, whose field is 0.
    private func checksum(_ payload: Span<UInt8>) -> UInt16 {
        // A TCP header has an even number of bytes.
        var sum = Checksum(header.span.extracting(droppingFirst: packet.networkOffset + transport))
        sum.add(payload)
        sum.add(addresses)
        sum.add(UInt16(6))
        sum.add(UInt32(truncatingIfNeeded: packet.tcpHeaderLength + payload.count))
        return sum.field
    }
}
