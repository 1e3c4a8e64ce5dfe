import Receive
import Timing

/// The latencies of many packets in the few numbers that are shown of them, in nanoseconds.
public struct LatencyView: Equatable, Sendable {
    /// Packets that were delivered.
    public let count: Int
    /// What half of them took at most.
    public let p50: Int64
    /// What 99 of 100 took at most.
    public let p99: Int64
    /// The mean of each part.
    public let means: Latency

    /// The numbers of a sample.
    ///
    /// - Complexity: O(*n*) in the number of latencies that differ.
    init(_ sample: LatencySample) {
        (count, means) = (sample.total.count, sample.means)
        let times = sample.total.percentiles([0.5, 0.99])
        (p50, p99) = (times[0], times[1])
    }
}

/// The latencies of a run, as they are shown.
package struct LatencyViews: Sendable {
    /// Those of all packets; nil without a clock.
    package let all: LatencyView?
    /// Those of each queue's packets since the settings were last changed; none without a clock.
    package let queues: [LatencyView]

    /// None.
    package init() { (all, queues) = (nil, []) }

    /// Those of samples of all queues.
    init(_ samples: [LatencySample], since change: LastChange) {
        all = samples.isEmpty ? nil : LatencyView(LatencySample(samples))
        queues = samples.enumerated().map { LatencyView(change.latencies($1, queue: $0)) }
    }
}
