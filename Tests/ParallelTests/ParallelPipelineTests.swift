import Frames
import Offload
import Packet
import Parallel
import Receive
import Synchronization
import TestSupport
import Testing

/// Threads that feed frames to a receive path, each a chunk at a time.
@Suite struct ParallelPipelineTests {
    /// Frames in chunks of uneven lengths, some of them empty, and how they were asked for.
    private final class Chunks: ChunkSource {
        private let frames: FrameBatch
        private let ranges: [Range<Int>]
        /// How many were fed before.
        let before = Atomic(0)
        /// The chunks in the order in which they were got ready, and the thread of each.
        let prepared = Mutex<[(number: Int, thread: Int)]>([])

        init(_ frames: [TestFrame], cuts: [Int]) {
            var batch = FrameBatch(capacity: frames.count)
            for (place, frame) in frames.enumerated() {
                batch.append(
                    frame.bytes.span, wireLength: frame.wireLength, time: Int64(place), index: UInt64(place),
                    parser: FrameParser(link: .ethernet))
            }
            self.frames = batch
            let ends = cuts.sorted() + [frames.count]
            ranges = zip([0] + ends, ends).map { $0..<$1 }
        }

        var count: Int { ranges.count }

        func prepare(_ number: Int, on thread: Int) -> Bool {
            let number = before.load(ordering: .relaxed) + number
            guard number < ranges.count else { return false }
            prepared.withLock { $0.append((number, thread)) }
            return true
        }

        func withFrames(of number: Int, on thread: Int, _ body: (RawFrames) -> Void) {
            frames.withRawFrames { body($0.part(ranges[before.load(ordering: .relaxed) + number])) }
        }
    }

    @Test(arguments: [1, 2, .max], ["queues=1", "queues=2 budget=5", "queues=7 sessions=3"])
    func theSameAsOneByOne(threads: Int, settings: String) throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            var (traffic, random) = (RandomTraffic(seed: seed), SplitMix(seed: seed))
            let frames = traffic.frames(1_000)
            var expected = Pipeline(try TestSettings(settings).receive)
            expected.take(parsed: frames[...], parser: FrameParser(link: .ethernet))

            let cuts = (0..<30).map { _ in random.below(1_001) }
            let chunks = Chunks(frames, cuts: cuts)
            var pipeline = Pipeline(try TestSettings(settings).receive)
            let feeder = ParallelPipeline(pipeline, threads: threads)
            var count = 0
            // A few chunks at a time, and in the end one call that finds none.
            while case let next = feeder.feed(4, of: chunks, through: &pipeline), next > 0 {
                count += next
                chunks.before.store(count, ordering: .relaxed)
            }
            #expect(count == chunks.count)
            #expect(pipeline.text == expected.text, "seed \(seed)")
            chunks.prepared.withLock { prepared in
                #expect(prepared.map(\.number) == Array(0..<chunks.count), "seed \(seed)")
                #expect(prepared.allSatisfy { $0.thread < feeder.threads })
            }
        }
    }

    /// Whoever follows a queue sees it after each round, in order.
    @Test func followed() throws {
        var traffic = RandomTraffic(seed: 4)
        let frames = traffic.frames(1_000)
        var pipeline = Pipeline(try TestSettings("queues=3 budget=4").receive)
        let feeder = ParallelPipeline(pipeline, threads: .max)
        let rounds = Mutex<[[UInt64]]>([[], [], []])
        let chunks = Chunks(frames, cuts: Array(stride(from: 0, to: 1_000, by: 90)))
        _ = feeder.feed(.max, of: chunks, through: &pipeline) { number, queue in
            rounds.withLock { $0[number].append(queue.round) }
        }
        rounds.withLock { rounds in
            for (queue, rounds) in rounds.enumerated() {
                #expect(rounds == rounds.sorted() && rounds.last == pipeline.queues[queue].round)
                #expect(Set(rounds).count == rounds.last.map { Int($0) + 1 })
            }
        }
    }
}
