import Dispatch
import Packet
import Receive

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

    private static var arrangement: Arrangement {
        var arrangement = Arrangement.eightByEight(.short)
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

/// Preloaded frames through parser and receive path batch by batch, as the program takes them: each part of the batch is
/// parsed and steered, then each queue takes its frames, on so many threads.
struct ThreadedWorkload: Workload {
    private let frames: Preloaded
    private let packets: Int
    private let threads: Int
    private var pipeline: Pipeline
    private var batch: [Descriptor]
    private var steered = SteeredBatch(queues: 2)
    private var lap = 0

    /// At least so many packets of `frames` through `pipeline`.
    init(_ frames: Preloaded, _ pipeline: Pipeline, packets: Int, threads: Int) {
        (self.frames, self.pipeline, self.packets, self.threads) = (frames, pipeline, packets, threads)
        batch = Array(repeating: Descriptor(), count: min(16_384, frames.count))
    }

    mutating func run() -> Measure {
        var measure = Measure()
        repeat {
            frames.turn(to: lap)
            let first = UInt64(lap * frames.count)
            lap += 1
            measure.time(frames.count) {
                for start in stride(from: 0, to: frames.count, by: batch.count) { receive(from: start, first) }
            }
        } while measure.count < packets
        measure.ratio = pipeline.counters.ratio
        return measure
    }

    private mutating func receive(from start: Int, _ first: UInt64) {
        let (frames, threads) = (frames, threads)
        let steering = pipeline.steering
        let perform: Pipeline.Performer = { count, body in
            if threads == 1 {
                (0..<count).forEach(body)
            } else {
                DispatchQueue.concurrentPerform(iterations: count, execute: body)
            }
        }
        batch.withUnsafeMutableBufferPointer { batch in
            // Each part of the batch is read by one thread, which changes nothing of the frames.
            nonisolated(unsafe) let (packets, frames) = (batch, frames)
            perform(2) { part in
                let parser = FrameParser(link: .ethernet)
                var rss = steering
                let half = packets.count / 2
                for place in part * half..<(part + 1) * half {
                    let index = first &+ UInt64(start + place)
                    frames.read(start + place, index: index, parser, into: &packets[place])
                    _ = rss.steer(&packets[place])
                }
            }
            steered.removeAll()
            for place in batch.indices { steered.append(queue: steering.queue(batch[place].rssHash)) }
            pipeline.take(batch, steered, perform: perform)
        }
    }
}
