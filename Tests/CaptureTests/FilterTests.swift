import Frames
import Packet
import TestSupport
import Testing
import Traffic

@Suite("A capture filter")
struct FilterTests {
    private let capture = {
        var capture = CaptureBytes.pcap()
        for number in 0..<10 {
            let port: UInt16 = number.isMultiple(of: 3) ? 80 : 5_201
            capture.record(FrameBuilder.segment(UInt32(number), port: port).bytes())
        }
        return capture.bytes
    }()

    @Test("keeps what passes, and numbers only that")
    func passes() {
        let reading = Reading(capture: capture, SourceOptions(filter: "tcp port 80"))
        #expect(reading.descriptors.map(\.sequence) == [0, 3, 6, 9])
        #expect(reading.descriptors.map(\.index) == [0, 1, 2, 3])
    }

    @Test("that nothing passes leaves nothing, without a fault")
    func nothing() {
        let reading = Reading(capture: capture, SourceOptions(filter: "arp"))
        #expect(reading.descriptors.isEmpty && reading.fault == nil)
    }

    @Test("is compiled for the link type")
    func link() {
        var builder = FrameBuilder.segment(5, port: 80)
        builder.link = .linuxCooked
        var cooked = CaptureBytes.pcap(link: 113)
        cooked.record(builder.bytes())
        #expect(Reading(capture: cooked.bytes, SourceOptions(filter: "dst port 80")).descriptors.count == 1)
        #expect(Reading(capture: cooked.bytes, SourceOptions(filter: "dst port 81")).descriptors.isEmpty)
    }

    @Test("looks at the wire length")
    func length() {
        var cut = CaptureBytes.pcap()
        cut.record(Array(FrameBuilder.segment(1).bytes().prefix(60)), length: 1_514)
        #expect(Reading(capture: cut.bytes, SourceOptions(filter: "greater 1500")).descriptors.count == 1)
    }

    @Test("survives frames without bytes")
    func empty() {
        var empty = CaptureBytes.pcap()
        empty.record([], length: 0)
        #expect(Reading(capture: empty.bytes, SourceOptions(filter: "tcp")).descriptors.isEmpty)
    }

    @Test("that does not compile is quoted with the reason", arguments: ["tcp prot 80", "host", "\u{1b}[2J"])
    func wrong(expression: String) {
        let reading = Reading("synthetic:bulk", SourceOptions(filter: expression))
        #expect(reading.fault?.kind == .filter)
        #expect(reading.sentence?.hasPrefix("filter \"") == true)
        #expect(reading.sentence?.contains("filters are written as for tcpdump") == true)
        #expect(reading.sentence?.contains("\u{1b}") == false)
    }

    @Test("works on synthetic traffic, too, whose limit counts frames before it")
    func synthetic() {
        let all = Reading("synthetic:mixed,packets=5000").descriptors
        let reading = Reading("synthetic:mixed,packets=5000", SourceOptions(filter: "udp"))
        #expect(!reading.descriptors.isEmpty && reading.descriptors.count < 1_000)
        #expect(reading.descriptors.allSatisfy { $0.protocolNumber == 17 })
        #expect(reading.descriptors.map(\.index) == Array(0..<UInt64(reading.descriptors.count)))
        #expect(Set(reading.descriptors.map(\.time)).isSubset(of: Set(all.map(\.time))))
    }

    @Test("that nothing passes does not hold up an endless source")
    func patience() throws {
        var source = try TrafficSource.open("synthetic:bulk", options: SourceOptions(filter: "arp"))
        var batch = FrameBatch()
        #expect(try source.read(into: &batch))
        #expect(batch.isEmpty)
    }
}
