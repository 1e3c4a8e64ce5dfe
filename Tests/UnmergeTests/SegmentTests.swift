import Packet
import TestSupport
import Testing
import Unmerge

/// What each segment carries: the packets of the wire and the one that was made of them are built side by side.
@Suite struct SegmentTests {
    /// A way to build a packet, and what it is called.
    struct Shape: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var frame: FrameBuilder

        init(_ name: String, isIPv6: Bool = false, _ change: (inout FrameBuilder) -> Void = { _ in }) {
            testDescription = name
            frame = FrameBuilder(Conversation.side(isIPv6: isIPv6).flow)
            change(&frame)
            frame.sequence = .max - 99
            frame.identification = .max - 1
            frame.acknowledgment = 77
            frame.window = 501
        }
    }

    static let shapes = [
        Shape("IPv4"), Shape("IPv6", isIPv6: true) { $0.flowLabel = 0x12345 },
        Shape("timestamps") { $0.tcpOptions = Conversation.timestamp },
        Shape("IP options") { $0.ipOptions = [1, 1, 1, 0] },
        Shape("TOS, TTL, no DF") { ($0.typeOfService, $0.timeToLive, $0.fragmentWord) = (0x2e, 3, 0) },
        Shape("ECE, URG, reserved bits") {
            $0.flags = [.ack, .ece, .urg]
            ($0.reserved, $0.urgentPointer) = (5, 9)
        },
        Shape("a tag") { $0.tags = [.init(id: 42, priority: 3)] },
        Shape("two tags") { $0.tags = [.init(id: 3, type: EtherType.serviceVLAN), .init(id: 7)] },
        Shape("SLL") { $0.link = .linuxCooked }, Shape("SLL2", isIPv6: true) { $0.link = .linuxCooked2 },
        Shape("raw IP") { $0.link = .rawIP },
        Shape("destination options", isIPv6: true) { $0.extensionHeaders = (60, [6, 0, 1, 4, 0, 0, 0, 0]) },
    ]

    private func payload(_ start: Int, _ end: Int) -> [UInt8] {
        (start..<end).map { UInt8(truncatingIfNeeded: $0 * 7) }
    }

    /// The packets of the wire: two of 700 bytes and one of 200, the last with PSH and FIN.
    private func wire(_ shape: Shape, isFixed: Bool = false) -> [[UInt8]] {
        [0..<700, 700..<1400, 1400..<1600].enumerated().map { number, range in
            var frame = shape.frame
            frame.sequence &+= UInt32(range.lowerBound)
            frame.identification &+= isFixed ? 0 : UInt16(number)
            frame.payload = payload(range.lowerBound, range.upperBound)
            if number == 2 { frame.flags.formUnion([.psh, .fin]) }
            return frame.bytes()
        }
    }

    private func merged(_ shape: Shape) -> FrameBuilder {
        var frame = shape.frame
        frame.payload = payload(0, 1600)
        frame.flags.formUnion([.psh, .fin])
        frame.tcpChecksumError = 0x1234
        return frame
    }

    private func cut(
        _ bytes: [UInt8], wireLength: Int? = nil, link: LinkType = .ethernet, size: Int = 700, isFixed: Bool = false
    ) throws -> [TestFrame] {
        let read = TCPPacket(bytes.span, wireLength: wireLength ?? bytes.count, link: link)
        let packet = try #require(read)
        #expect(packet.canBeMerged)
        let segmenter = Segmenter(packet, bytes.span, size: size, .given, isFixed: isFixed)
        return segmenter.frames(of: TestFrame(bytes, wireLength: wireLength ?? bytes.count))
    }

    @Test(arguments: shapes)
    func segmentsAreThePacketsOfTheWire(shape: Shape) throws {
        let segments = try cut(merged(shape).bytes(), link: shape.frame.link)
        #expect(segments == wire(shape).map { TestFrame($0) })
    }

    @Test func aFixedIdentificationIsThatOfAll() throws {
        let shape = Self.shapes[0]
        let segments = try cut(merged(shape).bytes(), isFixed: true)
        #expect(segments == wire(shape, isFixed: true).map { TestFrame($0) })
    }

    /// The first segment says that the window was reduced, and the others say nothing.
    @Test func theFirstHasCWR() throws {
        var frame = merged(Self.shapes[0])
        frame.flags.insert(.cwr)
        let flags = try cut(frame.bytes()).map { TCPFlags(rawValue: $0.bytes[47]) }
        #expect(flags == [[.ack, .cwr], [.ack], [.ack, .psh, .fin]])
    }

    @Test(arguments: [false, true])
    func aLengthOf0IsThatOfTheFrame(isIPv6: Bool) throws {
        let shape = Shape("zero", isIPv6: isIPv6)
        var frame = merged(shape)
        frame.length = 0
        #expect(try cut(frame.bytes()) == wire(shape).map { TestFrame($0) })
    }

    @Test func theJumboHeaderIsTakenOut() throws {
        let shape = Shape("plain", isIPv6: true)
        var frame = merged(shape)
        frame.length = 0
        frame.extensionHeaders = (0, [6, 0, 0xc2, 4, 0, 0, 7, 0])
        #expect(try cut(frame.bytes()) == wire(shape).map { TestFrame($0) })
    }

    /// With a snaplen the first segments have payload and right checksums, the one that was cut has a checksum of 0.
    @Test func whatWasCapturedGoesToItsSegment() throws {
        let shape = Self.shapes[0]
        let bytes = merged(shape).bytes()
        let whole = wire(shape)
        let segments = try cut(Array(bytes.prefix(54 + 800)), wireLength: bytes.count)
        var (second, third) = (Array(whole[1].prefix(54 + 100)), Array(whole[2].prefix(54)))
        second.replaceSubrange(50..<52, with: [0, 0])
        third.replaceSubrange(50..<52, with: [0, 0])
        #expect(
            segments == [
                TestFrame(whole[0]), TestFrame(second, wireLength: whole[1].count),
                TestFrame(third, wireLength: whole[2].count),
            ])
    }

    /// Fragments, tunnels, UDP and what contradicts itself are not TCP packets here; padded ones are never cut.
    @Test func othersStayUntouched() {
        let shape = Self.shapes[0]
        let changes: [(inout FrameBuilder) -> Void] = [
            { $0.fragmentWord = 0x2000 }, { $0.fragmentWord = 4 }, { $0.protocolNumber = 17 },
            { $0.protocolNumber = 4 },
            { $0.ipHeaderWords = 4 }, { $0.tcpHeaderWords = 4 }, { $0.length = 39 }, { $0.length = 9_000 },
        ]
        for change in changes {
            var frame = merged(shape)
            change(&frame)
            let bytes = frame.bytes()
            let packet = TCPPacket(bytes.span, wireLength: bytes.count, link: .ethernet)
            #expect(packet == nil)
        }
        var padded = merged(shape)
        padded.trailer = [0, 0]
        let bytes = padded.bytes()
        let packet = TCPPacket(bytes.span, wireLength: bytes.count, link: .ethernet)
        #expect(packet?.canBeMerged == false)
    }
}
