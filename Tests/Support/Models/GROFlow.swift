import Packet

/// What tells one flow from another under GRO: link header with tags, addresses and ports; of IPv6 also version, flow
/// label, first next-header byte and extension headers.
///
/// Read from the bytes of a frame, for nothing is to be taken from the engine.
struct GROFlow: Hashable {
    private let link: [UInt8]
    private let network: [UInt8]
    private let key: FlowKey

    /// The flow of a frame, or nil when the frame goes up by itself at once, whatever its flow holds.
    ///
    /// `sums` says whether a wrong TCP checksum is a reason for that.
    init?(_ taken: PipelineHarness.Taken, sums: Bool = true) {
        let (packet, bytes) = (taken.packet, taken.frame.bytes)
        var refusals = sums ? Descriptor.Facts.refusals : .refusals.subtracting(.badTCPChecksum)
        if taken.hasWholeTCPHeader { refusals.remove(.malformed) }
        guard packet.isWholeTCP, packet.facts.isDisjoint(with: refusals) else { return nil }
        key = packet.flow
        link = Array(bytes[..<packet.networkOffset])
        let header = Array(bytes[packet.networkOffset..<packet.networkOffset + packet.transportOffset])
        if packet.ipVersion == 4 {
            guard header.count == 20 else { return nil }
            network = []
        } else {
            guard Self.isSteppedOver(header) else { return nil }
            network = [header[0] & 0xf0, header[1] & 0x0f, header[2], header[3], header[6]] + header[40...]
        }
    }

    /// Whether all extension headers are of the types that GRO steps over.
    private static func isSteppedOver(_ header: [UInt8]) -> Bool {
        var (next, offset) = (header[6], 40)
        while [0, 43, 60].contains(next), offset + 2 <= header.count {
            next = header[offset]
            offset += 8 + Int(header[offset + 1]) * 8
        }
        return next == 6
    }

    /// Whether both are one flow; of links other than Ethernet only the VLAN is looked at.
    func isSame(as other: GROFlow, onEthernet: Bool) -> Bool {
        key == other.key && network == other.network && (link == other.link || !onEthernet)
    }
}

extension PipelineHarness.Taken {
    /// Whether a TCP header with all of its options is in the frame, even where IP says that it is shorter.
    var hasWholeTCPHeader: Bool {
        let end = packet.networkOffset + packet.transportOffset + packet.tcpHeaderLength
        return packet.isWholeTCP && packet.facts.contains(.hasTCP) && packet.tcpHeaderLength >= 20
            && end <= packet.wireLength
    }
}
