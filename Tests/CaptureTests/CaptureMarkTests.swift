import Capture
import Frames
import Glibc
import Packet
import TestSupport
import Testing

@Suite("A capture that is read from a mark")
struct CaptureMarkTests {
    /// The usual ways to read a file, and the one through libpcap alone.
    private static let tunings = CaptureOutcome.tunings + [.init(blockSize: nil)]

    private func failures(
        _ bytes: [UInt8], _ tuning: CaptureFile.ReadTuning, capacity: Int = 2
    ) throws -> [String] {
        let file = TemporaryFile(bytes)
        let source = try CaptureSource(path: file.path, tuning: tuning)
        return SourceConformance(source, capacity: capacity).failures
    }

    @Test("gives the same frames in every variant there is", arguments: tunings)
    func variants(tuning: CaptureFile.ReadTuning) throws {
        for (name, bytes) in CaptureVariants.all {
            for capacity in [1, 3] { #expect(try failures(bytes, tuning, capacity: capacity) == [], "\(name)") }
        }
    }

    @Test("gives the same frames and the same fault where it is damaged", arguments: tunings)
    func damaged(tuning: CaptureFile.ReadTuning) throws {
        var random = SplitMix(seed: 11)
        for (name, bytes) in CaptureVariants.all {
            for round in 0..<8 {
                let damaged = CaptureVariants.mutation(of: bytes, with: &random)
                // Some are no longer captures.
                guard let failures = try? failures(damaged, tuning) else { continue }
                #expect(failures == [], "\(name), round \(round)")
            }
        }
    }

    @Test("knows the interfaces of the mark, and no others", arguments: tunings)
    func interfaces(tuning: CaptureFile.ReadTuning) throws {
        let frame = FrameBuilder.segment(1).bytes()
        var capture = CaptureBytes.pcapng()
        for interface in 0..<4 as Range<UInt32> {
            for time in 0..<5 as Range<UInt64> { capture.packet(frame, interface: interface / 2, time: time) }
            capture.appendInterface(link: 1, options: [(9, [UInt8(interface) + 3])])
            if interface == 2 {
                capture.appendSection()
                for _ in 0..<3 { capture.appendInterface(link: 1, options: [(9, [4])]) }
            }
        }
        // The reader must not know it from having been there before.
        capture.packet(frame, interface: 9, time: 1)
        capture.appendInterface(link: 1)
        for capacity in [1, 4] { #expect(try failures(capture.bytes, tuning, capacity: capacity) == []) }
    }

    @Test("is read on behind a standard input that begins in the middle of a file", arguments: [true, false])
    func descriptor(isPcapng: Bool) throws {
        let frame = FrameBuilder.segment(1).bytes()
        var capture = isPcapng ? CaptureBytes.pcapng() : CaptureBytes.pcap()
        for _ in 0..<20 { if isPcapng { capture.packet(frame) } else { capture.record(frame) } }
        let file = TemporaryFile([UInt8](repeating: 0x41, count: 100) + capture.bytes)
        let descriptor = open(file.path, O_RDONLY)
        defer { close(descriptor) }
        lseek(descriptor, 100, SEEK_SET)
        #expect(SourceConformance(try CaptureSource(descriptor: descriptor), capacity: 3).failures == [])
    }

    @Test("and has changed meanwhile says so", arguments: [true, false])
    func changed(isPcapng: Bool) throws {
        let frame = FrameBuilder.segment(1).bytes()
        var capture = isPcapng ? CaptureBytes.pcapng() : CaptureBytes.pcap()
        for _ in 0..<20 { if isPcapng { capture.packet(frame) } else { capture.record(frame) } }
        let file = TemporaryFile(capture.bytes)
        // So little is at hand that the file is read anew.
        var source = try CaptureSource(path: file.path, tuning: .init(blockSize: isPcapng ? 96 : nil))
        var batch = FrameBatch(capacity: 8)
        _ = try source.read(into: &batch)
        let mark = try #require(source.mark())
        _ = try source.read(into: &batch)
        #expect(truncate(file.path, 200) == 0)
        source.seek(to: mark)
        let fault = #expect(throws: SourceError.self) { try source.read(into: &batch) }
        #expect(fault?.kind == .damaged && batch.isEmpty)
        #expect(try !source.read(into: &batch))
    }
}
