import Offload
import Queues
import Receive
import Settings

/// The cause that keeps the aggregation ratio down most, where it does, and the knob that would help.
///
/// It is read from counters alone, since the settings were last changed. A cause costs the deliveries that would have
/// been saved without it: a full aggregate costs nothing where a larger one could not be, nor a full table where the
/// refused packets would have merged with nothing.
public struct Bottleneck: Equatable, Sendable {
    /// The cause.
    public var reason: Reason
    /// Deliveries that it cost.
    public var deliveries: UInt64
    /// Their share of all deliveries since the settings were last changed, from 0 to 1.
    public var share: Double
    /// The queue that it hit most.
    public var queue: Int
    /// The knob that would help, and the value to try.
    public var remedy: Remedy?
    /// Cause, place and numbers in words, without the remedy.
    public var sentence: String

    /// Share, cause and place in few words.
    public var brief: String { "\(percent) \(reason.id), most in queue \(queue)" }

    private var percent: String { "\(Int((share * 100).rounded())) %" }

    /// A knob and the value to give it.
    public struct Remedy: Equatable, Sendable {
        /// The knob.
        public var knob: Setting
        /// The value to try.
        public var value: Int
    }

    /// Fewer rounds since the settings were last changed say too little.
    private static let fewestRounds: UInt64 = 20
    /// Fewer frames do so, too.
    private static let fewestFrames: UInt64 = 1_000
    /// Causes that cost less than this share of the deliveries are not worth a word.
    static let threshold = 0.02
    /// Cut rounds that cost less than this share are not worth a word where no longer round would help.
    static let hopelessThreshold = 0.1

    /// The bottleneck of a receive path so far, or nil when nothing stands out, or too little has come yet.
    public init?(_ pipeline: Pipeline) {
        // What it goes by is a path without time.
        guard pipeline.clock == nil else { return nil }
        self.init(
            pipeline.queues.map(\.bottleneckMeter), pipeline.settings, rounds: pipeline.rounds,
            received: pipeline.received, since: pipeline.lastChange)
    }

    /// The bottleneck that the meters of the queues tell, or nil when nothing stands out, or too little has come since
    /// the last change of the settings.
    ///
    /// - Parameters:
    ///   - meters: Those of all queues.
    ///   - settings: The settings of the receive path.
    ///   - rounds: How many rounds have ended.
    ///   - received: How many frames were received.
    ///   - change: How many there were of both when the settings were last changed.
    package init?(
        _ meters: [BottleneckMeter], _ settings: ReceiveSettings, rounds: UInt64, received: UInt64,
        since change: LastChange
    ) {
        guard rounds - change.rounds >= Self.fewestRounds, received - change.received >= Self.fewestFrames
        else { return nil }
        self.init(meters, settings)
    }

    /// The bottleneck that the meters of the queues tell, however little they have seen.
    package init?(_ meters: [BottleneckMeter], _ settings: ReceiveSettings) {
        let costs = meters.map(\.costs)
        let delivered = meters.reduce(0) { $0 + $1.deliveries }
        var totals = ReasonCounts()
        for cost in costs { totals.add(cost) }
        for (reason, count) in totals.ranked where Double(count) >= Self.threshold * Double(delivered) {
            self.reason = reason
            deliveries = count
            share = min(1, Double(count) / Double(delivered))
            queue = costs.indices.max { (costs[$0][reason], $1) < (costs[$1][reason], $0) } ?? 0
            remedy = Self.remedy(for: reason, meters, settings)
            if reason == .pollEnd, remedy == nil, share < Self.hopelessThreshold { continue }
            sentence = ""
            sentence = describe(meters, settings)
            return
        }
        return nil
    }

    /// The knob that helps against `reason`, and the smallest value of its ladder that does.
    private static func remedy(for reason: Reason, _ meters: [BottleneckMeter], _ settings: ReceiveSettings) -> Remedy?
    {
        switch reason {
        case .noSession, .evicted:
            let wanted = max(meters.map(\.mostWanted).max() ?? 0, settings[.sessions] + 1)
            return Setting.sessions.ladder.first { $0 >= wanted }.map { Remedy(knob: .sessions, value: $0) }
        case .maxAggr, .sizeLimit:
            // Larger aggregates cost nothing in latency: nearly all that can be saved should be.
            let limit = Setting.maxAggr.inForce(settings.offload.rules)
            guard (reason == .maxAggr) == (limit == .maxAggr) else { return nil }
            let savings = savings(limit, meters)
            let most = savings.last?.deliveries ?? 0
            return savings.first { $0.deliveries >= most * 0.99 }.map { Remedy(knob: limit, value: $0.value) }
        case .pollEnd:
            // A longer round makes packets wait: the first that is worth it, and for which the sessions suffice.
            let longer = longerRound(meters)
            guard let longer, longer.wanted <= settings[.sessions] else { return nil }
            return Remedy(knob: .budget, value: longer.budget)
        default:
            return nil
        }
    }

    /// The shortest longer round that would be worth it, and the sessions that it wants.
    private static func longerRound(_ meters: [BottleneckMeter]) -> (budget: Int, wanted: Int)? {
        let delivered = Double(meters.reduce(0) { $0 + $1.deliveries })
        let savings = savings(.budget, meters)
        guard let budget = savings.first(where: { $0.deliveries >= threshold * delivered })?.value else { return nil }
        return (budget, meters.map { $0.mostWanted(budget: budget) }.max() ?? 0)
    }

    /// The deliveries that larger values of a knob would have saved in all queues.
    private static func savings(_ knob: Setting, _ meters: [BottleneckMeter]) -> [(value: Int, deliveries: Double)] {
        guard var sum = meters.first?.savings(knob) else { return [] }
        for meter in meters.dropFirst() {
            for (place, more) in meter.savings(knob).enumerated() { sum[place].deliveries += more.deliveries }
        }
        return sum
    }

    private func describe(_ meters: [BottleneckMeter], _ settings: ReceiveSettings) -> String {
        let place = meters.count > 1 ? ", most in queue \(queue)" : ""
        return switch reason {
        case .noSession:
            "\(percent) of the deliveries passed because the table of queue \(queue) is full "
                + "(\(settings[.sessions]) sessions, \(meters[queue].mostWanted) flows a round)"
        case .evicted:
            "\(percent) of the deliveries were evicted from a full bucket (\(settings[.sessions]) sessions in "
                + "\(settings.offload.groBuckets) buckets, "
                + "\(meters[queue].mostWanted) flows a round\(place))"
        case .pollEnd:
            "\(percent) of the deliveries were cut off by the end of the round (budget \(settings[.budget])\(place)"
                + wish(meters) + ")"
        case .maxAggr:
            "\(percent) of the deliveries were cut off because the aggregate was full "
                + "(max-aggr \(settings[.maxAggr])\(place))"
        default:
            "\(percent) of the deliveries come from \(reason.id): \(reason.meaning)\(place)"
        }
    }

    /// The sessions without which a longer round would not help.
    private func wish(_ meters: [BottleneckMeter]) -> String {
        guard remedy == nil, let longer = Self.longerRound(meters) else { return "" }
        return "; one of \(longer.budget) wants \(longer.wanted) sessions"
    }
}
