import Capture
import Foundation
import Frames
import Glibc
import Packet
import TestSupport
import Testing

@Suite("A packed capture", .enabled(if: !PackedFile.programs.isEmpty))
struct PackedCaptureTests {
    /// So many packets that no pipe holds them.
    private static let long = capture(of: 5_000)

    private static func capture(of count: UInt32) -> [UInt8] {
        var capture = CaptureBytes.pcap()
        for number in 0..<count { capture.record(FrameBuilder.segment(number).bytes(), seconds: number) }
        return capture.bytes
    }

    @Test("gives what it gives when it is not packed", arguments: PackedFile.programs)
    func whole(program: String) throws {
        for (name, bytes) in CaptureVariants.all + [("long", Self.long)] {
            let packed = try PackedFile(bytes, by: program)
            let plain = TemporaryFile(bytes)
            for capacity in [3, 1_024] {
                let outcome = CaptureOutcome(packed.path, tuning: .init(), batchCapacity: capacity)
                let expected = CaptureOutcome(plain.path, tuning: .init(), batchCapacity: capacity)
                #expect(outcome.packets == expected.packets, "\(name)")
                #expect(outcome.fault?.kind == expected.fault?.kind, "\(name)")
            }
        }
    }

    @Test("is a file, whose progress is that of the packed bytes", arguments: PackedFile.programs)
    func facts(program: String) throws {
        let file = try PackedFile(Self.long, by: program)
        var source = try CaptureSource(path: file.path)
        #expect(source.facts.kind == .capture && !source.facts.isPipe && !source.isQuiet)
        var (batch, progress) = (FrameBatch(), 0.0)
        while try source.read(into: &batch) {
            let now = try #require(source.progress)
            #expect(progress...1 ~= now)
            progress = now
        }
        #expect(source.progress == 1)
    }

    @Test("can be marked", arguments: PackedFile.programs)
    func marks(program: String) throws {
        for (name, bytes) in CaptureVariants.all where name.hasSuffix("big-endian ns") {
            let file = try PackedFile(bytes, by: program)
            #expect(SourceConformance(try CaptureSource(path: file.path), capacity: 3).failures == [], "\(name)")
        }
        let file = try PackedFile(Self.long, by: program)
        #expect(SourceConformance(try CaptureSource(path: file.path), capacity: 2_000).failures == [])
    }

    @Test("can be marked where it is damaged, and behind a descriptor", arguments: PackedFile.programs)
    func oddMarks(program: String) throws {
        let file = try PackedFile(Self.long, by: program, cut: 5)
        #expect(SourceConformance(try CaptureSource(path: file.path), capacity: 2_000).failures == [])
        let descriptor = open(file.path, O_RDONLY)
        defer { close(descriptor) }
        #expect(SourceConformance(try CaptureSource(descriptor: descriptor), capacity: 2_000).failures == [])
    }

    @Test("that breaks off is damaged behind what could be unpacked", arguments: PackedFile.programs)
    func brokenOff(program: String) throws {
        let whole = try PackedFile(Self.long, by: program)
        for cut in [1, 5, whole.bytes.count / 2] {
            let file = try PackedFile(Self.long, by: program, cut: cut)
            let reading = Reading(file.path)
            #expect(reading.fault?.description.contains(": \(program): ") == true)
            // A block of lz4 has it all: half of it is nothing.
            if program == "lz4", cut > 5 { continue }
            #expect(reading.fault?.kind == .damaged, "\(cut)")
            #expect(reading.fault?.description.contains("packet \(reading.descriptors.count + 1): ") == true)
            #expect(reading.descriptors.map(\.sequence) == Array(0..<UInt32(reading.descriptors.count)))
            #expect(reading.descriptors.count > 1_000 || cut > 5)
        }
    }

    @Test("of something else is not a capture, nor is what is packed in vain", arguments: PackedFile.programs)
    func somethingElse(program: String) throws {
        let text = try PackedFile(Array("Dear diary, this is longer than a header.".utf8), by: program)
        #expect(Reading(text.path).fault?.kind == .notACapture)
        let empty = try PackedFile([], by: program)
        #expect(Reading(empty.path).fault?.description.contains("not a capture: it is empty") == true)
        let head = TemporaryFile(Array(text.bytes.prefix(6)))
        let fault = try #require(Reading(head.path).fault)
        #expect(fault.kind == .notACapture && fault.description.contains("not a capture: \(program): "))
    }

    @Test("leaves no process behind when it is not read to its end", arguments: PackedFile.programs)
    func early(program: String) throws {
        let file = try PackedFile(Self.long, by: program)
        var source: CaptureSource? = try CaptureSource(path: file.path)
        var batch = FrameBatch(capacity: 10)
        let children = try #require(Self.readers(of: file.path))
        #expect(children.count == 1 && batch.isEmpty)
        _ = try source?.read(into: &batch)
        source = nil
        // Neither a process nor what is left of one is there.
        for child in children { #expect(kill(child, 0) == -1 && errno == ESRCH) }
    }

    /// The processes that have a file as standard input.
    private static func readers(of path: String) -> [pid_t]? {
        let real = URL(filePath: path).resolvingSymlinksInPath().path
        let processes = try? FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }
        return processes?.filter {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/fd/0")) == real
        }
    }
}

@Suite("A packed capture through a pipe", .enabled(if: !PackedFile.programs.isEmpty))
struct PackedPipeTests {
    private static var capture: [UInt8] {
        var capture = CaptureBytes.pcap()
        for number in 0..<40 as Range<UInt32> { capture.record(FrameBuilder.segment(number).bytes()) }
        return capture.bytes
    }

    @Test("is unpacked, even where its first bytes come one by one", arguments: PackedFile.programs)
    func torn(program: String) throws {
        let bytes = try PackedFile(Self.capture, by: program).bytes
        for parts in [[bytes], [Array(bytes[..<1]), Array(bytes[1..<3]), Array(bytes[3..<50]), Array(bytes[50...])]] {
            let fifo = FIFO(parts)
            let source = try CaptureSource(path: fifo.path)
            #expect(source.facts.isPipe && source.progress == nil && source.mark().map { _ in true } == nil)
            let reading = Reading(source)
            #expect(reading.descriptors.count == 40 && reading.fault == nil)
        }
    }

    @Test("is opened late", arguments: PackedFile.programs)
    func late(program: String) throws {
        let fifo = FIFO([try PackedFile(Self.capture, by: program).bytes])
        let source = try CaptureSource(path: fifo.path, options: SourceOptions(opensLate: true))
        let reading = Reading(source)
        #expect(reading.descriptors.count == 40 && reading.fault == nil && source.facts.isOpen)
    }

    @Test("that breaks off is damaged behind what came through", arguments: PackedFile.programs)
    func brokenOff(program: String) throws {
        let fifo = FIFO([try PackedFile(Self.capture, by: program, cut: 5).bytes])
        let fault = try #require(Reading(fifo.path).fault)
        #expect([.damaged, .notACapture].contains(fault.kind) && fault.description.contains(": \(program): "))
    }

    @Test(
        "whose writer stops within the first bytes is not a capture",
        arguments: [[0x1f], [0x28, 0xb5], [4]] as [[UInt8]])
    func stopped(bytes: [UInt8]) throws {
        let fifo = FIFO([bytes])
        #expect(Reading(fifo.path).fault?.kind == .notACapture)
    }
}
