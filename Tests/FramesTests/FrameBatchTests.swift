import Frames
import Packet
import TestSupport
import Testing

@Suite("A batch")
struct FrameBatchTests {
    @Test("takes frames until it is full, and begins anew when emptied")
    func filling() {
        let frame = FrameBuilder.segment(9).bytes()
        let parser = FrameParser(link: .ethernet)
        var batch = FrameBatch(capacity: 2)
        #expect(batch.capacity == 2 && batch.isEmpty && !batch.isFull)
        batch.append(frame.span, wireLength: 2_000, time: 3, index: 4, parser: parser)
        #expect(batch.count == 1 && !batch.isFull)
        batch.append(frame.span, wireLength: frame.count, time: 5, index: 5, parser: parser)
        #expect(batch.isFull && batch.indices == 0..<2)
        var packet = Descriptor()
        batch.parse(0, into: &packet)
        #expect(packet.wireLength == 2_000 && packet.time == 3 && packet.index == 4)
        batch.parse(1, into: &packet)
        #expect(packet.sequence == 9)
        batch.removeAll()
        #expect(batch.isEmpty && batch.capacity == 2)
    }

    @Test("has room for at least one frame", arguments: [-1, 0, 1])
    func smallest(capacity: Int) {
        #expect(FrameBatch(capacity: capacity).capacity == 1)
    }
}

@Suite("The frames of a batch")
struct FramesOfBatchTests {
    private static let parser = FrameParser(link: .ethernet)

    /// A frame as it goes in.
    private struct Frame {
        var bytes: [UInt8]
        var wireLength: Int
        var time: Int64
        var index: UInt64
    }

    private func fill(_ batch: inout FrameBatch, _ frames: [Frame], _ parser: FrameParser = parser) {
        batch.removeAll()
        for frame in frames {
            batch.append(
                frame.bytes.span, wireLength: frame.wireLength, time: frame.time, index: frame.index, parser: parser)
        }
    }

    /// Expects the frames to come out as they went in.
    private func check(_ batch: FrameBatch, _ frames: [Frame], _ comment: Comment? = nil) {
        #expect(batch.count == frames.count, comment)
        batch.withRawFrames { raw in
            #expect(raw.count == frames.count, comment)
            for (place, frame) in frames.enumerated() {
                let record = raw.record(at: place)
                #expect(record.index == frame.index && record.time == frame.time, comment)
                #expect(record.wireLength == UInt32(max(frame.wireLength, frame.bytes.count)), comment)
                #expect(record.captured == UInt32(frame.bytes.count), comment)
                #expect(batch.frame(at: place).elementsEqual(frame.bytes), comment)
            }
        }
    }

    private func frames(_ lengths: [Int], _ random: inout SplitMix) -> [Frame] {
        lengths.map { length in
            // So that a place that is wrong by some bytes shows.
            let first = UInt8.random(in: 0...255, using: &random)
            return Frame(
                bytes: (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) ^ first },
                wireLength: Int.random(in: 0...70_000, using: &random),
                time: Int64.random(in: .min ... .max, using: &random),
                index: UInt64.random(in: 0...UInt64.max, using: &random))
        }
    }

    @Test("gives them back as they were, also in memory that is used again", arguments: 1...4 as ClosedRange<UInt64>)
    func again(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var batch = FrameBatch(capacity: 64)
        for turn in 0..<20 {
            let count = Int.random(in: 0...64, using: &random)
            let lengths = (0..<count).map { _ in Int.random(in: 0...[0, 9, 1514, 9014][turn % 4], using: &random) }
            let frames = frames(lengths, &random)
            fill(&batch, frames)
            check(batch, frames, "seed \(seed), turn \(turn)")
        }
    }

    @Test("takes frames of any length until it has enough bytes")
    func large() {
        var random = SplitMix(seed: 1)
        var batch = FrameBatch(capacity: 64)
        let frames = frames(Array(repeating: 300_000, count: 64), &random)
        // More than 4 MiB are not taken, but for the frame that brings it there.
        fill(&batch, Array(frames[..<13]))
        #expect(!batch.isFull)
        fill(&batch, Array(frames[..<14]))
        #expect(batch.isFull)
        check(batch, Array(frames[..<14]))
        let larger = self.frames([4 << 20, 2_000_000, 3_000_000, 0, 5], &random)
        fill(&batch, larger)
        #expect(batch.isFull)
        check(batch, larger)
        fill(&batch, frames)
        check(batch, frames)
        let smallest = self.frames([0, 1], &random)
        fill(&batch, smallest)
        #expect(!batch.isFull)
        check(batch, smallest)
    }

    @Test("is a copy that stays as it was when the other goes on")
    func copies() {
        var random = SplitMix(seed: 2)
        var batch = FrameBatch(capacity: 2)
        let (frames, others) = (frames([100, 200], &random), frames([200, 100], &random))
        fill(&batch, frames)
        let copy = batch
        fill(&batch, others)
        check(copy, frames)
        check(batch, others)
    }

    /// Parses the frames where they lie in a batch, and each by itself without the tags that a NIC strips.
    private func parsed(_ frames: [Frame], _ parser: FrameParser) -> (inBatch: [String], alone: [String]) {
        var (batch, descriptor) = (FrameBatch(capacity: frames.count), Descriptor())
        fill(&batch, frames, parser)
        let inBatch = batch.indices.map { place in
            batch.parse(place, into: &descriptor)
            return text(descriptor)
        }
        let alone = frames.enumerated().map { place, frame in
            let bytes = batch.frame(at: place)
            let stripped = frame.bytes.count - bytes.count
            parser.parse(
                bytes.span, wireLength: max(frame.wireLength, frame.bytes.count) - stripped, time: frame.time,
                index: frame.index, into: &descriptor)
            return text(descriptor)
        }
        return (inBatch, alone)
    }

    private func text(_ descriptor: Descriptor) -> String {
        var packet = descriptor
        packet.headers = HeaderBytes()
        return "\(packet) \(descriptor.headers.array)"
    }

    @Test(
        "is parsed as what is left without the tags that are stripped", arguments: [false, true],
        [LinkType.ethernet, .linuxCooked, .rawIP])
    func parsing(stripsTags: Bool, link: LinkType) {
        let tags: [[FrameBuilder.Tag]] = [
            [], [.init(id: 7, priority: 5)], [.init(id: 7, type: EtherType.serviceVLAN), .init(id: 8)],
        ]
        let frames = tags.flatMap { tags in
            var frame = FrameBuilder.segment(9)
            (frame.link, frame.tags) = (link, tags)
            let bytes = frame.bytes()
            return stride(from: 0, through: bytes.count, by: 3).flatMap { captured in
                // Shorter than what was captured is not possible, and counts as that.
                [0, captured, bytes.count, bytes.count + 2].map { length in
                    Frame(
                        bytes: Array(bytes[..<captured]), wireLength: length, time: Int64(captured),
                        index: UInt64(length))
                }
            }
        }
        let (inBatch, alone) = parsed(frames, FrameParser(link: link, stripsTags: stripsTags))
        #expect(inBatch == alone)
    }
}
