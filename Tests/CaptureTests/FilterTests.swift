import Capture
import Frames
import Packet
import TestSupport
import Testing

@Suite("A capture filter")
struct FilterTests {
    /// Whether a filter passes a frame, of which so many bytes were captured.
    private func passes(_ builder: FrameBuilder, _ expression: String, captured: Int = .max) throws -> Bool {
        let filter = try CaptureFilter(expression, link: builder.link, snapLength: 262_144)
        let bytes = builder.bytes()
        return filter.passes(bytes.span.extracting(first: captured), wireLength: bytes.count)
    }

    @Test("passes what it asks for, and nothing else")
    func passes() throws {
        let frame = FrameBuilder.segment(5, port: 80)
        #expect(try passes(frame, "tcp port 80"))
        #expect(try !passes(frame, "tcp port 81") && !passes(frame, "arp"))
    }

    @Test("is compiled for the link type")
    func link() throws {
        var frame = FrameBuilder.segment(5, port: 80)
        frame.link = .linuxCooked
        #expect(try passes(frame, "dst port 80"))
        #expect(try !passes(frame, "dst port 81"))
    }

    @Test("looks at the wire length")
    func length() throws {
        let frame = FrameBuilder.segment(1, count: 1_460)
        #expect(try passes(frame, "greater 1500", captured: 60))
        #expect(try !passes(frame, "greater 1600", captured: 60))
    }

    @Test("survives frames without bytes")
    func empty() throws {
        let filter = try CaptureFilter("tcp", link: .ethernet, snapLength: 262_144)
        let passes = filter.passes(Span(), wireLength: 0)
        #expect(!passes)
    }

    @Test("that does not compile is quoted with the reason", arguments: ["tcp prot 80", "host", "\u{1b}[2J"])
    func wrong(expression: String) {
        let fault = #expect(throws: SourceError.self) {
            try CaptureFilter(expression, link: .ethernet, snapLength: 262_144)
        }
        #expect(fault?.kind == .filter)
        #expect(fault?.description.hasPrefix("filter \"") == true)
        #expect(fault?.description.contains("filters are written as for tcpdump") == true)
        #expect(fault?.description.contains("\u{1b}") == false)
    }
}
