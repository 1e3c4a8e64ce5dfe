import Frames
import Offload
import Packet
import Receive
import TestSupport
import Testing

/// Frames that are steered as they lie in memory.
@Suite struct SteeredFramesTests {
    private let parser = FrameParser(link: .ethernet)

    /// Rounds that do not end, so that all events of a queue stay to be seen.
    private func pipeline(_ queues: Int) throws -> Pipeline {
        Pipeline(try TestSettings("queues=\(queues) budget=65535").receive)
    }

    private func batch(_ frames: [TestFrame]) -> FrameBatch {
        var batch = FrameBatch(capacity: frames.count)
        for (place, frame) in frames.enumerated() {
            batch.append(
                frame.bytes.span, wireLength: frame.wireLength, time: 0, index: UInt64(place), parser: parser)
        }
        return batch
    }

    /// The queue of each frame when its descriptor is taken.
    private func expected(_ frames: [TestFrame], queues: Int) throws -> [Int] {
        var pipeline = try pipeline(queues)
        return frames.enumerated().map { place, frame in
            var packet = frame.descriptor(index: place, parser: parser)
            return pipeline.take(&packet)
        }
    }

    /// The frames of each queue of `pipeline`, in the order in which it gets them.
    private func shares(_ pipeline: Pipeline, _ steered: SteeredFrames, _ frames: RawFrames) -> [[Int]] {
        pipeline.queues.indices.map { queue in
            var share: [Int] = []
            steered.withFrames(for: queue, of: frames) { frames in
                share = (0..<frames.count).map { Int(frames.record(at: $0).index) }
            }
            return share
        }
    }

    @Test(arguments: [1, 2, 8, 128], 1...4 as ClosedRange<UInt64>)
    func queueOfEachFrame(count: Int, seed: UInt64) throws {
        var traffic = RandomTraffic(seed: seed, anomalyRate: 4)
        let frames = traffic.frames(500)
        let expected = try expected(frames, queues: count)
        let wanted = (0..<count).map { queue in frames.indices.filter { expected[$0] == queue } }
        var pipeline = try pipeline(count)
        var steered = SteeredFrames(pipeline)
        batch(frames).withRawFrames { raw in
            steered.steer(raw)
            #expect(shares(pipeline, steered, raw) == wanted, "seed \(seed)")
            pipeline.take(raw, steered)
        }
        for queue in 0..<count {
            let verdicts = pipeline.queues[queue].manager.log.events.filter(\.isVerdict)
            #expect(verdicts.map { Int($0.frame) } == wanted[queue], "seed \(seed), queue \(queue)")
        }
        #expect(pipeline.received == 500 && pipeline.lastFrame == 499)
    }

    /// A queue that the capture tells goes before the hash, which is noted nevertheless.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func queuesThatTheCaptureTells(seed: UInt64) throws {
        var traffic = RandomTraffic(seed: seed, anomalyRate: 4)
        let frames = traffic.frames(200)
        let told = frames.indices.map { $0 % 4 == 3 ? nil : $0 % 11 }
        let hashed = try expected(frames, queues: 4)
        let wanted = frames.indices.map { place in told[place].map { $0 % 4 } ?? hashed[place] }
        var batch = batch(frames)
        for place in batch.indices { batch.setOrigin(FrameOrigin(queue: Int32(told[place] ?? -1)), at: place) }
        #expect(batch.lastQueue == 10)
        batch.noteQueues()
        var settings = try TestSettings("queues=4 budget=65535").receive
        settings.followsCapture = true
        var (pipeline, plain) = (Pipeline(settings), try pipeline(4))
        var steered = SteeredFrames(pipeline)
        batch.withRawFrames { raw in
            steered.steer(raw)
            let shares = shares(pipeline, steered, raw)
            #expect(shares == (0..<4).map { queue in frames.indices.filter { wanted[$0] == queue } }, "seed \(seed)")
        }
        for place in batch.indices {
            var packet = Descriptor()
            batch.parse(place, into: &packet)
            #expect(pipeline.take(&packet) == wanted[place], "seed \(seed), frame \(place)")
            var same = frames[place].descriptor(index: place, parser: parser)
            _ = plain.take(&same)
            #expect(packet.rssHash == same.rssHash, "seed \(seed), frame \(place)")
        }
    }

    /// No frame at all, and one batch after the other in the same memory.
    @Test func again() throws {
        let packets = ["A s0 100", "arp", "B s0 100 v6", "C s0 100 mf", "D s0 100", "E s0 20 cut=60"]
        let frames = try TestFrame.frames(packets)
        let expected = try expected(frames, queues: 8)
        let pipeline = try pipeline(8)
        var steered = SteeredFrames(pipeline)
        for count in [6, 1, 0, 3, 2, 6] {
            batch(Array(frames[..<count])).withRawFrames { raw in
                steered.steer(raw)
                let wanted = (0..<8).map { queue in (0..<count).filter { expected[$0] == queue } }
                #expect(shares(pipeline, steered, raw) == wanted)
            }
        }
    }
}
