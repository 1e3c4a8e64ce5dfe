import Capture
import Frames
import Glibc
import Packet
import TestSupport
import Testing
import Traffic

@Suite("A capture that is damaged")
struct CaptureDamageTests {
    private let frame = FrameBuilder.segment(1).bytes()

    /// A capture of 39 packets.
    private var sound: CaptureBytes {
        var capture = CaptureBytes.pcap()
        for number in 0..<39 { capture.record(FrameBuilder.segment(UInt32(number)).bytes()) }
        return capture
    }

    @Test("in the middle of a packet hands out all before it, then says where")
    func cutPacket() {
        var capture = sound
        capture.record(Array(frame.dropLast(20)), captured: frame.count)
        let reading = Reading(capture: capture.bytes)
        #expect(reading.descriptors.map(\.sequence) == Array(0..<39))
        #expect(reading.fault?.kind == .damaged)
        #expect(reading.sentence?.hasPrefix("X: packet 40: truncated") == true)
        #expect(reading.sentence?.hasSuffix("; the 39 before it were read") == true)
    }

    @Test("in the middle of a record header does so, too")
    func cutHeader() {
        let reading = Reading(capture: sound.bytes + [1, 2, 3, 4, 5])
        #expect(reading.descriptors.count == 39)
        #expect(reading.sentence?.hasPrefix("X: packet 40: ") == true)
    }

    @Test("with a packet that claims to be of four gigabytes does so, too")
    func absurdLength() {
        var capture = sound
        capture.record(frame, captured: 0xffff_fff0)
        let reading = Reading(capture: capture.bytes)
        #expect(reading.descriptors.count == 39)
        #expect(reading.fault?.kind == .damaged)
    }

    @Test("at its first packet says that nothing was read")
    func firstPacket() {
        var capture = CaptureBytes.pcap()
        capture.record([], captured: 100)
        #expect(Reading(capture: capture.bytes).sentence?.hasSuffix("; no packet was read before it") == true)
    }

    @Test("throws once, and is at its end then")
    func afterwards() throws {
        let file = TemporaryFile(sound.bytes + [1])
        var source = try TrafficSource.open(file.path)
        var batch = FrameBatch()
        #expect(try source.read(into: &batch))
        #expect(batch.count == 39)
        #expect(throws: SourceError.self) { try source.read(into: &batch) }
        #expect(batch.isEmpty)
        #expect(try !source.read(into: &batch))
    }

    @Test("at any byte never loses what is before it")
    func anyCut() {
        var whole = CaptureBytes.pcapng()
        var ends: [Int] = []
        for number in 0..<3 {
            whole.packet(FrameBuilder.segment(UInt32(number), count: 8).bytes())
            ends.append(whole.bytes.count)
        }
        for length in 48..<whole.bytes.count {
            let reading = Reading(capture: Array(whole.bytes[..<length]))
            #expect(reading.descriptors.count == ends.count { $0 <= length }, "cut at \(length)")
            #expect(
                reading.fault == nil ? ends.contains(length) || length == 60 : reading.fault?.kind != .cannotOpen,
                "cut at \(length)")
        }
    }
}

@Suite("What cannot be opened")
struct OpenFaultTests {
    @Test("is named with the reason")
    func missing() {
        let reading = Reading("/nonexistent/file.pcap")
        #expect(reading.fault?.kind == .cannotOpen)
        #expect(reading.sentence == "/nonexistent/file.pcap: cannot be opened: No such file or directory")
    }

    @Test("may be a directory")
    func directory() {
        let reading = Reading("/tmp")
        #expect(reading.fault?.kind == .cannotOpen)
        #expect(reading.sentence == "/tmp: cannot be opened: it is a directory")
    }

    @Test("may be forbidden", .enabled(if: geteuid() != 0))
    func forbidden() {
        let file = TemporaryFile(CaptureBytes.pcap().bytes)
        chmod(file.path, 0)
        let reading = Reading(file.path)
        #expect(reading.fault?.kind == .cannotOpen)
        #expect(reading.sentence?.hasSuffix(": cannot be opened: Permission denied") == true)
    }

    @Test("may be a terminal, where one would wait for a capture to be typed")
    func terminal() {
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        defer { close(terminal) }
        let error = #expect(throws: SourceError.self) { try CaptureSource(descriptor: terminal) }
        #expect(error?.kind == .cannotOpen)
        #expect(error?.description.hasSuffix("it is a terminal; pipe a pcap or pcapng capture into it") == true)
    }

    @Test("may be empty")
    func empty() {
        let reading = Reading(capture: [])
        #expect(reading.fault?.kind == .notACapture)
        #expect(reading.sentence == "X: not a capture: it is empty; pcap and pcapng can be read")
    }

    @Test("may be something else, or only the beginning of a capture")
    func somethingElse() {
        let text = Reading(capture: Array("Just some text, long enough for a header.".utf8))
        #expect(text.fault?.kind == .notACapture)
        #expect(text.sentence == "X: not a capture: unknown file format; pcap and pcapng can be read")
        let beginning = Reading(capture: Array(CaptureBytes.pcap().bytes.prefix(17)))
        #expect(beginning.fault?.kind == .notACapture)
        #expect(beginning.sentence?.hasPrefix("X: not a capture: truncated") == true)
    }

    @Test(
        "may have a link type without a parser",
        arguments: [(105, "IEEE802_11"), (127, "IEEE802_11_RADIO"), (9_999, "number 9999")])
    func link(number: UInt32, name: String) {
        let reading = Reading(capture: CaptureBytes.pcap(link: number).bytes)
        #expect(reading.fault?.kind == .unsupportedLink)
        let supported = "Ethernet, raw IP, IPv4, IPv6, BSD loopback (NULL, LOOP) and Linux cooked (SLL, SLL2)"
        #expect(reading.sentence == "X: link type \(name) is not supported; supported are \(supported)")
    }

    @Test("is shown without its escape codes")
    func escapeCodes() {
        let reading = Reading("/nonexistent/\u{1b}[31m\n\u{202e}é.pcap")
        #expect(reading.sentence?.hasPrefix("/nonexistent/\\x1b[31m\\x0a\\u202eé.pcap: ") == true)
    }
}
