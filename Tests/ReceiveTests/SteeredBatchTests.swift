import Offload
import Packet
import Receive
import TestSupport
import Testing
import Traffic

/// A batch whose frames are steered as they lie in memory, in parts.
@Suite struct SteeredBatchTests {
    private let parser = FrameParser(link: .ethernet)

    /// Rounds that do not end, so that all events of a queue stay to be seen.
    private func pipeline(_ queues: Int) throws -> Pipeline {
        Pipeline(try TestSettings("queues=\(queues) budget=65535").receive)
    }

    private func batch(_ frames: [TestFrame]) -> FrameBatch {
        var batch = FrameBatch(capacity: frames.count, content: .raw)
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

    private func queues(_ steered: SteeredBatch) -> [Int] {
        var queues: [Int] = []
        steered.forEachQueue { place, queue in
            #expect(place == queues.count)
            queues.append(queue)
        }
        return queues
    }

    @Test(arguments: [1, 2, 8, 128], 1...4 as ClosedRange<UInt64>)
    func queueOfEachFrame(count: Int, seed: UInt64) throws {
        var traffic = RandomTraffic(seed: seed, anomalyRate: 4)
        let frames = traffic.frames(500)
        let expected = try expected(frames, queues: count)
        for parts in [1, 2, 3, 7] {
            var pipeline = try pipeline(count)
            var steered = SteeredBatch(pipeline, parts: parts)
            batch(frames).withRawFrames { raw in
                steered.steer(raw)
                pipeline.take(raw, steered)
            }
            #expect(queues(steered) == expected, "seed \(seed), \(parts) parts")
            for queue in 0..<count {
                let verdicts = pipeline.queues[queue].manager.record.events.filter(\.isVerdict)
                let taken = frames.indices.filter { expected[$0] == queue }
                #expect(verdicts.map { Int($0.frame) } == taken, "seed \(seed), \(parts) parts, queue \(queue)")
            }
        }
    }

    /// Parts without a frame, and one batch after the other in the same memory.
    @Test func fewerFramesThanParts() throws {
        let packets = ["A s0 100", "arp", "B s0 100 v6", "C s0 100 mf", "D s0 100", "E s0 20 cut=60"]
        let frames = try TestFrame.frames(packets)
        let expected = try expected(frames, queues: 8)
        var steered = SteeredBatch(try pipeline(8), parts: 7)
        for count in [6, 1, 0, 3, 2, 6] {
            batch(Array(frames[..<count])).withRawFrames { steered.steer($0) }
            #expect(queues(steered) == Array(expected[..<count]))
            #expect(steered.count == count)
        }
    }

    /// The parts in any order, as threads may come to them.
    @Test func partsInAnyOrder() throws {
        var traffic = RandomTraffic(seed: 9)
        let frames = traffic.frames(100)
        var steered = SteeredBatch(try pipeline(8), parts: 3)
        batch(frames).withRawFrames { raw in
            steered.steer(raw) { count, body in for number in (0..<count).reversed() { body(number) } }
        }
        #expect(queues(steered) == (try expected(frames, queues: 8)))
    }
}
