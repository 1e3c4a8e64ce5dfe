import Packet
import Parallel
import Receive
import Settings

extension Case {
    /// Two queues, between which RSS shares eight flows evenly.
    static let queues: [Case] = [
        Case("queues/2/one-thread", "frames of 8 flows in bursts of 8, two queues on one thread") { stock, packets in
            ThreadedWorkload(stock.frames(arrangement, packets: packets), pipeline, packets: packets, threads: 1)
        },
        Case("queues/2/two-threads", "the same on two threads") { stock, packets in
            ThreadedWorkload(stock.frames(arrangement, packets: packets), pipeline, packets: packets, threads: 2)
        },
    ]

    private static var arrangement: TrafficPattern {
        var arrangement = TrafficPattern.eightByEight(.short)
        arrangement.queues = 2
        arrangement.unit = 128
        return arrangement
    }

    private static var pipeline: Pipeline {
        var settings = ReceiveSettings(sessions: 8)
        settings.queues = 2
        return Pipeline(settings)
    }
}

/// Preloaded frames through parser and receive path on so many threads, as the program takes them.
struct ThreadedWorkload: Workload {
    /// Parts of preloaded frames, which are ready as they are.
    private struct Parts: ChunkSource {
        let frames: RawFrames

        /// The frames of a part, as many as the program takes at a time; a power of two, as the ring's number is.
        static let capacity = 4_096

        var count: Int { (frames.count + Self.capacity - 1) / Self.capacity }

        func prepare(_ number: Int, on thread: Int) -> Bool { number < count }

        func withFrames(of number: Int, on thread: Int, _ body: (RawFrames) -> Void) {
            let start = number * Self.capacity
            body(frames.part(start..<min(frames.count, start + Self.capacity)))
        }
    }

    private let frames: FrameRing
    private let packets: Int
    private let feeder: ParallelPipeline
    private var pipeline: Pipeline
    private var lap = 0

    /// At least so many packets of `frames` through `pipeline`.
    init(_ frames: FrameRing, _ pipeline: Pipeline, packets: Int, threads: Int) {
        (self.frames, self.pipeline, self.packets) = (frames, pipeline, packets)
        feeder = ParallelPipeline(pipeline, threads: threads)
    }

    mutating func run() -> Measure {
        var measure = Measure()
        var next = lap
        measure.timeLaps(of: frames, &next, packets: packets) {
            frames.withRawFrames(0..<frames.count) { frames in
                let parts = Parts(frames: frames)
                _ = feeder.feed(parts.count, of: parts, through: &pipeline)
            }
        }
        lap = next
        measure.ratio = pipeline.counters.ratio
        return measure
    }
}
