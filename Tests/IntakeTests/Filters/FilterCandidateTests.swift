import Filters
import Intake
import Packet
import Testing

@Suite("A suggested filter")
struct FilterCandidateTests {
    private static let v4 = FlowKey(
        source: IPAddress(v4: 0x0a00_0001), destination: IPAddress(v4: 0x0a00_0002), sourcePort: 40_112,
        destinationPort: 5_201)
    private static let v6 = FlowKey(
        source: IPAddress(high: 0x2001_0db8 << 32, low: 1), destination: IPAddress(high: 0x2001_0db8 << 32, low: 2),
        sourcePort: 40_112, destinationPort: 5_201)

    private static func candidates(_ target: FilterTarget, _ frames: [FrameBuilder]) -> FilterCandidates {
        var candidates = FilterCandidates(target, link: frames[0].link)
        for frame in frames {
            let bytes = frame.bytes()
            candidates.note(bytes.span, wireLength: bytes.count)
        }
        return candidates
    }

    /// A frame of a flow and one of its other direction, after a change.
    private static func pair(_ flow: FlowKey, _ change: (inout FrameBuilder) -> Void = { _ in }) -> [FrameBuilder] {
        [flow, flow.reversed].map { flow in
            var builder = FrameBuilder(flow)
            builder.payload = [1, 2, 3]
            change(&builder)
            return builder
        }
    }

    private static func suggestion(_ target: FilterTarget, _ frames: [FrameBuilder]) -> String? {
        candidates(target, frames).working()
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let change: @Sendable (inout FrameBuilder) -> Void
        /// The filter for IPv4, nil where it must be found by bytes.
        let expected: String?

        init(_ name: String, _ expected: String?, _ change: @escaping @Sendable (inout FrameBuilder) -> Void) {
            (testDescription, self.expected, self.change) = (name, expected, change)
        }
    }

    private static let cases = [
        Case("plain", "dst host 10.0.0.2") { _ in },
        Case("VLAN", "vlan and dst host 10.0.0.2") { $0.tags = [.init(id: 42)] },
        Case("priority tag", "vlan and dst host 10.0.0.2") { $0.tags = [.init(id: 0, priority: 5)] },
        Case("two tags", "vlan and vlan and dst host 10.0.0.2") {
            $0.tags = [.init(id: 7, type: EtherType.serviceVLAN), .init(id: 42)]
        },
        Case("PPPoE", "pppoes and dst host 10.0.0.2") { $0.pppoeSession = 7 },
        Case("PPPoE in a VLAN", "vlan and pppoes and dst host 10.0.0.2") {
            $0.tags = [.init(id: 42)]
            $0.pppoeSession = 7
        },
        Case("MPLS", nil) { $0.labels = [100] },
        Case("two MPLS labels", nil) { $0.labels = [100, 101] },
        Case("cooked", "dst host 10.0.0.2") { $0.link = .linuxCooked },
        Case("cooked with a tag", nil) {
            $0.link = .linuxCooked
            $0.tags = [.init(id: 42)]
        },
        Case("cooked 2 with a tag", nil) {
            $0.link = .linuxCooked2
            $0.tags = [.init(id: 42)]
        },
        Case("cooked 2 with PPPoE", nil) {
            $0.link = .linuxCooked2
            $0.pppoeSession = 7
        },
        Case("LLC and SNAP", nil) { $0.tags = .snap },
        Case("LLC and SNAP in a VLAN", nil) { $0.tags = [.init(id: 42)] + .snap },
        Case("cooked with LLC and SNAP", nil) {
            $0.link = .linuxCooked
            $0.tags = .snap
        },
        Case("raw IP", "dst host 10.0.0.2") { $0.link = .rawIP },
        Case("BSD loopback", "dst host 10.0.0.2") { $0.link = .null },
        Case("OpenBSD loopback", "dst host 10.0.0.2") { $0.link = .loop },
    ]

    @Test("keeps what a host received, whatever the link layer", arguments: cases)
    func links(_ link: Case) {
        let filter = Self.suggestion(.destination(Self.v4.destination), Self.pair(Self.v4, link.change))
        #expect(filter != nil)
        if let expected = link.expected { #expect(filter == expected) }
        #expect(Self.suggestion(.destination(Self.v6.destination), Self.pair(Self.v6, link.change)) != nil)
    }

    @Test("keeps what came to a port, or from one", arguments: cases)
    func ports(_ link: Case) {
        for flow in [Self.v4, Self.v6] {
            #expect(Self.suggestion(.destinationPort(5_201), Self.pair(flow, link.change)) != nil)
            #expect(Self.suggestion(.sourcePort(40_112), Self.pair(flow, link.change)) != nil)
        }
    }

    @Test("finds IPv6 of BSD loopbacks, whose family the filter compiler takes for the host's own")
    func family() {
        let frames = Self.pair(Self.v6) { $0.link = .null }
        #expect(
            Self.suggestion(.destination(Self.v6.destination), frames)
                == "link[0:4] = 0x1e000000 and link[28:4] = 0x20010db8 and link[32:4] = 0x0 and link[36:4] = 0x0 "
                + "and link[40:4] = 0x2")
    }

    @Test("finds IPv4 in LLC and SNAP by its bytes, where no word of the filter compiler looks")
    func snapBytes() {
        #expect(
            Self.suggestion(.destination(Self.v4.destination), Self.pair(Self.v4) { $0.tags = .snap })
                == "link[12:2] <= 1500 and link[14:4] = 0xaaaa0300 and link[18:2] = 0 and link[20:2] = 0x800 "
                + "and link[38:4] = 0xa000002")
    }

    @Test("keeps frames with tags and frames without")
    func mixed() {
        let target = FilterTarget.destination(Self.v4.destination)
        let plain = Self.pair(Self.v4)
        let tagged = Self.pair(Self.v4) { $0.tags = [.init(id: 42)] }
        #expect(
            Self.suggestion(target, plain + tagged) == "dst host 10.0.0.2 or (vlan and dst host 10.0.0.2)")
        let labelled = Self.pair(Self.v4) { $0.labels = [9] }
        let sessions = Self.pair(Self.v4) { $0.pppoeSession = 7 }
        let all = Self.suggestion(target, plain + tagged + labelled + sessions)
        #expect(all?.hasPrefix("(link[") == true)
        let options = Self.pair(Self.v4) {
            $0.labels = [9]
            $0.ipOptions = [1, 1, 1, 1]
        }
        #expect(Self.suggestion(.destinationPort(5_201), options + labelled) != nil)
    }

    @Test("is none where no frame is of the target")
    func none() {
        #expect(Self.suggestion(.destination(IPAddress(v4: 1)), Self.pair(Self.v4)) == nil)
        #expect(Self.suggestion(.destinationPort(80), Self.pair(Self.v4) { $0.labels = [9] }) == nil)
        #expect(FilterCandidates(.destinationPort(80), link: .ethernet).working() == nil)
        // A host that talks to itself: no address tells its directions apart.
        let own = FlowKey(
            source: Self.v4.source, destination: Self.v4.source, sourcePort: 1, destinationPort: 2)
        #expect(Self.suggestion(.destinationPort(2), Self.pair(own)) == "dst port 2")
    }
}
