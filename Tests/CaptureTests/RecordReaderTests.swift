import Capture
import Foundation
import Frames
import Glibc
import Packet
import TestSupport
import Testing

@Suite("A capture file reads alike in every way, as through libpcap where that knows it")
struct RecordReaderTests {
    private let frame = FrameBuilder.segment(1).bytes()

    @Test("in every variant there is")
    func variants() {
        for (name, bytes) in CaptureVariants.all {
            let file = TemporaryFile(bytes)
            #expect(CaptureOutcome.differences(file.path) == [], "\(name)")
        }
    }

    @Test("cut anywhere")
    func anyCut() {
        for (name, bytes) in CaptureVariants.all.prefix(4) {
            for length in stride(from: 1, to: bytes.count, by: 7) {
                let file = TemporaryFile(Array(bytes[..<length]))
                #expect(CaptureOutcome.differences(file.path) == [], "\(name) cut at \(length)")
            }
        }
    }

    @Test("however it is damaged", arguments: 1...8 as ClosedRange<UInt64>)
    func mutations(seed: UInt64) {
        var random = SplitMix(seed: seed)
        for (name, bytes) in CaptureVariants.all {
            for round in 0..<25 {
                let file = TemporaryFile(CaptureVariants.mutation(of: bytes, with: &random))
                #expect(CaptureOutcome.differences(file.path) == [], "\(name), seed \(seed), round \(round)")
            }
        }
    }

    @Test(
        "where it is one of those beside the package",
        arguments: TestCapture.shared)
    func shared(file: URL) {
        #expect(CaptureOutcome.differences(file.path) == [])
    }

    @Test("without it, but for the end", arguments: [true, false])
    func alone(isPcapng: Bool) {
        var capture = isPcapng ? CaptureBytes.pcapng() : CaptureBytes.pcap()
        for _ in 0..<5_000 { if isPcapng { capture.packet(frame) } else { capture.record(frame) } }
        let file = TemporaryFile(capture.bytes)
        let outcome = CaptureOutcome(file.path)
        #expect(outcome.packets.count == 5_000 && outcome.fault == nil)
        #expect(outcome.fallbacks == (isPcapng ? 0 : 1))
    }

    @Test("as many packets at once as are wanted", arguments: [nil, 128, 1 << 20])
    func several(blockSize: Int?) throws {
        var capture = CaptureBytes.pcap()
        for number in 0..<100 { capture.record(frame, seconds: UInt32(number)) }
        let file = TemporaryFile(capture.bytes)
        var reader = try CaptureFile(path: file.path, tuning: .init(blockSize: blockSize))
        var seconds: [Int64] = []
        var counts: [Int] = []
        while try reader.forEach(
            atMost: 7,
            { _, _, time in
                seconds.append(time / 1_000_000_000)
                return seconds.count % 10 != 0
            }) > 0
        {
            counts.append(seconds.count)
        }
        #expect(seconds == Array(0..<100))
        #expect(reader.packets == 100)
        // All of them where they are at hand: seven, and three up to the one that is enough for now.
        if blockSize == 1 << 20 { #expect(counts == (1...20).map { $0 * 5 + ($0 % 2 == 1 ? 2 : 0) }) }
        #expect(zip([0] + counts, counts).allSatisfy { $1 - $0 <= 7 })
    }

    @Test("in batches that stay as they were when others are read", arguments: [96, 4_096, 1 << 20])
    func batches(blockSize: Int) throws {
        var capture = CaptureBytes.pcap()
        for number in 0..<100 { capture.record(frame, seconds: UInt32(number)) }
        let file = TemporaryFile(capture.bytes)
        var source = try CaptureSource(path: file.path, tuning: .init(blockSize: blockSize))
        var (batches, batch): ([FrameBatch], _) = ([], FrameBatch(capacity: 7))
        while try source.read(into: &batch) { batches.append(batch) }
        #expect(batches.map(\.count).reduce(0, +) == 100)
        for batch in batches {
            for place in batch.indices { #expect(batch.frame(at: place).elementsEqual(frame)) }
        }
    }

    @Test("and goes on without it behind a record that only libpcap reads")
    func back() {
        var capture = CaptureBytes.pcap()
        for number in 0..<100 { capture.record(frame, fraction: number == 50 ? .max : 0) }
        let file = TemporaryFile(capture.bytes)
        let outcome = CaptureOutcome(file.path, tuning: .init(fallback: 1))
        #expect(outcome.packets.map(\.bytes) == Array(repeating: frame, count: 100))
        #expect(outcome.fallbacks == 2)
    }
}

@Suite("A capture file that changes while it is read")
struct ChangingCaptureTests {
    private let frame = FrameBuilder.segment(1).bytes()

    /// Reads on to the end; how many packets there were.
    private func count(_ file: inout CaptureFile) throws(SourceError) -> Int {
        var count = 0
        while try file.next({ _, _, _ in }) { count += 1 }
        return count
    }

    @Test("and grows is read to its new end", arguments: [nil, 128, 1 << 18])
    func growing(blockSize: Int?) throws {
        var capture = CaptureBytes.pcap()
        for _ in 0..<10 { capture.record(frame) }
        let file = TemporaryFile(capture.bytes)
        var reader = try CaptureFile(path: file.path, tuning: .init(blockSize: blockSize))
        for _ in 0..<10 { #expect(try reader.next { _, _, _ in }) }
        capture.bytes = []
        for _ in 0..<2_000 { capture.record(frame) }
        let descriptor = open(file.path, O_WRONLY | O_APPEND)
        #expect(capture.bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == capture.bytes.count)
        close(descriptor)
        #expect(try count(&reader) == 2_000)
        #expect(reader.progress == 1)
    }

    @Test("and shrinks is damaged behind what was read", arguments: [true, false])
    func shrinking(isPcapng: Bool) throws {
        var capture = isPcapng ? CaptureBytes.pcapng() : CaptureBytes.pcap()
        for _ in 0..<5_000 { if isPcapng { capture.packet(frame) } else { capture.record(frame) } }
        let file = TemporaryFile(capture.bytes)
        var reader = try CaptureFile(path: file.path)
        for _ in 0..<1_000 { #expect(try reader.next { _, _, _ in }) }
        #expect(truncate(file.path, 5_000) == 0)
        let fault = #expect(throws: SourceError.self) { try count(&reader) }
        #expect(fault?.kind == .damaged)
        #expect(fault?.description.contains("the file has become shorter while it was read; the ") == true)
        #expect(reader.packets >= 1_000)
    }

    @Test("and shrinks ahead of what was read ends as if it had been cut there", arguments: [nil, 128, 4_096])
    func shrinkingAhead(blockSize: Int?) throws {
        for isPcapng in [true, false] {
            var whole = isPcapng ? CaptureBytes.pcapng() : CaptureBytes.pcap()
            for _ in 0..<5_000 { if isPcapng { whole.packet(frame) } else { whole.record(frame) } }
            let length = whole.bytes.count / 2 + 17
            let file = TemporaryFile(whole.bytes)
            let tuning = CaptureFile.ReadTuning(blockSize: blockSize)
            var reader = try CaptureFile(path: file.path, tuning: tuning)
            for _ in 0..<1_000 { #expect(try reader.next { _, _, _ in }) }
            #expect(truncate(file.path, length) == 0)
            let fault = #expect(throws: SourceError.self) { try count(&reader) }
            let cut = CaptureOutcome(file.path, tuning: tuning)
            #expect(fault == cut.fault)
            #expect(reader.packets == UInt64(cut.packets.count))
        }
    }

    @Test("and becomes another does not end the program")
    func rewritten() throws {
        var random = SplitMix(seed: 5)
        for (name, bytes) in CaptureVariants.all {
            let file = TemporaryFile(bytes)
            for tuning in CaptureOutcome.tunings {
                var reader = try CaptureFile(path: file.path, tuning: tuning)
                _ = try reader.next { _, _, _ in }
                let other = CaptureVariants.mutation(of: bytes.reversed(), with: &random)
                let descriptor = open(file.path, O_WRONLY | O_TRUNC)
                _ = other.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                close(descriptor)
                let packets = (try? count(&reader)) ?? 0
                #expect(packets <= bytes.count / 16, "\(name)")
                let restored = open(file.path, O_WRONLY | O_TRUNC)
                _ = bytes.withUnsafeBytes { write(restored, $0.baseAddress, $0.count) }
                close(restored)
            }
        }
    }
}
