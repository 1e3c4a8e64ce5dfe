import Frames
import Intake
import Packet
import Receive
import Replay
import Settings
import TestSupport
import Testing

/// TCP packets whose IP header says a length of 0, as TSO, BIG TCP and jumbograms have it: they are as long as their
/// frames.
@Suite struct MissingLengthTests {
    /// All frames, cut.
    private static var cutting: IntakeOptions {
        var options = IntakeOptions.untouched
        options.unmerge = .auto
        return options
    }

    /// A packet, and what an intake makes of it once its length is 0.
    struct Shape: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var frame: FrameBuilder

        init(_ name: String, _ flow: FlowKey = FrameBuilder.segment(0).flow, _ change: (inout FrameBuilder) -> Void) {
            (testDescription, frame) = (name, FrameBuilder(flow))
            frame.payload = [UInt8](repeating: 7, count: 1_000)
            change(&frame)
        }
    }

    private static let v6 = FlowKey(
        source: IPAddress(high: 0x2001_0db8 << 32, low: 1), destination: IPAddress(high: 0x2001_0db8 << 32, low: 2),
        sourcePort: 40_112, destinationPort: 5_201)

    private static let shapes = [
        Shape("IPv4") { _ in }, Shape("IPv6", v6) { _ in },
        Shape("IP options") { $0.ipOptions = [1, 1, 1, 0] },
        Shape("destination options", v6) { $0.extensionHeaders = (60, [6, 0, 1, 4, 0, 0, 0, 0]) },
        Shape("a tag") { $0.tags = [.init(id: 42)] },
        Shape("SLL2") { $0.link = .linuxCooked2 }, Shape("raw IPv6", v6) { $0.link = .rawIP },
        Shape("CWR, PSH and FIN") { $0.flags = [.ack, .cwr, .psh, .fin] },
        Shape("a SYN") { ($0.flags, $0.payload, $0.tcpOptions) = ([.syn], [], [2, 4, 5, 0xb4, 1, 1, 1, 0]) },
        Shape("a RST", v6) { ($0.flags, $0.payload) = ([.rst], []) },
        Shape("an ACK that was never on a wire") { $0.payload = [] },
        Shape("an ACK with a timestamp") { ($0.payload, $0.tcpOptions) = ([], FrameBuilder.timestamp(1, echo: 2)) },
        Shape("the shortest that is not padded") { $0.payload = [1, 2, 3, 4, 5, 6, 7] },
    ]

    @Test(arguments: shapes, [false, true])
    func isThatOfTheFrame(shape: Shape, looksAhead: Bool) throws {
        var zero = shape.frame
        (zero.length, zero.tcpChecksumError) = (0, 99)
        var options = Self.cutting
        options.looksAhead = looksAhead
        let source = try TestSource([TestFrame(zero.bytes())], parser: FrameParser(link: zero.link))
        let intake = try IntakeHarness(source, options)
        #expect(intake.packets == [TestFrame(shape.frame.bytes())])
        #expect(intake.numbers == ["0"] && intake.restarts == 0)
        let counts = try #require(intake.account.unmerge)
        #expect(counts.withoutLength == 1 && counts.cut == 0)
        #expect(counts.sentence == "1 packet of IP length 0 has that of its frame")
        #expect(intake.account.hostRatio == nil)
    }

    /// Ethernet pads what is shorter than 60 bytes: an ACK with padding looks like six bytes of payload.
    @Test func ofWhatMayBePaddedIsUnknown() throws {
        for payload in 1...6 {
            var zero = FrameBuilder.segment(0, count: payload)
            zero.length = 0
            zero.trailer = [UInt8](repeating: 0, count: 6 - payload)
            let frames = [TestFrame(zero.bytes())]
            let intake = try IntakeHarness(frames, Self.cutting)
            #expect(intake.packets == frames && intake.account.unmerge == nil)
        }
    }

    @Test func staysWhereNothingIsCut() throws {
        var zero = FrameBuilder.segment(0)
        zero.length = 0
        let frames = [TestFrame(zero.bytes())]
        let intake = try IntakeHarness(frames, .untouched)
        #expect(intake.packets == frames && intake.account.unmerge == nil)
    }

    /// A packet that turns up among many, and the segments of one that was merged.
    @Test(arguments: [false, true])
    func oneIsOfASegmentAndOneOfMany(looksAhead: Bool) throws {
        var talk = Connection(mss: 1460)
        talk.send(1460, times: 5_000)
        talk.send(14_600, segments: 10)
        talk.send(1460)
        var frames = talk.frames
        for place in [4_000, 5_002] { frames[place].bytes.replaceSubrange(16..<18, with: [0, 0]) }
        var options = Self.cutting
        options.looksAhead = looksAhead
        let intake = try IntakeHarness(frames, options)
        #expect(intake.packets[4_000] == talk.frames[4_000])
        #expect(intake.numbers.suffix(3) == ["5002.8", "5002.9", "5003"])
        #expect(
            intake.account.unmerge?.sentence
                == "1 packet was merged before the capture: cut into 10 segments, sizes from the SYN's MSS for 1, "
                + "confirmed by IP-ID for 1 of 1; 1 packet of IP length 0 has that of its frame")
    }

    @Test func isNoDamageToTheEngine() throws {
        var talk = Connection()
        talk.send(1_000, times: 3)
        var frames = talk.frames
        frames[1].bytes.replaceSubrange(16..<18, with: [0, 0])
        for (options, delivered) in [(Self.cutting, 1), (.untouched, 3)] {
            var runner = Runner(try IntakeSource(TestSource(frames), options), Pipeline(ReceiveSettings()))
            while runner.takeFrame() != nil {}
            #expect(runner.pipeline.counters.delivered == delivered)
        }
    }
}
