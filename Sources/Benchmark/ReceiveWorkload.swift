import Packet
import Receive

/// Preloaded frames through parser and receive path, batch by batch.
struct FrameWorkload: Workload {
    private let frames: FrameRing
    private let packets: Int
    private var pipeline: Pipeline
    private var steered: SteeredFrames
    private var lap = 0

    /// As many as fit a cache beside what the receive path knows; both numbers are powers of two.
    private static let batch = 1024

    /// At least so many packets of `frames` through `pipeline`.
    init(_ frames: FrameRing, _ pipeline: Pipeline, packets: Int) {
        (self.frames, self.pipeline, self.packets) = (frames, pipeline, packets)
        steered = SteeredFrames(pipeline)
    }

    mutating func run() -> Measure {
        var measure = Measure()
        var next = lap
        measure.timeLaps(of: frames, &next, packets: packets) { receive() }
        lap = next
        measure.ratio = pipeline.counters.ratio
        return measure
    }

    @inline(never)
    private mutating func receive() {
        for start in stride(from: 0, to: frames.count, by: Self.batch) {
            let range = start..<min(frames.count, start + Self.batch)
            frames.withRawFrames(range) { frames in
                steered.steer(frames)
                pipeline.take(frames, steered)
            }
        }
    }
}

/// Descriptors of preloaded frames through the receive path: what is left of it when the frames were parsed before.
///
/// As in a run of the program a batch is parsed first, here outside the timed part, and then taken.
struct DescriptorWorkload: Workload {
    private let frames: FrameRing
    private let packets: Int
    private var pipeline: Pipeline
    private var batch: [Descriptor]
    private var lap = 0

    /// At least so many packets of `frames` through `pipeline`.
    init(_ frames: FrameRing, _ pipeline: Pipeline, packets: Int) {
        (self.frames, self.pipeline, self.packets) = (frames, pipeline, packets)
        // As many as a runner takes at a time; both numbers are powers of two.
        batch = Array(repeating: Descriptor(), count: min(1024, frames.count))
    }

    mutating func run() -> Measure {
        var measure = Measure()
        repeat {
            frames.turn(to: lap)
            for first in stride(from: 0, to: frames.count, by: batch.count) {
                parse(from: first)
                measure.time(batch.count) { Self.take(&batch, into: &pipeline) }
            }
            lap += 1
        } while measure.count < packets
        measure.ratio = pipeline.counters.ratio
        return measure
    }

    private mutating func parse(from first: Int) {
        for place in batch.indices {
            frames.read(first + place, into: &batch[place])
        }
    }

    @inline(never)
    private static func take(_ batch: inout [Descriptor], into pipeline: inout Pipeline) {
        for place in batch.indices { pipeline.take(&batch[place]) }
    }
}
