import Capture
import Frames
import Glibc
import Packet
import TestSupport
import Testing

/// A pipe whose reading end is a capture.
private struct Pipe: ~Copyable {
    let readingEnd: Int32
    let writingEnd: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        (readingEnd, writingEnd) = (ends[0], ends[1])
    }

    deinit {
        close(readingEnd)
        close(writingEnd)
    }

    func send(_ bytes: [UInt8]) {
        #expect(bytes.withUnsafeBytes { write(writingEnd, $0.baseAddress, $0.count) } == bytes.count)
    }

    /// Leaves nobody at the writing end.
    func end() {
        let nothing = open("/dev/null", O_RDONLY)
        dup2(nothing, writingEnd)
        close(nothing)
    }
}

@Suite("A capture through a pipe")
struct PipeTests {
    @Test("is read to the end, whatever the format", arguments: [true, false])
    func whole(isPcapng: Bool) throws {
        let frame = FrameBuilder.segment(1).bytes()
        var capture = isPcapng ? CaptureBytes.pcapng() : CaptureBytes.pcap()
        for _ in 0..<100 { if isPcapng { capture.packet(frame) } else { capture.record(frame) } }
        let pipe = Pipe()
        pipe.send(capture.bytes)
        pipe.end()
        let source = try CaptureSource(descriptor: pipe.readingEnd)
        #expect(source.facts.kind == .stdin)
        #expect(source.progress == nil)
        let reading = Reading(source)
        #expect(reading.descriptors.count == 100 && reading.fault == nil)
    }

    @Test("is quiet when nothing more has come, and not at its end")
    func quiet() throws {
        let pipe = Pipe()
        var capture = CaptureBytes.pcap()
        capture.record(FrameBuilder.segment(1).bytes())
        pipe.send(capture.bytes)
        var source = try CaptureSource(descriptor: pipe.readingEnd)
        #expect(!source.isQuiet)
        var batch = FrameBatch()
        #expect(try source.read(into: &batch))
        #expect(batch.count == 1)
        #expect(source.isQuiet)
        pipe.end()
        #expect(!source.isQuiet)
    }

    @Test("hands out what is there without waiting for a full batch")
    func streaming() throws {
        let pipe = Pipe()
        var capture = CaptureBytes.pcap()
        capture.record(FrameBuilder.segment(1).bytes())
        capture.record(FrameBuilder.segment(2).bytes())
        pipe.send(capture.bytes)
        var source = try CaptureSource(descriptor: pipe.readingEnd)
        var batch = FrameBatch()
        #expect(try source.read(into: &batch))
        #expect(batch.count == 2)
        capture.bytes = []
        capture.record(FrameBuilder.segment(3).bytes())
        pipe.send(capture.bytes)
        #expect(try source.read(into: &batch))
        var packet = Descriptor()
        batch.parse(0, into: &packet)
        #expect(batch.count == 1 && packet.sequence == 3 && packet.index == 2)
        pipe.end()
        #expect(try !source.read(into: &batch))
    }

    @Test("that stops anywhere gives what came before, and nobody waits for the rest", arguments: [true, false])
    func stopped(isPcapng: Bool) throws {
        let frame = FrameBuilder.segment(1).bytes()
        var capture = isPcapng ? CaptureBytes.pcapng() : CaptureBytes.pcap()
        var ends = [capture.bytes.count]
        for _ in 0..<2 {
            if isPcapng { capture.packet(frame) } else { capture.record(frame) }
            ends.append(capture.bytes.count)
        }
        for cut in 0..<capture.bytes.count {
            let pipe = Pipe()
            pipe.send(Array(capture.bytes[..<cut]))
            var source = try CaptureSource(
                descriptor: pipe.readingEnd, options: SourceOptions(opensLate: true))
            var (batch, frames) = (FrameBatch(), 0)
            while !source.isQuiet, try source.read(into: &batch) { frames += batch.count }
            #expect(source.facts.isOpen == (cut >= ends[0]), "cut at \(cut)")
            #expect(frames == ends.dropFirst().count { $0 <= cut }, "cut at \(cut)")
            pipe.send(Array(capture.bytes[cut...]))
            pipe.end()
            while try source.read(into: &batch) { frames += batch.count }
            #expect(frames == 2 && source.facts.isOpen, "cut at \(cut)")
        }
    }

    @Test("has no mark, and its copies share the frames")
    func copies() throws {
        let pipe = Pipe()
        var capture = CaptureBytes.pcap()
        for number in 0..<4 as Range<UInt32> { capture.record(FrameBuilder.segment(number).bytes()) }
        pipe.send(capture.bytes)
        pipe.end()
        var source = try CaptureSource(descriptor: pipe.readingEnd)
        var (copy, batch) = (source, FrameBatch(capacity: 1))
        #expect(source.mark().map { _ in true } == nil)
        #expect(try source.read(into: &batch) && batch.place(of: 0) == 0)
        #expect(try copy.read(into: &batch) && batch.place(of: 1) == 0)
        #expect(Reading(source).descriptors.map(\.sequence) == [2, 3])
        #expect(try !copy.read(into: &batch))
    }

    @Test("says what is wrong with it when that has come")
    func lateFaults() throws {
        for (bytes, kind) in [([UInt8](repeating: 0x41, count: 40), SourceError.Kind.notACapture), ([], .notACapture)] {
            let pipe = Pipe()
            let source = try CaptureSource(descriptor: pipe.readingEnd, options: SourceOptions(opensLate: true))
            #expect(source.isQuiet && !source.facts.isOpen)
            pipe.send(bytes)
            pipe.end()
            #expect(!source.isQuiet)
            let reading = Reading(source)
            #expect(reading.fault?.kind == kind && reading.descriptors.isEmpty)
        }
    }

    @Test("that breaks off is damaged behind what came through")
    func brokenOff() throws {
        let pipe = Pipe()
        var capture = CaptureBytes.pcap()
        for _ in 0..<5 { capture.record(FrameBuilder.segment(1).bytes()) }
        pipe.send(capture.bytes.dropLast(30))
        pipe.end()
        let reading = Reading(try CaptureSource(descriptor: pipe.readingEnd))
        #expect(reading.descriptors.count == 4)
        #expect(reading.fault?.kind == .damaged)
    }

    @Test("that brings nothing is not a capture")
    func nothing() {
        let pipe = Pipe()
        pipe.end()
        let error = #expect(throws: SourceError.self) { try CaptureSource(descriptor: pipe.readingEnd) }
        #expect(error?.kind == .notACapture)
        #expect(error?.description.hasSuffix("not a capture: it is empty; pcap and pcapng can be read") == true)
    }
}
