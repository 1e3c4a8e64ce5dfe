import Packet
import Testing

/// Tunnels by the protocol of IP, or the destination port of UDP.
@Suite struct TunnelTests {
    private func parsed(_ flow: FlowKey = .v4, protocolNumber: UInt8, to port: UInt16 = 5_201) -> Descriptor {
        var flow = flow
        flow.destinationPort = port
        return FrameBuilder.frame(flow) { $0.protocolNumber = protocolNumber }.parsed()
    }

    @Test(
        arguments: [
            (4, "IPv4 in IPv4 (IP protocol 4)"), (41, "IPv6 in IPv4 (IP protocol 41)"), (47, "GRE (IP protocol 47)"),
            (50, "ESP (IP protocol 50)"), (51, "AH (IP protocol 51)"), (97, "EtherIP (IP protocol 97)"),
            (115, "L2TP (IP protocol 115)"), (137, "MPLS (IP protocol 137)"), (1, nil), (17, nil), (132, nil),
        ] as [(UInt8, String?)])
    func protocols(number: UInt8, words: String?) {
        let packet = parsed(protocolNumber: number)
        #expect(packet.tunnel?.text == words)
        #expect(packet.facts == [.notTCP, .hasAddresses])
    }

    @Test func overIPv6() {
        #expect(parsed(.v6, protocolNumber: 4).tunnel?.text == "IPv4 in IPv6 (IP protocol 4)")
        #expect(parsed(.v6, protocolNumber: 41).tunnel?.text == "IPv6 in IPv6 (IP protocol 41)")
        #expect(parsed(.v6, protocolNumber: 17, to: 6_081).tunnel?.text == "Geneve (UDP port 6081)")
        #expect(parsed(.v6, protocolNumber: 59).tunnel == nil)
    }

    @Test(
        arguments: [
            (4_789, "VXLAN (UDP port 4789)"), (8_472, "VXLAN (UDP port 8472)"), (4_790, "VXLAN-GPE (UDP port 4790)"),
            (6_081, "Geneve (UDP port 6081)"), (2_152, "GTP-U (UDP port 2152)"), (1_701, "L2TP (UDP port 1701)"),
            (6_635, "MPLS (UDP port 6635)"), (53, nil),
        ] as [(UInt16, String?)])
    func ports(port: UInt16, words: String?) {
        #expect(parsed(protocolNumber: 17, to: port).tunnel?.text == words)
        // TCP to such a port is TCP.
        #expect(parsed(protocolNumber: 6, to: port).tunnel == nil)
    }

    @Test func natTraversalCarriesESPOrIKE() {
        var builder = FrameBuilder.frame { $0.protocolNumber = 17 }
        builder.flow.destinationPort = 4_500
        builder.acknowledgment = 1
        #expect(builder.parsed().tunnel?.text == "ESP (UDP port 4500)")
        builder.acknowledgment = 0
        #expect(builder.parsed().tunnel == nil)
    }

    @Test func theHeaderMustBeThere() {
        var flow = FlowKey.v4
        flow.destinationPort = 4_789
        let builder = FrameBuilder.frame(flow) { $0.protocolNumber = 17 }
        let bytes = builder.bytes()
        #expect(Array(bytes[..<38]).parsed(wireLength: bytes.count).tunnel != nil)
        #expect(Array(bytes[..<37]).parsed(wireLength: bytes.count).tunnel == nil)
        var fragment = builder
        fragment.fragmentWord = 1
        #expect(fragment.parsed().tunnel == nil)
        // What a protocol tells, each fragment tells.
        fragment.protocolNumber = 47
        #expect(fragment.parsed().tunnel?.kind == .gre)
    }

    @Test func aDescriptorThatWasUsedBefore() {
        var descriptor = parsed(protocolNumber: 47)
        let next = FrameBuilder.frame().bytes()
        FrameParser(link: .ethernet).parse(next.span, wireLength: next.count, time: 0, index: 0, into: &descriptor)
        #expect(descriptor.tunnel == nil && descriptor.encapsulation == nil)
    }

    @Test(arguments: Tunnel.Kind.allCases)
    func eventsKeepIt(kind: Tunnel.Kind) {
        let tunnel = Tunnel(kind, number: 65_535)
        #expect(Tunnel(code: tunnel.code) == tunnel)
        #expect(Tunnel(code: 0x00ff_0000) == nil)
    }
}
