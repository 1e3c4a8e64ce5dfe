import Packet
import Testing

@Suite("A frame that is cut")
struct CutFrameTests {
    /// Frames of every link and of every way to put headers in front of TCP.
    static let frames: [FrameBuilder] =
        LinkType.allCases.flatMap { link in
            [FlowKey.v4, .v6].filter(link.carries).map { flow in
                FrameBuilder.frame(flow) {
                    $0.link = link
                    $0.tcpOptions = FrameBuilder.timestamp(1, echo: 2)
                }
            }
        }
        + SpecialFrame.all.map(\.builder).filter {
            $0.parsed().facts.isSubset(of: [.segment, .inBandTag, .encapsulated])
        }

    @Test("by the capture is truncated, if its headers are, and else as good as whole", arguments: frames.indices)
    func captured(number: Int) {
        let frame = Self.frames[number]
        let bytes = frame.bytes()
        let whole = frame.parsed()
        let headerEnd = whole.networkOffset + whole.transportOffset + whole.tcpHeaderLength
        for length in 0..<bytes.count {
            let cut = Array(bytes[..<length]).parsed(frame.link, wireLength: bytes.count, verifying: true)
            #expect(cut.facts.contains(.truncated) == (length < headerEnd), "cut at \(length)")
            #expect(!cut.facts.contains(.malformed), "cut at \(length)")
            #expect(cut.wireLength == bytes.count && cut.capturedLength == length)
            if length >= headerEnd {
                #expect(cut.flow == whole.flow && cut.payloadLength == whole.payloadLength, "cut at \(length)")
            }
        }
    }

    @Test("on the wire is malformed, if its headers are", arguments: frames.indices)
    func onTheWire(number: Int) {
        let frame = Self.frames[number]
        let bytes = frame.bytes()
        let whole = frame.parsed()
        let headerEnd = whole.networkOffset + whole.transportOffset + whole.tcpHeaderLength
        for length in 0..<bytes.count {
            let cut = Array(bytes[..<length]).parsed(frame.link, verifying: true)
            #expect(cut.facts.contains(.malformed) == (length < headerEnd), "cut at \(length)")
            #expect(!cut.facts.contains(.truncated), "cut at \(length)")
        }
    }

    @Test("behind the ports still has its flow")
    func ports() {
        let bytes = FrameBuilder.frame().bytes()
        let cut = Array(bytes[..<38]).parsed(wireLength: bytes.count)
        #expect(cut.facts == [.truncated, .hasAddresses, .hasPorts])
        #expect(cut.flow == .v4)
    }
}

@Suite("Any bytes")
struct AnyBytesTests {
    @Test("parse to something that does not contradict itself", arguments: LinkType.allCases, 0..<8 as Range<UInt64>)
    func random(link: LinkType, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let bytes = random.bytes(Int.random(in: 0...200, using: &random))
            check(bytes, link, wireLength: Int.random(in: 0...400, using: &random))
        }
    }

    @Test("that were a frame until a few were changed do so, too", arguments: 0..<16 as Range<UInt64>)
    func mutated(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<1_000 {
            let frame = CutFrameTests.frames[Int.random(in: CutFrameTests.frames.indices, using: &random)]
            var bytes = frame.bytes()
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<min(100, bytes.count), using: &random)] = random.bytes(1)[0]
            }
            bytes.removeLast(Int.random(in: 0...bytes.count, using: &random) / 2)
            check(bytes, frame.link, wireLength: Int.random(in: 0...400, using: &random))
        }
    }

    private func check(_ bytes: [UInt8], _ link: LinkType, wireLength: Int) {
        let parsed = bytes.parsed(link, wireLength: wireLength, verifying: true)
        let facts = parsed.facts
        #expect(parsed.capturedLength == bytes.count && parsed.wireLength >= bytes.count)
        #expect(parsed.networkOffset <= bytes.count && parsed.headers.count <= bytes.count - parsed.networkOffset)
        #expect(!facts.contains(.hasTCP) || facts.contains(.hasPorts) || facts.contains(.malformed), "\(bytes)")
        #expect(!facts.contains(.hasPorts) || facts.contains(.hasAddresses), "\(bytes)")
        #expect(!facts.contains(.notIP) || facts.isDisjoint(with: .segment), "\(bytes)")
        #expect(
            facts.contains(.hasTCP) || !facts.isDisjoint(with: .refusals), "without a fault it has TCP: \(bytes)")
        let headerEnd = parsed.networkOffset + parsed.transportOffset + parsed.tcpHeaderLength
        #expect(
            !facts.isDisjoint(with: .refusals) || headerEnd <= bytes.count, "without a fault it is there: \(bytes)")
    }
}
