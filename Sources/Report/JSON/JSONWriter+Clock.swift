import Diagnosis
import Receive
import Replay
import Timing

/// What the clock measures, in nanoseconds.
extension JSONWriter {
    /// What it counted, by the names of its traces: summed over queues and CPUs, the peak the largest.
    mutating func clock(_ clock: VirtualClock) {
        let queues = clock.cpus.flatMap(\.queues)
        number("corrected", clock.arrivals.corrected)
        number("dropped", queues.reduce(0) { $0 + $1.dropped })
        number("interrupts", queues.reduce(0) { $0 + $1.interrupts })
        number("timer_interrupts", queues.reduce(0) { $0 + $1.timerInterrupts })
        number("polls", queues.reduce(0) { $0 + $1.polls })
        number("empty_polls", queues.reduce(0) { $0 + $1.emptyPolls })
        number("full_polls", queues.reduce(0) { $0 + $1.fullPolls })
        number("ring_peak", queues.reduce(0) { max($0, $1.ringPeak) })
        number("busy_ns", clock.cpus.reduce(0) { $0 + $1.busy })
        number("end", clock.end)
    }

    /// Writes how busy each CPU was under `cpus`.
    mutating func cpus(_ clock: VirtualClock) {
        array("cpus") { json in
            for cpu in clock.cpus {
                json.object { json in
                    json.number("busy_ns", cpu.busy)
                    json.decimal("share", clock.share(of: cpu))
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

    private mutating func percentiles(_ histogram: LatencyHistogram) {
        for (name, share) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p999", 0.999)] {
            number(name, histogram.percentile(share))
        }
        number("max", histogram.maximum)
        number("mean", histogram.mean)
    }
}
