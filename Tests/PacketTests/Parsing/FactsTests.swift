import Packet
import Testing

/// A frame that is special, and what the parser says of it.
struct SpecialFrame: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let facts: Descriptor.Facts
    let builder: FrameBuilder

    init(
        _ name: String, _ facts: Descriptor.Facts, _ flow: FlowKey = .v4, _ change: (inout FrameBuilder) -> Void
    ) {
        testDescription = name
        self.facts = facts
        builder = FrameBuilder.frame(flow, change)
    }

    static let all = [
        SpecialFrame("ihl 4", [.malformed, .hasAddresses, .hasTCP]) { $0.ipHeaderWords = 4 },
        SpecialFrame("ihl 0", [.malformed, .hasAddresses, .hasTCP]) { $0.ipHeaderWords = 0 },
        SpecialFrame("data offset 4", [.malformed, .segment]) { $0.tcpHeaderWords = 4 },
        SpecialFrame("data offset 4 over IPv6", [.malformed, .segment], .v6) { $0.tcpHeaderWords = 4 },
        SpecialFrame("total length below the IP header", [.malformed, .segment]) { $0.length = 19 },
        SpecialFrame("total length 0", [.malformed, .segment]) { $0.length = 0 },
        SpecialFrame("total length without ports", [.malformed, .segment]) { $0.length = 23 },
        SpecialFrame("total length with the ports only", [.malformed, .segment]) { $0.length = 24 },
        SpecialFrame("total length inside the TCP header", [.malformed, .segment]) { $0.length = 39 },
        SpecialFrame("total length inside the TCP options", [.malformed, .segment]) {
            $0.tcpOptions = FrameBuilder.timestamp(1, echo: 1)
            $0.length = 44
        },
        SpecialFrame("payload length 0 over IPv6", [.malformed, .segment], .v6) { $0.length = 0 },
        SpecialFrame("no payload", .segment) { $0.payload = [] },
        SpecialFrame("trailing bytes", .segment) { $0.trailer = [0, 0, 0, 0] },
        SpecialFrame("first fragment", [.fragment, .segment]) { $0.fragmentWord = 0x2000 },
        SpecialFrame("later fragment", [.fragment, .hasAddresses]) { $0.fragmentWord = 0x2001 },
        SpecialFrame("last fragment", [.fragment, .hasAddresses]) { $0.fragmentWord = 0x0010 },
        SpecialFrame("don't fragment", .segment) { $0.fragmentWord = 0x4000 },
        SpecialFrame("atomic fragment", [.segment, .fragmentHeader], .v6) { $0.extensionHeaders = fragmentHeader(0) },
        SpecialFrame("first IPv6 fragment", [.fragment, .segment, .fragmentHeader], .v6) {
            $0.extensionHeaders = fragmentHeader(1)
        },
        SpecialFrame("later IPv6 fragment", [.fragment, .hasAddresses, .fragmentHeader], .v6) {
            $0.extensionHeaders = fragmentHeader(8)
        },
        SpecialFrame("UDP", [.notTCP, .hasAddresses]) { $0.protocolNumber = 17 },
        SpecialFrame("UDP over IPv6", [.notTCP, .hasAddresses], .v6) { $0.protocolNumber = 17 },
        SpecialFrame("no next header", [.notTCP, .hasAddresses], .v6) { $0.protocolNumber = 59 },
        SpecialFrame("VLAN id 0", [.inBandTag, .segment]) { $0.tags = [FrameBuilder.Tag(id: 0, priority: 7)] },
        SpecialFrame("VLAN id 4095", [.inBandTag, .segment]) { $0.tags = [FrameBuilder.Tag(id: 4_095)] },
        SpecialFrame("a lone 88a8 tag", [.encapsulated, .segment]) {
            $0.tags = [FrameBuilder.Tag(id: 1, type: EtherType.serviceVLAN)]
        },
        SpecialFrame("QinQ", [.encapsulated, .segment]) {
            $0.tags = [FrameBuilder.Tag(id: 1, type: EtherType.serviceVLAN), FrameBuilder.Tag(id: 2)]
        },
        SpecialFrame("two 802.1Q tags", [.encapsulated, .segment]) {
            $0.tags = [FrameBuilder.Tag(id: 1), FrameBuilder.Tag(id: 2)]
        },
        SpecialFrame("PPPoE", [.encapsulated, .segment]) { $0.pppoeSession = 9 },
        SpecialFrame("PPPoE over IPv6", [.encapsulated, .segment], .v6) { $0.pppoeSession = 9 },
        SpecialFrame("MPLS", [.encapsulated, .segment]) { $0.labels = [100, 200] },
        SpecialFrame("MPLS over IPv6", [.encapsulated, .segment], .v6) { $0.labels = [100] },
        SpecialFrame("MPLS in a VLAN", [.encapsulated, .segment]) {
            $0.tags = [FrameBuilder.Tag(id: 2)]
            $0.labels = [100]
        },
    ]

    /// A fragment header with these offset and flag bits, and TCP behind it.
    private static func fragmentHeader(_ bits: UInt8) -> (first: UInt8, bytes: [UInt8]) {
        (first: 44, bytes: [6, 0, 0, bits, 0, 0, 0, 1])
    }
}

@Suite("Facts of special frames")
struct FactsTests {
    @Test("are these", arguments: SpecialFrame.all)
    func facts(frame: SpecialFrame) {
        #expect(frame.builder.parsed().facts == frame.facts)
    }

    @Test("a version other than the ethertype says is malformed IPv4, and IPv6 all the same")
    func versions() {
        var frame = FrameBuilder.frame().bytes()
        frame[14] = 0x65
        // What stands where TCP would be is shown, but it is of no flow.
        #expect(frame.parsed().facts == [.malformed, .hasTCP])
        frame = FrameBuilder.frame(.v6).bytes()
        frame[14] = 0x70
        #expect(frame.parsed().facts == .segment)
    }

    @Test("another ethertype is not IP", arguments: [0x0806, 0x88cc, 0x0040] as [UInt16])
    func otherTypes(type: UInt16) {
        var frame = FrameBuilder.frame().bytes()
        frame.store(type, at: 12)
        #expect(frame.parsed().facts == .notIP)
    }

    @Test("PPP that carries something else is not IP")
    func otherPPP() {
        var frame = FrameBuilder.frame { $0.pppoeSession = 1 }.bytes()
        frame.store(0xc021, at: 20)
        #expect(frame.parsed().facts == [.encapsulated, .notIP])
    }

    @Test(
        "the address family of a loopback frame may have either byte order",
        arguments: [[0, 0, 0, 2], [2, 0, 0, 0]] as [[UInt8]])
    func loopback(family: [UInt8]) {
        let packet = FrameBuilder.frame { $0.link = .rawIP }.bytes()
        #expect((family + packet).parsed(.null).facts == .segment)
        #expect(([0, 0, 0, 7] + packet).parsed(.null).facts == .notIP)
    }

    @Test("options of other lengths or in another order are another layout")
    func layouts() {
        let timestamp = FrameBuilder.timestamp(1, echo: 2)
        let moved = Array(timestamp.dropFirst(2) + [1, 1])
        #expect(FrameBuilder.frame { $0.tcpOptions = moved }.parsed().optionLayout == .other)
        #expect(FrameBuilder.frame { $0.tcpOptions = timestamp + [0, 0, 0, 0] }.parsed().optionLayout == .other)
    }

    @Test("a descriptor that was used before keeps nothing of it")
    func reuse() {
        var used = FrameBuilder.frame(.v6) { $0.tcpOptions = FrameBuilder.timestamp(1, echo: 2) }.parsed()
        let parser = FrameParser(link: .ethernet)
        parser.parse([UInt8](repeating: 0, count: 60).span, wireLength: 60, time: 0, index: 0, into: &used)
        #expect(used.facts == .notIP)
        #expect(used.ipVersion == 0 && used.totalLength == 0 && used.timestampValue == 0 && used.headers.count == 0)
        #expect(used.flow == [UInt8](repeating: 0, count: 60).parsed().flow)
    }
}

@Suite("Verification of checksums")
struct VerificationTests {
    @Test("finds what is wrong only when asked for")
    func wrong() {
        let frame = FrameBuilder.frame {
            $0.ipChecksumError = 0x0100
            $0.tcpChecksumError = 0x0100
        }
        #expect(frame.parsed(verifying: true).facts == [.segment, .badIPChecksum, .badTCPChecksum])
        #expect(frame.parsed().facts == .segment)
    }

    @Test("takes a field of 0 as offloaded")
    func offloaded() {
        var frame = FrameBuilder.frame().bytes()
        frame.store(0, at: 24)
        frame.store(0, at: 34 + 16)
        #expect(frame.parsed(verifying: true).facts == .segment)
    }

    @Test("leaves a segment alone whose payload was not captured, or that is a fragment")
    func unverifiable() {
        let wrong = FrameBuilder.frame { $0.tcpChecksumError = 1 }
        let bytes = wrong.bytes()
        let cut = Array(bytes.dropLast())
        #expect(cut.parsed(wireLength: bytes.count, verifying: true).facts == .segment)
        let fragment = FrameBuilder.frame {
            $0.tcpChecksumError = 1
            $0.fragmentWord = 0x2000
        }
        #expect(fragment.parsed(verifying: true).facts == [.segment, .fragment])
    }

    @Test("does not count trailing bytes")
    func trailer() {
        #expect(FrameBuilder.frame { $0.trailer = [1, 2, 3] }.parsed(verifying: true).facts == .segment)
    }
}
