import Packet

/// Makes Ethernet frames with UDP and ICMP.
enum Datagram {
    /// A UDP datagram with `length` bytes (RFC 768).
    static func frame(_ flow: FlowKey, length: Int, identification: UInt16) -> [UInt8] {
        var datagram: [UInt8] = []
        datagram.append(bigEndian: flow.sourcePort)
        datagram.append(bigEndian: flow.destinationPort)
        datagram.append(bigEndian: UInt16(8 + length))
        datagram += [0, 0]
        datagram += PayloadPattern.shared.stretch(at: UInt32(identification), length: length)
        var sum = Checksum(datagram.span)
        for word in [UInt32(truncatingIfNeeded: flow.source.low), UInt32(truncatingIfNeeded: flow.destination.low)] {
            sum.add(word)
        }
        sum.add(UInt16(17))
        sum.add(UInt16(datagram.count))
        datagram.store(sum.field == 0 ? 0xffff : sum.field, at: 6)
        return packet(flow, protocolNumber: 17, identification, datagram)
    }

    /// An ICMP echo request with 56 bytes (RFC 792).
    static func echoRequest(_ flow: FlowKey, number: UInt16) -> [UInt8] {
        var message: [UInt8] = [8, 0, 0, 0, 0, 7]
        message.append(bigEndian: number)
        message += PayloadPattern.shared.stretch(at: 0, length: 56)
        message.store(Checksum(message.span).field, at: 2)
        return packet(flow, protocolNumber: 1, number, message)
    }

    /// An Ethernet frame with an IPv4 packet.
    private static func packet(
        _ flow: FlowKey, protocolNumber: UInt8, _ identification: UInt16, _ content: [UInt8]
    ) -> [UInt8] {
        var frame: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0, 0x45, 0]
        frame.append(bigEndian: UInt16(IPv4Header.minimumLength + content.count))
        frame.append(bigEndian: identification)
        frame += [0, 0, 64, protocolNumber, 0, 0] + flow.source.bytes + flow.destination.bytes
        frame.store(Checksum(frame.span.extracting(14..<frame.count)).field, at: 24)
        return frame + content
    }
}
