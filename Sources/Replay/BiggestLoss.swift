import Offload
import Receive

/// What keeps the aggregation ratio down most, where, and the knob that would help.
///
/// It is read from counters alone. An end or a limit costs a delivery only where the next session of the flow
/// goes on just where the flushed one ended; any other reason costs each session and packet it names.
public struct BiggestLoss: Equatable, Sendable {
    /// The cause.
    public var reason: Reason
    /// Deliveries that it cost.
    public var deliveries: UInt64
    /// The same as a part of all deliveries, from 0 to 1.
    public var share: Double
    /// The queue that it hit most.
    public var queue: Int
    /// The knob that would help, and the value to try.
    public var remedy: Remedy?
    /// Cause, place and numbers in words, without the remedy.
    public var sentence: String

    /// A knob and the value to give it.
    public struct Remedy: Equatable, Sendable {
        /// The knob.
        public var knob: Knob
        /// The value to try.
        public var value: Int
    }

    /// Losses below this share of the deliveries are not worth a word.
    static let threshold = 0.02

    /// The biggest loss of a receive path so far, or nil when nothing stands out.
    public init?(_ pipeline: Pipeline) {
        let costs = pipeline.queues.map(Self.costs)
        let delivered = pipeline.queues.reduce(0) { $0 + $1.manager.counters.delivered }
        var totals = ReasonCounts()
        for cost in costs { totals.add(cost) }
        guard let worst = totals.ranked.first, delivered > 0 else { return nil }
        reason = worst.reason
        deliveries = worst.count
        share = Double(worst.count) / Double(delivered)
        guard share >= Self.threshold else { return nil }
        queue = costs.indices.max { (costs[$0][worst.reason], $1) < (costs[$1][worst.reason], $0) } ?? 0
        remedy = Self.remedy(for: worst.reason, pipeline.queues[queue], pipeline.settings)
        sentence = ""
        sentence = describe(pipeline)
    }

    /// The deliveries that each reason cost in a queue.
    private static func costs(_ queue: ReceiveQueue) -> ReasonCounts {
        let counters = queue.manager.counters
        var costs = counters.passedBy
        for (reason, count) in counters.flushedBy.ranked {
            switch reason.group {
            case .end, .limit: costs[reason] += queue.ledger.resumedAfter[reason]
            default: costs[reason] += count
            }
        }
        return costs
    }

    private static func remedy(for reason: Reason, _ queue: ReceiveQueue, _ settings: ReceiveSettings) -> Remedy? {
        switch reason {
        case .noSession:
            let wanted = max(queue.ledger.mostWanted, settings[.sessions] + 1)
            return Knob.sessions.ladder.first { $0 >= wanted }.map { Remedy(knob: .sessions, value: $0) }
        case .maxAggr:
            return Knob.maxAggr.step(from: settings[.maxAggr], sign: 1).map { Remedy(knob: .maxAggr, value: $0) }
        case .pollEnd:
            return Knob.budget.step(from: settings[.budget], sign: 1).map { Remedy(knob: .budget, value: $0) }
        default:
            return nil
        }
    }

    private func describe(_ pipeline: Pipeline) -> String {
        let settings = pipeline.settings
        let percent = "\(Int((share * 100).rounded())) %"
        let place = pipeline.queues.count > 1 ? ", most in queue \(queue)" : ""
        return switch reason {
        case .noSession:
            "\(percent) of the deliveries passed because the table of queue \(queue) is full "
                + "(\(settings[.sessions]) sessions, \(pipeline.queues[queue].ledger.mostWanted) flows a round)"
        case .pollEnd:
            "\(percent) of the deliveries were cut off by the end of the round (budget \(settings[.budget])\(place))"
        case .maxAggr:
            "\(percent) of the deliveries were cut off because the aggregate was full "
                + "(max-aggr \(settings[.maxAggr])\(place))"
        default:
            "\(percent) of the deliveries come from \(reason.id): \(reason.meaning)\(place)"
        }
    }
}
