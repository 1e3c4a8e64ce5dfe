import Packet
import Testing

@Suite("A built frame parses to what was put in")
struct RoundTripTests {
    /// The tags in front of IP, and what they make of the flow.
    enum Tags: CaseIterable {
        case none
        case priority
        case vlan
        case serviceVLAN
        case two

        var tags: [FrameBuilder.Tag] {
            switch self {
            case .none: []
            case .priority: [FrameBuilder.Tag(id: 0, priority: 5)]
            case .vlan: [FrameBuilder.Tag(id: 42, priority: 3)]
            case .serviceVLAN: [FrameBuilder.Tag(id: 42, type: EtherType.serviceVLAN)]
            case .two: [FrameBuilder.Tag(id: 1, type: EtherType.serviceVLAN), FrameBuilder.Tag(id: 42)]
            }
        }

        var isEncapsulated: Bool { self == .serviceVLAN || self == .two }
        var vlan: UInt16 { isEncapsulated ? FlowKey.encapsulatedVLAN : self == .vlan ? 42 : 0 }
    }

    /// Option bytes and their layout.
    enum Options: CaseIterable {
        case none
        case timestamp
        case other

        var bytes: [UInt8] {
            switch self {
            case .none: []
            case .timestamp: FrameBuilder.timestamp(0xfeed_beef, echo: 99)
            case .other: [2, 4, 5, 0xb4]
            }
        }

        var layout: OptionLayout {
            switch self {
            case .none: .none
            case .timestamp: .timestamp
            case .other: .other
            }
        }
    }

    @Test("over every link, family and option layout", arguments: LinkType.allCases, Options.allCases)
    func links(link: LinkType, options: Options) {
        for flow in [FlowKey.v4, .v6] where link.carries(flow) {
            let frame = FrameBuilder.frame(flow) {
                $0.link = link
                $0.tcpOptions = options.bytes
                $0.flags = [.ack, .psh]
                $0.typeOfService = 0x12
            }
            let parsed = frame.parsed(verifying: true)
            #expect(parsed.facts == .segment)
            #expect(parsed.flow == flow)
            #expect(parsed.ipVersion == (flow == .v6 ? 6 : 4))
            #expect(parsed.sequence == 0xffff_fff0 && parsed.acknowledgment == 77 && parsed.window == 502)
            #expect(parsed.flags == [.ack, .psh])
            #expect(parsed.typeOfService == 0x12)
            #expect(parsed.optionLayout == options.layout)
            #expect(parsed.timestampValue == (options == .timestamp ? 0xfeed_beef : 0))
            #expect(parsed.timestampEcho == (options == .timestamp ? 99 : 0))
            #expect(parsed.payloadLength == 100)
            #expect(parsed.tcpHeaderLength == 20 + options.bytes.count)
            #expect(parsed.networkLength == parsed.totalLength)
            #expect(parsed.wireLength == frame.bytes().count && parsed.capturedLength == parsed.wireLength)
            #expect(parsed.index == 7 && parsed.time == 5)
        }
    }

    @Test("behind tags", arguments: [LinkType.ethernet, .linuxCooked, .linuxCooked2], Tags.allCases)
    func tags(link: LinkType, tags: Tags) {
        for flow in [FlowKey.v4, .v6] {
            let parsed = FrameBuilder.frame(flow) {
                $0.link = link
                $0.tags = tags.tags
            }.parsed(verifying: true)
            var facts = Descriptor.Facts.segment
            if tags.isEncapsulated { facts.insert(.encapsulated) }
            if link == .ethernet, tags == .vlan || tags == .priority { facts.insert(.inBandTag) }
            #expect(parsed.facts == facts)
            #expect(parsed.flow.vlan == tags.vlan)
            #expect(parsed.payloadLength == 100)
        }
    }

    @Test("keeps the headers from the IP header on")
    func headers() {
        let frame = FrameBuilder.frame { $0.tcpOptions = Options.timestamp.bytes }
        #expect(frame.parsed().headers.array == Array(frame.bytes()[14..<14 + 52]))
        let bare = FrameBuilder.frame()
        #expect(bare.parsed().headers.array == Array(bare.bytes()[14..<14 + 40 + 12]))
    }

    @Test("with IP options the TCP header lies behind them")
    func ipOptions() {
        let parsed = FrameBuilder.frame { $0.ipOptions = [0x94, 4, 0, 0, 1, 1, 1, 0] }.parsed(verifying: true)
        #expect(parsed.facts == .segment)
        #expect(parsed.transportOffset == 28)
        #expect(parsed.payloadLength == 100)
    }

    @Test("with IPv6 extension headers the TCP header lies behind them")
    func extensionHeaders() {
        let hopByHop: [UInt8] = [60, 0, 1, 4, 0, 0, 0, 0]
        let destination: [UInt8] = [6, 1, 1, 12] + [UInt8](repeating: 0, count: 12)
        let parsed = FrameBuilder.frame(.v6) { $0.extensionHeaders = (first: 0, bytes: hopByHop + destination) }
            .parsed(verifying: true)
        #expect(parsed.facts == .segment)
        #expect(parsed.transportOffset == 64)
        #expect(parsed.protocolNumber == 6)
    }

    @Test("the flow label stands behind the traffic class, 20 bits of it")
    func flowLabel() {
        let frame = FrameBuilder.frame(.v6) {
            $0.typeOfService = 0xab
            $0.flowLabel = 0xfff_1234
        }
        #expect(Array(frame.bytes()[14..<18]) == [0x6a, 0xbf, 0x12, 0x34])
        #expect(frame.parsed(verifying: true).facts == .segment)
    }

    @Test("lies about checksums when told to")
    func wrongChecksums() {
        #expect(FrameBuilder.frame { $0.ipChecksumError = 1 }.parsed(verifying: true).facts.contains(.badIPChecksum))
        #expect(FrameBuilder.frame { $0.tcpChecksumError = 1 }.parsed(verifying: true).facts.contains(.badTCPChecksum))
    }
}

extension LinkType {
    /// Whether the flow's family can be on the link.
    func carries(_ flow: FlowKey) -> Bool {
        switch self {
        case .ipv4: !flow.source.isIPv6
        case .ipv6: flow.source.isIPv6
        default: true
        }
    }
}
