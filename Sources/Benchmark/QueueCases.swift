import Packet
import Receive
import Replay

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

/// Preloaded frames through parser and receive path on so many threads, as the program takes them: while the queues take
/// a batch, the next is steered.
struct ThreadedWorkload: Workload {
    private let frames: Preloaded
    private let packets: Int
    private let crew: Crew?
    private var pipeline: Pipeline
    private var steered: SteeredBatch
    private var next: SteeredBatch
    private var lap = 0

    /// As many as the program takes at a time; both numbers are powers of two.
    private static let batch = 16_384

    /// At least so many packets of `frames` through `pipeline`.
    init(_ frames: Preloaded, _ pipeline: Pipeline, packets: Int, threads: Int) {
        (self.frames, self.pipeline, self.packets) = (frames, pipeline, packets)
        crew = threads > 1 ? Crew(most: threads) : nil
        steered = SteeredBatch(pipeline, parts: threads)
        next = steered
    }

    mutating func run() -> Measure {
        var measure = Measure()
        var next = lap
        measure.timeLaps(of: frames, &next, packets: packets) { receive() }
        lap = next
        measure.ratio = pipeline.counters.ratio
        return measure
    }

    private mutating func receive() {
        let batch = min(Self.batch, frames.count)
        for start in stride(from: 0, through: frames.count, by: batch) {
            let now = max(0, start - batch)..<start
            let ahead = start..<min(frames.count, start + batch)
            frames.withRawFrames(ahead) { ahead in
                frames.withRawFrames(now) { now in receive(now, ahead) }
            }
            swap(&steered, &next)
        }
    }

    /// Lets the queues take `frames`, which were steered, and steers those that come next.
    private mutating func receive(_ frames: RawFrames, _ ahead: RawFrames) {
        let (steered, crew) = (steered, crew)
        next.steer(ahead) { parts, steer in
            pipeline.take(
                frames, steered,
                perform: { queues, take in
                    let body: @Sendable (Int) -> Void = { $0 < queues ? take($0) : steer($0 - queues) }
                    if let crew { crew.perform(queues + parts, body) } else { Pipeline.inTurn(queues + parts, body) }
                })
        }
    }
}
