import Packet
import Testing

/// What stands in front of IP, in words.
@Suite struct EncapsulationTests {
    private static let customer = FrameBuilder.Tag(id: 2)
    private static let service = FrameBuilder.Tag(id: 1, type: EtherType.serviceVLAN)
    private static let old = FrameBuilder.Tag(id: 1, type: EtherType.oldServiceVLAN)
    private static let older = FrameBuilder.Tag(id: 1, type: EtherType.otherServiceVLAN)

    private func text(_ change: (inout FrameBuilder) -> Void) -> String? {
        FrameBuilder.frame(.v4, change).parsed().encapsulation?.text
    }

    @Test(
        arguments: [
            ([], nil), ([customer], nil), ([service], "an 802.1ad tag (0x88a8)"),
            ([old], "a tag from before 802.1ad (0x9100, 0x9200)"),
            ([older], "a tag from before 802.1ad (0x9100, 0x9200)"),
            ([service, customer], "2 VLAN tags"), ([customer, customer, customer], "3 VLAN tags"),
            ([old, service], "2 VLAN tags"),
        ] as [([FrameBuilder.Tag], String?)])
    func tags(tags: [FrameBuilder.Tag], words: String?) {
        #expect(text { $0.tags = tags } == words)
    }

    @Test func labelsAndSessions() {
        #expect(text { $0.pppoeSession = 1 } == "PPPoE")
        #expect(text { $0.labels = [100] } == "MPLS, 1 label")
        let both = text {
            $0.tags = [Self.customer]
            $0.labels = [100, 200]
        }
        #expect(both == "MPLS, 2 labels with a tag")
        let session = text {
            $0.tags = [Self.service, Self.customer]
            $0.pppoeSession = 1
        }
        #expect(session == "PPPoE with 2 tags")
    }

    /// A frame with other bytes between its MAC addresses and IP.
    private func frame(_ link: [UInt8]) -> Descriptor {
        let bytes = FrameBuilder.frame().bytes()
        return (bytes[..<12] + link + bytes[14...]).map { $0 }.parsed()
    }

    @Test func snap() {
        let snap = frame([0, 148, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0])
        #expect(snap.encapsulation?.text == "LLC and SNAP")
        #expect(snap.facts == [.encapsulated, .segment])
        #expect(snap.flow.sourcePort == FlowKey.v4.sourcePort)
        // ARP, another organisation, and LLC alone.
        for other in [[0xaa, 0xaa, 3, 0, 0, 0, 8, 6], [0xaa, 0xaa, 3, 0, 0, 0xf8, 8, 0], [0x42, 0x42, 3, 0]] {
            let other = frame([0, 148] + other.map(UInt8.init))
            #expect(other.facts == .notIP)
            #expect(other.encapsulation == nil)
        }
    }

    @Test func vnTag() {
        let tag: [UInt8] = [0x89, 0x26, 0, 0, 0, 0]
        #expect(frame(tag + [8, 0]).encapsulation?.text == "a VN-Tag")
        #expect(frame(tag + [0x81, 0, 0, 11, 8, 0]).encapsulation?.text == "a VN-Tag with a tag")
        #expect(frame(tag + [8, 0]).facts == [.encapsulated, .segment])
    }

    @Test func pseudowire() {
        let inner: [UInt8] = [2, 0, 0, 0, 0, 3, 2, 0, 0, 0, 0, 4, 0x81, 0, 0, 9, 8, 0]
        let outer = frame([0x88, 0x47, 0, 0x10, 0, 0x40, 0, 0x10, 0x11, 0x40, 0, 0, 0, 0] + inner)
        #expect(outer.encapsulation?.text == "Ethernet in MPLS, 2 labels with a tag")
        #expect(outer.facts == [.encapsulated, .segment])
        #expect(outer.flow.destination == FlowKey.v4.destination)
    }

    @Test func anyBytesMayFollow() {
        var random = SeededGenerator(seed: 16)
        let types: [[UInt8]] = [[0x89, 0x26], [0x88, 0x47], [0x88, 0x64], [0x81, 0], [0x92, 0], [0, 46]]
        for _ in 0..<3000 {
            let beginning = (0..<Int.random(in: 1...4, using: &random)).flatMap { _ in
                types[Int.random(in: 0..<types.count, using: &random)]
                    + random.bytes(Int.random(in: 0...6, using: &random))
            }
            let bytes = random.bytes(12) + beginning + random.bytes(Int.random(in: 0...40, using: &random))
            let frame = bytes.parsed()
            #expect(frame.facts.contains(.encapsulated) == (frame.encapsulation != nil), "\(bytes)")
            #expect(frame.networkOffset <= bytes.count, "\(bytes)")
        }
    }

    @Test(arguments: Encapsulation.Kind.allCases)
    func eventsKeepIt(kind: Encapsulation.Kind) {
        let encapsulation = Encapsulation(kind, tags: 3, labels: 300)
        #expect(Encapsulation(code: encapsulation.code) == encapsulation)
        #expect(encapsulation.labels == 255)
        #expect(Encapsulation(code: 0xffff_0000) == nil)
    }
}
