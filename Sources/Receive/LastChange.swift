import Offload
import Queues
import Timing

/// What a receive path had counted when its settings were last changed; nothing as long as they never were.
///
/// What was counted since then is the difference: shares from under other settings say nothing of those in force.
public struct LastChange: Sendable {
    /// Rounds of all queues that had ended.
    public private(set) var rounds: UInt64 = 0
    /// Frames that all queues had received.
    public private(set) var received: UInt64 = 0
    /// What each queue had come to; empty as long as nothing was changed.
    private var outcomes: [Outcome] = []

    /// The latencies of each queue's packets; none without a clock.
    private var latencies: [LatencySample] = []

    /// No change.
    public init() {}

    /// A change of the settings of `pipeline` now.
    init(_ pipeline: Pipeline) {
        rounds = pipeline.rounds
        received = pipeline.received
        outcomes = pipeline.queues.map { Outcome($0.manager.counters) }
        latencies = pipeline.queues.compactMap { $0.times.map { LatencySample($0.latencies) } }
    }

    /// Whether something was received before it, so that what came since is not all.
    public var hasPast: Bool { received > 0 }

    /// What a queue that counted `counters` has come to since then.
    public func outcome(of counters: Counters, queue: Int) -> Outcome {
        var outcome = Outcome(counters)
        if outcomes.indices.contains(queue) { outcome.subtract(outcomes[queue]) }
        return outcome
    }

    /// What a queue that has those latencies now has added to them since then.
    public func latencies(_ sample: LatencySample, queue: Int) -> LatencySample {
        latencies.indices.contains(queue) ? sample.since(latencies[queue]) : sample
    }
}
