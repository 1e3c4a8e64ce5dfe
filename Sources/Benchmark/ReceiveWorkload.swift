import Packet
import Receive

/// Preloaded frames through parser and receive path, frame by frame.
struct FrameWorkload: Workload {
    private let frames: Preloaded
    private let packets: Int
    private var pipeline: Pipeline
    private var descriptor = Descriptor()
    private var lap = 0

    /// At least so many packets of `frames` through `pipeline`.
    init(_ frames: Preloaded, _ pipeline: Pipeline, packets: Int) {
        (self.frames, self.pipeline, self.packets) = (frames, pipeline, packets)
    }

    mutating func run() -> Measure {
        var measure = Measure()
        repeat {
            frames.turn(to: lap)
            let first = UInt64(lap * frames.count)
            lap += 1
            measure.time(frames.count) {
                Self.receive(frames, from: first, into: &pipeline, &descriptor)
            }
        } while measure.count < packets
        measure.ratio = pipeline.counters.ratio
        return measure
    }

    @inline(never)
    private static func receive(
        _ frames: Preloaded, from first: UInt64, into pipeline: inout Pipeline, _ descriptor: inout Descriptor
    ) {
        let parser = FrameParser(link: .ethernet)
        for place in 0..<frames.count {
            frames.read(place, index: first &+ UInt64(place), parser, into: &descriptor)
            pipeline.take(&descriptor)
        }
    }
}

/// Descriptors of preloaded frames through the receive path: what is left of it when the frames were parsed before.
///
/// As in a run of the program a batch is parsed first, here outside the timed part, and then taken.
struct DescriptorWorkload: Workload {
    private let frames: Preloaded
    private let packets: Int
    private let parser = FrameParser(link: .ethernet)
    private var pipeline: Pipeline
    private var batch: [Descriptor]
    private var lap = 0

    /// At least so many packets of `frames` through `pipeline`.
    init(_ frames: Preloaded, _ pipeline: Pipeline, packets: Int) {
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
            let index = UInt64(lap * frames.count + first + place)
            frames.read(first + place, index: index, parser, into: &batch[place])
        }
    }

    @inline(never)
    private static func take(_ batch: inout [Descriptor], into pipeline: inout Pipeline) {
        for place in batch.indices { pipeline.take(&batch[place]) }
    }
}
