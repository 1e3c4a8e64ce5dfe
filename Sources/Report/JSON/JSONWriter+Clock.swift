import Diagnosis
import Receive
import Replay
import Timing

/// What the clock measures, in nanoseconds.
extension JSONWriter {
    /// What it counted, by the names of its traces: summed over queues and CPUs, the peak the largest.
    mutating func clock(_ clock: ClockFigures) {
        number("corrected", clock.corrected)
        number("dropped", clock.sum(\.dropped))
        number("interrupts", clock.sum(\.interrupts))
        number("timer_interrupts", clock.sum(\.timerInterrupts))
        number("polls", clock.sum(\.polls))
        number("empty_polls", clock.sum(\.emptyPolls))
        number("full_polls", clock.sum(\.fullPolls))
        number("ring_peak", clock.queues.reduce(0) { max($0, $1.ringPeak) })
        number("busy_ns", clock.busy.reduce(0, +))
        number("end", clock.end)
    }

    /// Writes how busy each CPU was under `cpus`.
    mutating func cpus(_ clock: ClockFigures) {
        array("cpus") { json in
            for (busy, share) in zip(clock.busy, clock.shares) {
                json.object { json in
                    json.number("busy_ns", busy)
                    json.decimal("share", share)
                }
            }
        }
    }

    /// Writes what modelled CPUs come to under `cpu_model`, in shares and bits a second on the wire.
    mutating func costs(_ costs: CostComparison, note: String) {
        object("cpu_model") { json in
            json.string("note", note)
            json.load(costs.load)
            if let load = costs.withoutMerging { json.object("without_merging") { $0.load(load) } }
        }
    }

    private mutating func load(_ load: CostComparison.Load) {
        decimal("busiest", load.busiest)
        decimal("saturation", load.saturation)
    }

    /// Writes the latencies under `latency`: of the whole, and of each part.
    mutating func latency(_ tally: LatencyTally) {
        object("latency") { json in
            json.percentiles(tally.total)
            let parts = [
                ("moderation", tally.moderation), ("ring", tally.ring), ("held", tally.held),
                ("delivery", tally.delivery),
            ]
            for (name, part) in parts { json.object(name) { $0.percentiles(part) } }
        }
    }

    /// Writes the latencies of a flow under `latency`.
    mutating func latency(_ flow: FlowLatency) {
        object("latency") { json in
            json.number("count", flow.count)
            json.number("mean", flow.mean)
            json.number("max", flow.maximum)
        }
    }

    private mutating func percentiles(_ histogram: LatencyHistogram) {
        let times = histogram.percentiles([0.5, 0.9, 0.99, 0.999])
        for (name, time) in zip(["p50", "p90", "p99", "p999"], times) { number(name, time) }
        number("max", histogram.maximum)
        number("mean", histogram.mean)
    }
}
