import Filters
import Intake
import Packet
import Testing

@Suite("What the frames are that a filter does not keep")
struct FrameKindTests {
    private static let flow = FlowKey(
        source: IPAddress(v4: 0x0a00_0001), destination: IPAddress(v4: 0x0a00_0002), sourcePort: 1, destinationPort: 2)

    private static func kinds(_ count: Int = 1, _ change: (inout FrameBuilder) -> Void) -> FrameKinds {
        var kinds = FrameKinds()
        note(&kinds, count, change)
        return kinds
    }

    private static func note(_ kinds: inout FrameKinds, _ count: Int, _ change: (inout FrameBuilder) -> Void) {
        var builder = FrameBuilder(flow)
        change(&builder)
        let bytes = builder.bytes()
        for _ in 0..<count { kinds.note(bytes.span, link: builder.link) }
    }

    @Test("is told with how many there are of each, most first")
    func sentence() {
        var kinds = Self.kinds(181) { $0.labels = [9, 10] }
        Self.note(&kinds, 1_900) { $0.pppoeSession = 7 }
        #expect(
            kinds.sentence(filter: "tcp port 80")
                == "filter \"tcp port 80\" keeps none of 2081 frames: "
                + "they are IPv4 TCP in PPPoE (1900), IPv4 TCP in MPLS (181)")
        for number in UInt8(100)..<103 { Self.note(&kinds, 1) { $0.protocolNumber = number } }
        #expect(kinds.list?.hasSuffix("IPv4 protocol 100 (1), IPv4 protocol 101 (1), others (1)") == true)
    }

    @Test("is one kind, or one frame")
    func one() {
        let datagrams = Self.kinds(5) { $0.protocolNumber = 17 }
        #expect(datagrams.sentence(filter: "tcp") == "filter \"tcp\" keeps none of 5 frames: they are IPv4 UDP")
        let frame = Self.kinds { $0.tags = [.init(id: 0, priority: 3)] }
        #expect(
            frame.sentence(filter: "udp")
                == "filter \"udp\" does not keep the one frame: it is IPv4 TCP in a priority tag")
        #expect(FrameKinds().sentence(filter: "tcp") == nil)
    }

    @Test("is named by its layers")
    func names() {
        let v6 = FlowKey(
            source: IPAddress(high: 1, low: 1), destination: IPAddress(high: 1, low: 2), sourcePort: 1,
            destinationPort: 2)
        #expect(Self.kinds { $0.tags = [.init(id: 1), .init(id: 2)] }.list == "IPv4 TCP in 2 VLAN tags")
        #expect(Self.kinds { $0.tags = [.init(id: 1, type: 0x88a8)] }.list == "IPv4 TCP in a service tag")
        #expect(Self.kinds { $0.tags = .snap }.list == "IPv4 TCP in LLC and SNAP")
        #expect(Self.kinds { $0.fragmentWord = 0x2000 }.list == "IPv4 TCP fragments")
        #expect(
            Self.kinds { ($0.flow, $0.link) = (v6, .null) }.list == "IPv6 TCP in BSD loopback family 30")
        #expect(
            Self.kinds { ($0.tags, $0.pppoeSession) = ([.init(id: 4)], 9) }.list == "IPv4 TCP in PPPoE in a VLAN tag")
    }

    @Test("does not choke on frames that are cut, and keeps few kinds in mind")
    func cut() {
        var kinds = FrameKinds()
        let bytes = FrameBuilder(Self.flow).bytes()
        for link in LinkType.allCases {
            for count in 0...bytes.count { kinds.note(Array(bytes.prefix(count)).span, link: link) }
        }
        for type in UInt16(1)..<5_000 {
            var frame = bytes
            frame.store(type, at: 12)
            kinds.note(frame.span, link: .ethernet)
        }
        #expect(kinds.sentence(filter: "tcp")?.contains("others (") == true)
    }
}
