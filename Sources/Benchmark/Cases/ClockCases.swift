import Packet
import Receive
import Settings
import Timing

extension Case {
    /// The receive path in time, `on`, and beside it the same frames one by one without a clock, `off`.
    static let clock: [Case] =
        pair("poll-end", "64 flows")
        + pair("costs", "the same, with a CPU that needs time") { $0.clock.costs = busy }
        + pair("timeout", "the same, flushed by a timer of 50 µs") { $0.flushPolicy = .timeout(50) }
        + pair("gro", "the same under gro, as the kernel flushes") {
            $0.offload.rules = .gro
            $0.flushPolicy = .kernel(20, deferrals: 2)
        }
        + [4, 16, 64].flatMap { queues in
            pair("queues/\(queues)", "the same on \(queues) queues and CPUs, and so many times as fast") {
                $0.queues = queues
                $0.clock.arrivals = Rate(10_000_000_000 * UInt64(queues), .bits).map(Arrivals.rate) ?? .backlog
            }
        }
        + [8, 512, 4_096].flatMap { flows in
            pair("flows/\(flows)", "the same of \(flows) flows with as many sessions", flows: flows)
        }

    private static let busy = Costs(
        interrupt: 1_000, poll: 200, frame: 166, skb: 100, delivery: 484, bytePicoseconds: 100)

    private static func pair(
        _ name: String, _ summary: String, flows: Int = 64,
        _ change: @escaping @Sendable (inout ReceiveSettings) -> Void = { _ in }
    ) -> [Case] {
        [
            clock("clock/off/\(name)", "\(summary), one by one without a clock", flows: flows) {
                change(&$0)
                $0.clock.arrivals = .backlog
            },
            clock("clock/on/\(name)", "\(summary), back to back on a 10G link", flows: flows, change),
        ]
    }

    private static func clock(
        _ name: String, _ summary: String, flows: Int, _ change: @escaping @Sendable (inout ReceiveSettings) -> Void
    ) -> Case {
        Case(name, summary) { stock, packets in
            var settings = ReceiveSettings(sessions: flows)
            settings.clock.arrivals = .rate(.link)
            change(&settings)
            let pattern = TrafficPattern(flows: flows, order: .turns(burst: 4))
            return ClockWorkload(stock.frames(pattern, packets: packets), Pipeline(settings), packets: packets)
        }
    }
}

/// Preloaded frames through parser and receive path in time, one by one; without a clock they are received at once.
private struct ClockWorkload: Workload {
    let frames: FrameRing
    var pipeline: Pipeline
    let packets: Int
    private var descriptor = Descriptor()
    private var lap = 0

    /// As many as the program reads at once; both numbers are powers of two.
    private static let batch = 4096

    /// At least so many packets of `frames` through `pipeline`.
    init(_ frames: FrameRing, _ pipeline: Pipeline, packets: Int) {
        (self.frames, self.pipeline, self.packets) = (frames, pipeline, packets)
    }

    mutating func run() -> Measure {
        var measure = Measure()
        var next = lap
        measure.timeLaps(of: frames, &next, packets: packets) {
            for start in stride(from: 0, to: frames.count, by: Self.batch) {
                frames.withRawFrames(start..<min(frames.count, start + Self.batch)) { take($0) }
            }
        }
        lap = next
        measure.ratio = pipeline.counters.ratio
        return measure
    }

    @inline(never)
    private mutating func take(_ frames: RawFrames) {
        guard pipeline.clock == nil else { return pipeline.takeInTime(frames, after: nil) }
        for place in 0..<frames.count {
            frames.parse(place, into: &descriptor)
            pipeline.take(&descriptor)
        }
    }
}
