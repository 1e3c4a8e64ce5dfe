import Packet
import Testing
import Traffic

@Suite("A written capture")
struct CaptureWriterTests {
    @Test("reads as what was written, over every link type", arguments: LinkType.allCases)
    func roundTrip(link: LinkType) throws {
        let file = TemporaryFile()
        var writer = try CaptureWriter(path: file.path, link: link, snapLength: 64)
        let times: [Int64] = [0, 1_700_000_000_123_456_789, 4_000_000_000_000_000_001]
        let (long, empty, fitting) = ([UInt8](0..<100), [UInt8](), [UInt8](0..<64))
        writer.write(long.span, time: times[0])
        writer.write(empty.span, time: times[1])
        writer.write(fitting.span, time: times[2])
        writer.write(empty.span, wireLength: 1_514, time: 5)
        try writer.finish()

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
        let file = TemporaryFile()
        try CaptureWriter(path: file.path).finish()
        let magic = UInt32(0xa1b2_3c4d)
        var header: [UInt8] = []
        header.append(bigEndian: magic.bigEndian == magic ? magic : magic.byteSwapped)
        #expect(Array(file.bytes.prefix(4)) == header)
        #expect(file.bytes.count == 24)
    }

    @Test("of made traffic reads as the same frames")
    func syntheticTraffic() throws {
        let file = TemporaryFile()
        var traffic = FrameGenerator(SyntheticSettings(.mixed))
        var writer = try CaptureWriter(path: file.path)
        for _ in 0..<2_000 {
            traffic.advance()
            writer.write(traffic.frame.span, time: traffic.time)
        }
        try writer.finish()
        let written = Reading(file.path, SourceOptions(verifiesChecksums: true)).descriptors
        let made = Reading("synthetic:mixed,packets=2000", SourceOptions(verifiesChecksums: true)).descriptors
        #expect(written.map(\.time) == made.map(\.time))
        #expect(written.map(\.headers.array) == made.map(\.headers.array))
        #expect(written.map(\.facts) == made.map(\.facts))
    }

    @Test("that cannot be made or is not finished is a fault")
    func faults() throws {
        let error = #expect(throws: SourceError.self) { _ = try CaptureWriter(path: "/nonexistent/x.pcap").finish() }
        #expect(error?.kind == .cannotWrite)
        #expect(error?.description == "/nonexistent/x.pcap: cannot be written: No such file or directory")
        let full = #expect(throws: SourceError.self) { try CaptureWriter(path: "/dev/full").finish() }
        #expect(full?.description == "/dev/full: not all frames could be written; is the disk full?")
    }
}
