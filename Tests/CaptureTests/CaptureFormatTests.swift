import Frames
import Packet
import TestSupport
import Testing
import Traffic

@Suite("Captures")
struct CaptureFormatTests {
    private let frame = FrameBuilder.segment(1).bytes()

    @Test("in pcap are read in either byte order and precision", arguments: [true, false], [true, false])
    func pcap(isBigEndian: Bool, isNanosecond: Bool) {
        var capture = CaptureBytes.pcap(isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        capture.record(frame, seconds: 1_700_000_000, fraction: 123_456)
        capture.record(frame, seconds: 1_700_000_001, fraction: 0)
        let reading = Reading(capture: capture.bytes)
        #expect(reading.fault == nil)
        #expect(reading.descriptors.map(\.index) == [0, 1])
        #expect(reading.descriptors.map(\.sequence) == [1, 1])
        let fraction: Int64 = isNanosecond ? 123_456 : 123_456_000
        #expect(reading.descriptors.map(\.time) == [1_700_000_000_000_000_000 + fraction, 1_700_000_001_000_000_000])
    }

    @Test("in pcapng are read in either byte order and precision", arguments: [true, false], [true, false])
    func pcapng(isBigEndian: Bool, isNanosecond: Bool) {
        var capture = CaptureBytes.pcapng(isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        capture.packet(frame, time: isNanosecond ? 1_700_000_000_000_123_456 : 1_700_000_000_000_123)
        capture.packet(Array(frame.prefix(60)), length: frame.count)
        let reading = Reading(capture: capture.bytes)
        #expect(reading.fault == nil)
        let time: Int64 = isNanosecond ? 1_700_000_000_000_123_456 : 1_700_000_000_000_123_000
        #expect(reading.descriptors.first?.time == time)
        #expect(reading.descriptors.map(\.capturedLength) == [frame.count, 60])
        #expect(reading.descriptors.map(\.wireLength) == [frame.count, frame.count])
    }

    @Test(
        "are read with every link type there is a parser for",
        arguments: [
            (1, .ethernet), (12, .rawIP), (14, .rawIP), (101, .rawIP), (228, .ipv4), (229, .ipv6), (0, .null),
            (108, .loop), (113, .linuxCooked), (276, .linuxCooked2),
        ] as [(UInt32, LinkType)])
    func links(number: UInt32, link: LinkType) throws {
        var builder = FrameBuilder.segment(9)
        builder.link = link
        if link == .ipv6 {
            builder.flow.source = IPAddress(high: 1, low: 1)
            builder.flow.destination = IPAddress(high: 1, low: 2)
        }
        var capture = CaptureBytes.pcap(link: number)
        capture.record(builder.bytes())
        let file = TemporaryFile(capture.bytes)
        let source = try TrafficSource.open(file.path)
        #expect(source.facts.link == link)
        let segment: Descriptor.Facts = [.hasTCP, .hasPorts, .hasAddresses]
        #expect(Reading(source).descriptors.map(\.facts) == [segment])
    }

    @Test(
        "in pcapng without packets have no frames, be an interface described or not", arguments: 0...2, [true, false])
    func noPackets(blocks: Int, isBigEndian: Bool) throws {
        var capture = CaptureBytes(isBigEndian: isBigEndian, isNanosecond: true)
        capture.appendSection()
        if blocks > 0 { capture.appendBlock(5) { $0.bytes += [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8] } }
        if blocks > 1 { capture.appendInterface(link: 1) }
        let file = TemporaryFile(capture.bytes)
        let source = try TrafficSource.open(file.path)
        let reading = Reading(source)
        #expect(reading.descriptors.isEmpty && reading.fault == nil)
        #expect(source.facts.link == .ethernet && source.facts.isOpen && source.progress == 1)
        #expect(SourceConformance(source, capacity: 2).failures == [])
        let cut = Reading(capture: Array(capture.bytes.dropLast(2)))
        #expect(cut.fault?.kind == .notACapture)
    }

    @Test("cut by a snap length keep the wire length")
    func snapLength() throws {
        var capture = CaptureBytes.pcap(snapLength: 64)
        capture.record(Array(frame.prefix(64)), length: frame.count)
        let file = TemporaryFile(capture.bytes)
        let source = try TrafficSource.open(file.path)
        #expect(source.facts.snapLength == 64)
        let descriptor = Reading(source).descriptors.first
        #expect(descriptor?.capturedLength == 64 && descriptor?.wireLength == frame.count)
        #expect(descriptor?.payloadLength == 100)
    }

    @Test("keep a packet whole that is longer than their snap length", arguments: [true, false])
    func beyondSnapLength(isBigEndian: Bool) throws {
        var capture = CaptureBytes.pcap(snapLength: 64, isBigEndian: isBigEndian)
        for number in 0..<4 as Range<UInt32> {
            // The third is read by libpcap.
            capture.record(frame, fraction: number == 2 ? .max : 0)
        }
        let file = TemporaryFile(capture.bytes)
        let fifo = FIFO([capture.bytes])
        for path in [file.path, fifo.path] {
            let source = try TrafficSource.open(path)
            #expect(source.facts.snapLength == 64)
            let reading = Reading(source)
            #expect(reading.descriptors.map(\.capturedLength) == Array(repeating: frame.count, count: 4))
            #expect(reading.fault == nil)
        }
        #expect(CaptureOutcome.differences(file.path) == [])
    }

    @Test("that have more bytes of a packet than were on the wire count only those that were")
    func capturedMoreThanSent() {
        var capture = CaptureBytes.pcap()
        capture.record(frame, length: 60)
        capture.record(frame, length: 0)
        capture.record([], length: 0)
        capture.record([], length: 1_500)
        let reading = Reading(capture: capture.bytes)
        #expect(reading.descriptors.map(\.wireLength) == [60, 0, 0, 1_500])
        #expect(reading.descriptors.map(\.capturedLength) == [60, 0, 0, 0])
        #expect(reading.fault == nil)
    }

    @Test("with absurd times are read, and those beyond 2038 are right")
    func times() {
        var capture = CaptureBytes.pcap()
        for (seconds, fraction) in [(4_294_967_295, 999_999_999), (1, UInt32.max), (0, 0)] as [(UInt32, UInt32)] {
            capture.record(frame, seconds: seconds, fraction: fraction)
        }
        let reading = Reading(capture: capture.bytes)
        #expect(reading.descriptors.count == 3)
        #expect(reading.descriptors.first?.time == 4_294_967_295_999_999_999)

        var late = CaptureBytes.pcapng(isNanosecond: false)
        late.packet(frame, time: UInt64.max)
        #expect(Reading(capture: late.bytes).descriptors.count == 1)
    }

    @Test("without packets end at once")
    func empty() {
        for bytes in [CaptureBytes.pcap().bytes, CaptureBytes.pcapng().bytes] {
            let reading = Reading(capture: bytes)
            #expect(reading.fault == nil && reading.batches.isEmpty)
        }
    }

    @Test("are handed out in batches, and the last may be part full", arguments: [1, 4, 10, 64])
    func batches(capacity: Int) throws {
        var capture = CaptureBytes.pcap()
        for number in 0..<10 { capture.record(FrameBuilder.segment(UInt32(number)).bytes()) }
        let file = TemporaryFile(capture.bytes)
        let reading = Reading(try TrafficSource.open(file.path), capacity: capacity)
        #expect(reading.descriptors.map(\.sequence) == Array(0..<10))
        #expect(reading.descriptors.map(\.index) == Array(0..<10))
        #expect(reading.batches.allSatisfy { $0 <= capacity })
        #expect(reading.batches.dropLast().allSatisfy { $0 == capacity })
    }

    @Test("tell how far they were read")
    func progress() throws {
        var capture = CaptureBytes.pcap()
        for _ in 0..<1_000 { capture.record(frame) }
        let file = TemporaryFile(capture.bytes)
        var source = try TrafficSource.open(file.path)
        var batch = FrameBatch(capacity: 400)
        #expect(try source.read(into: &batch))
        let started = try #require(source.progress)
        #expect(started > 0.3 && started < 0.6)
        while try source.read(into: &batch) {}
        #expect(source.progress == 1)
    }

    @Test("are described by what is known before the first frame")
    func facts() throws {
        let file = TemporaryFile(CaptureBytes.pcap(link: 113).bytes)
        let facts = try TrafficSource.open(file.path).facts
        #expect(facts.name == file.path)
        #expect(facts.kind == .capture && facts.link == .linuxCooked && facts.filter == nil && !facts.isEndless)
    }
}
