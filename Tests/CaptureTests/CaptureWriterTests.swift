import Capture
import Frames
import Packet
import TestSupport
import Testing
import Traffic

@Suite("A written capture")
struct CaptureWriterTests {
    @Test("reads as what was written, over every link type", arguments: LinkType.allCases, [".pcap", ".pcapng"])
    func roundTrip(link: LinkType, suffix: String) throws {
        let file = TemporaryFile(suffix: suffix)
        let notes = CaptureWriter.Notes(application: "test 1.0", comment: "of a test", interfaces: ["queue 0"])
        var writer = try CaptureWriter(path: file.path, link: link, snapLength: 64, notes: notes, replaces: true)
        let times: [Int64] = [0, 1_700_000_000_123_456_789, 4_000_000_000_000_000_001]
        let (long, empty, fitting) = ([UInt8](0..<100), [UInt8](), [UInt8](0..<64))
        try writer.write(long[...], time: times[0], comment: "a")
        try writer.write(empty[...], time: times[1])
        try writer.write(fitting[...], time: times[2], comment: String(repeating: "long ", count: 20_000))
        try writer.write(empty[...], wireLength: 1_514, time: 5)
        let count = try writer.finish()
        #expect(count == 4)

        var capture = try CaptureFile(path: file.path)
        #expect(capture.link == link && capture.snapLength == 64)
        var read: [(bytes: [UInt8], wireLength: Int, time: Int64)] = []
        while try capture.next({ bytes, wireLength, time in
            read.append((bytes.indices.map { bytes[$0] }, wireLength, time))
        }) {}
        #expect(read.map(\.bytes) == [Array(0..<64), [], Array(0..<64), []])
        #expect(read.map(\.wireLength) == [100, 0, 64, 1_514])
        #expect(read.map(\.time) == times + [5])
        #expect(capture.packets == 4)
    }

    @Test("has a nanosecond pcap header in front")
    func format() throws {
        let file = TemporaryFile(suffix: ".pcap")
        try CaptureWriter(path: file.path, replaces: true).finish()
        #expect(Array(file.bytes.prefix(8)) == [0x4d, 0x3c, 0xb2, 0xa1, 2, 0, 4, 0])
        #expect(file.bytes.count == 24)
    }

    /// Laid out by hand: a section, two interfaces, a packet; every length a multiple of four and said twice.
    @Test("has blocks, options and padding as pcapng wants them")
    func blocks() throws {
        let file = TemporaryFile()
        let notes = CaptureWriter.Notes(application: "x", comment: "abc", interfaces: ["q0", "queue 1"])
        var writer = try CaptureWriter(path: file.path, snapLength: 96, notes: notes, replaces: true)
        let time: Int64 = 0x1_0000_0002
        try writer.write([1, 2, 3, 4, 5][...], wireLength: 9, time: time, interface: 1, comment: "why")
        try writer.finish()
        let section: [UInt8] =
            [0x0a, 0x0d, 0x0d, 0x0a, 48, 0, 0, 0, 0x4d, 0x3c, 0x2b, 0x1a, 1, 0, 0, 0]
            + [255, 255, 255, 255, 255, 255, 255, 255, 1, 0, 3, 0] + Array("abc".utf8) + [0]
            + [4, 0, 1, 0, 0x78, 0, 0, 0, 0, 0, 0, 0, 48, 0, 0, 0]
        let first: [UInt8] =
            [1, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 96, 0, 0, 0, 2, 0, 2, 0] + Array("q0".utf8) + [0, 0]
            + [9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0]
        let second: [UInt8] =
            [1, 0, 0, 0, 44, 0, 0, 0, 1, 0, 0, 0, 96, 0, 0, 0, 2, 0, 7, 0] + Array("queue 1".utf8) + [0]
            + [9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0, 44, 0, 0, 0]
        let packet: [UInt8] =
            [6, 0, 0, 0, 52, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0, 9, 0, 0, 0]
            + [1, 2, 3, 4, 5, 0, 0, 0, 1, 0, 3, 0] + Array("why".utf8) + [0, 0, 0, 0, 0, 52, 0, 0, 0]
        #expect(file.bytes == section + first + second + packet)
    }

    @Test("says of packets what is read back")
    func origins() throws {
        let origins: [FrameOrigin] = [
            FrameOrigin(), FrameOrigin(direction: .received, queue: 3),
            FrameOrigin(direction: .sent, checksum: .partial),
            FrameOrigin(checksum: .valid, queue: 0, segmentSize: 1_448),
            FrameOrigin(hasFixedIdentification: true, segmentSize: 536), FrameOrigin(segmentSize: 0),
        ]
        let file = TemporaryFile(suffix: ".pcapng")
        let notes = CaptureWriter.Notes(application: "test 1.0", interfaces: ["eth0", "eth1"], speed: 10_000_000_000)
        var writer = try CaptureWriter(path: file.path, notes: notes, replaces: true)
        for (number, origin) in origins.enumerated() {
            try writer.write(
                FrameBuilder.segment(1).bytes()[...], time: 1, interface: number % 2, comment: "a",
                notes: .init(origin: origin, firstFrame: UInt64(number)))
        }
        try writer.finish()
        let read = try ReadFrames(file.path)
        let expected = origins.enumerated().map { number, origin in
            var origin = origin
            origin.interface = UInt16(number % 2)
            return origin
        }
        #expect(read.frames.map(\.origin) == expected)
        let facts = read.source.facts
        #expect(facts.application == "test 1.0" && facts.interfaces.map(\.name) == ["eth0", "eth1"])
        #expect(facts.interfaces.map(\.speed) == [10_000_000_000, 10_000_000_000])
    }

    /// Laid out by hand: flags (received, and an aggregate), the first frame, the queue, and the segments.
    @Test("has the options of a packet as pcapng wants them")
    func options() throws {
        let file = TemporaryFile()
        var writer = try CaptureWriter(path: file.path, replaces: true)
        let origin = FrameOrigin(direction: .received, queue: 2, segmentSize: 1_448)
        try writer.write([1, 2, 3, 4][...], time: 1, notes: .init(origin: origin, isAggregate: true, firstFrame: 258))
        try writer.finish()
        let options: [UInt8] =
            [2, 0, 4, 0, 1, 8, 0, 0, 5, 0, 8, 0, 2, 1, 0, 0, 0, 0, 0, 0, 6, 0, 4, 0, 2, 0, 0, 0]
            + [0xad, 0x0b, 16, 0, 255, 255, 255, 255] + Array("LROt".utf8) + [0xa8, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
        #expect(file.bytes.dropLast(4).suffix(options.count) == options[...])
    }

    @Test("describes an interface anew for each link type, and classic pcap cannot")
    func links() throws {
        let file = TemporaryFile(suffix: ".pcapng")
        let notes = CaptureWriter.Notes(interfaces: ["a", "b"])
        var writer = try CaptureWriter(path: file.path, notes: notes, replaces: true)
        let links: [LinkType] = [.ethernet, .rawIP, .ethernet, .rawIP, .linuxCooked]
        for (number, link) in links.enumerated() {
            var builder = FrameBuilder.segment(UInt32(number))
            builder.link = link
            try writer.write(builder.bytes()[...], time: 1, interface: 1, link: link)
        }
        try writer.finish()
        let read = try ReadFrames(file.path)
        #expect(read.frames.map(\.link) == links && read.interfaces == [1, 2, 1, 2, 3])
        #expect(read.source.facts.interfaces.map(\.name) == ["a", "b", "b", "b"])
        let classic = TemporaryFile(suffix: ".pcap")
        var other = try CaptureWriter(path: classic.path, replaces: true)
        let fault = #expect(throws: SourceError.self) { try other.write([1][...], time: 0, link: .rawIP) }
        #expect(fault?.kind == .cannotWrite && fault?.description.contains("only for pcapng") == true)
        _ = consume other
    }

    @Test("of synthetic traffic reads as the same frames")
    func syntheticTraffic() throws {
        let file = TemporaryFile()
        var traffic = FrameGenerator(SyntheticSettings(.mixed))
        var writer = try CaptureWriter(path: file.path, replaces: true)
        for _ in 0..<2_000 {
            traffic.advance()
            try writer.write(traffic.frame[...], time: traffic.time)
        }
        try writer.finish()
        let written = Reading(file.path, SourceOptions(verifiesChecksums: true)).descriptors
        let synthetic = Reading("synthetic:mixed,packets=2000", SourceOptions(verifiesChecksums: true)).descriptors
        #expect(written.map(\.time) == synthetic.map(\.time))
        #expect(written.map(\.headers.array) == synthetic.map(\.headers.array))
        #expect(written.map(\.facts) == synthetic.map(\.facts))
    }

    @Test("that cannot be created or is not finished is a fault")
    func faults() throws {
        func fault(_ path: String, replaces: Bool = false, sources: [String] = []) -> String? {
            #expect(throws: SourceError.self) {
                try CaptureWriter(path: path, replaces: replaces, sources: sources).finish()
            }?.description
        }
        let file = TemporaryFile([1, 2, 3])
        #expect(fault("/nonexistent/x.pcap") == "/nonexistent/x.pcap: cannot be written: No such file or directory")
        #expect(
            fault(file.path) == "\(file.path): cannot be written: it exists; "
                + "choose another name, or --force on the command line")
        #expect(
            fault(file.path, replaces: true, sources: [file.path])
                == "\(file.path): cannot be written: it is the source; name another file")
        #expect(file.bytes == [1, 2, 3])
        #expect(
            fault("/dev/full")
                == "/dev/full: cannot be written: No space left on device; 0 packets written, "
                + "and perhaps a part of the next")
    }
}
