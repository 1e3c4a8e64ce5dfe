import Diagnosis
import Queues
import Receive
import Replay
import Screen
import Timing

extension Summary {
    /// What the clock has come to: latencies with their parts, and how interrupts, polls and CPUs went; nothing without
    /// one.
    var clockLines: [String] {
        guard let clock, let latency = totals.latency else { return [] }
        let queues = clock.cpus.flatMap(\.queues)
        func sum(_ path: KeyPath<QueueClock, Int>) -> Int { queues.reduce(0) { $0 + $1[keyPath: path] } }
        let parts = [
            ("moderation", latency.moderation), ("ring", latency.ring), ("held", latency.held),
            ("delivery", latency.delivery),
        ]
        return [
            "latency \(latency.total.phrase)",
            "of it (p50, p99)   "
                + parts.map {
                    "\($0.0) \(Quantity.time($0.1.percentile(0.5))), \(Quantity.time($0.1.percentile(0.99)))"
                }
                .joined(separator: "   "),
            "interrupts \(sum(\.interrupts))   by the timer \(sum(\.timerInterrupts))   polls \(sum(\.polls)) "
                + "(\(sum(\.emptyPolls)) empty, \(sum(\.fullPolls)) full)   dropped \(sum(\.dropped))   "
                + "ring at most \(queues.map(\.ringPeak).max() ?? 0)",
        ] + costLines
    }

    /// What the modelled CPUs come to, with and without merging; nothing where they need no time.
    private var costLines: [String] {
        guard let costs else { return [] }
        let note = settings.clock.costs.note
        let unmerged = costs.withoutMerging.map { "   without merging \($0.phrase)" } ?? ""
        return ["busiest CPU \(costs.load.phrase)\(unmerged)", "modelled\(note.isEmpty ? "" : ": \(note)")"]
    }
}

extension CostComparison.Load {
    /// How busy it is, and when it is through: `73 %, all of it at 13.7 Gbit/s`.
    fileprivate var phrase: String {
        "\(Quantity.percent(busiest)), all of it at \(Quantity.fixed(saturation / 1e9, decimals: 2)) Gbit/s"
    }
}

extension LatencyHistogram {
    /// Its percentiles: `p50 12.3 µs · p90 …`.
    fileprivate var phrase: String {
        let shares = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)]
        return (shares.map { "\($0.0) \(Quantity.time(percentile($0.1)))" } + ["max \(Quantity.time(maximum))"])
            .joined(separator: " · ")
    }
}

extension HoldHistogram {
    /// How long packets were held, in frames.
    var phrase: String { "hold p50 \(percentile(0.5)) p99 \(percentile(0.99)) max \(maximum) frames" }
}
