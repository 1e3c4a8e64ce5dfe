import Packet

/// A super-packet and its segments: what GRO or LRO merged, or TSO has not cut yet, as it was on the wire.
///
/// Each segment has the packet's headers but for its sequence number, identification, lengths and checksums; PSH and
/// FIN are the last one's, CWR is the first one's.
public struct Segmenter: Sendable {
    /// Fewer payload bytes are no segment size.
    public static let smallestSize = 48

    /// Everything in front of the payload, as all segments have it but for what differs.
    private var header: [UInt8]
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

    /// Makes one of the segments.
    ///
    /// - Parameters:
    ///   - number: Which one, from 0.
    ///   - frame: The packet's captured bytes.
    /// - Returns: The captured bytes of the segment, and its length on the wire in bytes.
    public func segment(_ number: Int, of frame: Span<UInt8>) -> (bytes: [UInt8], wireLength: Int) {
        let start = number * size
        let length = min(size, packet.payloadLength - start)
        let captured = min(frame.count, packet.headerLength + start + length)
        var bytes = header
        setFlags(&bytes, isFirst: number == 0, isLast: start + length == packet.payloadLength)
        let tcp = packet.networkOffset + transport
        let sequence = packet.sequence &+ UInt32(truncatingIfNeeded: start)
        bytes.store(UInt16(truncatingIfNeeded: sequence >> 16), at: tcp + 4)
        bytes.store(UInt16(truncatingIfNeeded: sequence), at: tcp + 6)
        setIP(&bytes, number: number, payload: length)
        for place in stride(from: packet.headerLength + start, to: captured, by: 1) { bytes.append(frame[place]) }
        bytes.store(0, at: tcp + 16)
        if bytes.count == header.count + length { bytes.store(checksum(of: bytes), at: tcp + 16) }
        return (bytes, header.count + length)
    }

    private func setFlags(_ bytes: inout [UInt8], isFirst: Bool, isLast: Bool) {
        let place = packet.networkOffset + transport + 13
        var flags = TCPFlags(rawValue: bytes[place])
        if !isLast { flags.subtract([.psh, .fin]) }
        if !isFirst { flags.remove(.cwr) }
        bytes[place] = flags.rawValue
    }

    /// Writes the IP header's length, identification and checksum.
    private func setIP(_ bytes: inout [UInt8], number: Int, payload: Int) {
        let network = packet.networkOffset
        let length = transport + packet.tcpHeaderLength + payload
        guard let identification = packet.identification else {
            bytes.store(UInt16(truncatingIfNeeded: length - IPv6Header.length), at: network + 4)
            return
        }
        bytes.store(UInt16(truncatingIfNeeded: length), at: network + 2)
        bytes.store(isFixed ? identification : identification &+ UInt16(truncatingIfNeeded: number), at: network + 4)
        bytes.store(0, at: network + 10)
        bytes.store(Checksum(bytes.span.extracting(network..<network + transport)).field, at: network + 10)
    }

    /// The TCP checksum of a whole segment whose field is 0.
    private func checksum(of bytes: [UInt8]) -> UInt16 {
        let segment = bytes.span.extracting(packet.networkOffset + transport..<bytes.count)
        var sum = Checksum(segment)
        sum.add(addresses)
        sum.add(UInt16(6))
        sum.add(UInt32(truncatingIfNeeded: segment.count))
        return sum.field
    }
}
