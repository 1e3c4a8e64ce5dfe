import Offload
import Packet
import Settings

/// What each cause cost a queue since its settings were last changed: the deliveries that would have been saved
/// without it.
///
/// It follows the ledger. Without a limit, sessions of a flow that continue each other would have been one, as far as
/// the other limits allow; a larger knob saves what its value allows.
public struct BottleneckMeter: Sendable {
    /// What all this happened under.
    let settings: ReceiveSettings
    /// The knob that limits an aggregate.
    private let limit: Setting
    private let limitValue: Int
    private let capacity: AggregateCapacity
    /// Packets delivered.
    public private(set) var deliveries: UInt64 = 0
    /// What passed or broke sessions.
    private var counted = ReasonCounts()
    /// What an endless round would have saved.
    private var cutByRounds = 0.0
    /// Runs that rounds cut off, all alike, and how many they are: what they cost is worked out once for all of them.
    private var cut = (packets: 0, bytes: 0, rounds: 0, count: 0)
    /// Runs that grew alike, by a delivery that limits may have cut off, and how many they are: as with `cut`.
    private var grown = (before: 0, after: 0, bytes: 0, count: 0)
    /// What aggregates of any number of fragments would have saved.
    private var cutByFragments = 0
    /// The larger values of the ladder, and what each would have saved beyond the one before.
    private var largerAggregates: [(value: Int, gain: Int)]
    /// The larger values of the ladder, and what each would have saved.
    private var largerBudgets: InlineArray<8, LongerRound>
    /// How many of them there are.
    private let budgets: Range<Int>

    /// Flows that wanted a session in this round.
    private var wanted = 0
    /// Flows not counted in that yet that all wanted one in the round `last` before, or never if that is 0, and how
    /// many they are: as with `cut`.
    private var wanting = (last: UInt64(0), count: 0)
    /// The most flows that wanted a session in one round that is over, among those in which the table refused some.
    private var wantedBefore = 0
    private var hasRefused = false

    /// A meter of a receive path set up with `settings`.
    init(_ settings: ReceiveSettings) {
        self.settings = settings
        let limit = Setting.maxAggr.inForce(settings.offload.rules)
        self.limit = limit
        limitValue = settings[limit]
        capacity = AggregateCapacity(settings.offload)
        largerAggregates = limit.ladder.filter { [limitValue] in $0 > limitValue }.map { ($0, 0) }
        let larger = Setting.budget.ladder.filter { $0 > settings.budget }
        largerBudgets = InlineArray { LongerRound(budget: $0 < larger.count ? larger[$0] : 0) }
        budgets = 0..<min(larger.count, largerBudgets.count)
    }

    /// A meter at zero for other settings, in the middle of a round.
    func restarted(with settings: ReceiveSettings, round: UInt64) -> BottleneckMeter {
        var meter = BottleneckMeter(settings)
        meter.beginLongerRounds(round)
        meter.wanted = settled.wanted
        return meter
    }

    /// The most flows that wanted a session in one round, among the rounds in which the table refused some.
    public var mostWanted: Int { hasRefused ? max(wanted + wanting.count, wantedBefore) : wantedBefore }

    /// The deliveries that each cause cost.
    public var costs: ReasonCounts {
        if isUnsettled { return settled.costs }
        var costs = counted
        costs[.pollEnd] = UInt64(cutByRounds.rounded())
        costs[.maxFrags] = UInt64(max(0, cutByFragments))
        costs[limit == .maxAggr ? .maxAggr : .sizeLimit] = UInt64(max(0, largerAggregates.reduce(0) { $0 + $1.gain }))
        return costs
    }

    /// The most flows that would have wanted a session in one round of so many frames, a larger value of the ladder.
    public func mostWanted(budget: Int) -> Int {
        if isUnsettled { return settled.mostWanted(budget: budget) }
        return budgets.first { largerBudgets[$0].budget == budget }
            .map { max(largerBudgets[$0].wanted, largerBudgets[$0].wantedBefore) } ?? mostWanted
    }

    /// The deliveries that larger values of max-aggr or budget would have saved, the smallest value first.
    public func savings(_ knob: Setting) -> [(value: Int, deliveries: Double)] {
        if isUnsettled { return settled.savings(knob) }
        switch knob {
        case .maxAggr, .groMaxSize:
            var saved = 0
            return largerAggregates.map { step in
                saved += step.gain
                return (step.value, Double(saved))
            }
        case .budget: return budgets.map { (largerBudgets[$0].budget, largerBudgets[$0].saved) }
        default: return []
        }
    }
}

/// Following the ledger.
extension BottleneckMeter {
    /// Counts a packet that passes.
    @inline(__always)
    mutating func pass(_ reason: Reason) {
        deliveries += 1
        if reason != .noSession { counted[reason] += 1 }
    }

    /// Counts a packet, which stays as it is, of a flow that the table refused a session in `round`; the first of a row
    /// costs nothing.
    mutating func refuse(_ flow: inout FlowRun, _ packet: inout Segment, round: UInt64) {
        want(&flow, round)
        hasRefused = true
        let isNext = flow.refusedIn == round && flow.refusedNext == packet.sequence
        flow.refused = isNext ? flow.refused + 1 : 1
        flow.refusedIn = round
        flow.refusedNext = packet.sequence &+ UInt32(truncatingIfNeeded: packet.payloadLength)
        let capacity = capacity.packets(payload: packet.payloadLength, limit: limitValue)
        if (flow.refused - 1) % capacity != 0 { counted[.noSession] += 1 }
    }

    /// Notes that a session of the flow opened in `round`; `last` flushed the one before, if this one continues it.
    @inline(always)
    mutating func open(_ flow: inout FlowRun, continuing last: Reason?, round: UInt64) {
        want(&flow, round)
        if flow.brokenBy != nil { countBreak(&flow, round) }
        if last == .pollEnd {
            if flow.packets > 0 { noteCut(flow, rounds: Int(truncatingIfNeeded: round &- flow.round)) }
        } else if flow.round == round, last?.group == .limit {
            return
        }
        flow.packets = 0
        flow.bytes = 0
    }

    private mutating func countBreak(_ flow: inout FlowRun, _ round: UInt64) {
        if let reason = flow.brokenBy, flow.round == round { counted[reason] += 1 }
        flow.brokenBy = nil
    }

    /// Counts so many sessions that are flushed.
    @inline(__always)
    mutating func countFlushes(_ count: Int = 1, by reason: Reason) {
        deliveries += UInt64(count)
        if reason == .evicted { hasRefused = true }
    }

    /// Follows the end of a session of the flow in `round`.
    @inline(always)
    mutating func flush(_ flow: inout FlowRun, _ event: Event, round: UInt64) {
        let before = flow.packets
        flow.packets &+= Int(event.packets)
        flow.bytes &+= Int(event.first)
        flow.round = round
        // A round that ends is what most sessions are flushed by.
        if event.reason != .pollEnd { return flushEarly(&flow, event.reason, before: before) }
        if before > 0 { noteGrowth(flow, before: before) }
    }

    /// Follows the end of a session that something else flushed than the round's end, behind `before` packets of its
    /// run.
    @inline(never)
    private mutating func flushEarly(_ flow: inout FlowRun, _ reason: Reason, before: Int) {
        switch reason.group {
        case .end: flow.brokenBy = reason == .driver ? .smallPacket : reason == .evicted ? .evicted : nil
        case .limit: flow.brokenBy = nil
        default: flow.brokenBy = reason
        }
        if before > 0 || reason.group == .limit { noteGrowth(flow, before: before) }
    }

    /// Ends a round.
    mutating func endRound(next round: UInt64) {
        beginLongerRounds(round)
        wantedBefore = mostWanted
        hasRefused = false
        wanted = 0
    }

    private mutating func beginLongerRounds(_ round: UInt64) {
        settleWanting()
        for place in budgets { largerBudgets[place].begin(round, budget: settings.budget) }
    }

    /// Notes that a flow wants a session.
    @inline(always)
    private mutating func want(_ flow: inout FlowRun, _ round: UInt64) {
        guard flow.wantedIn != round else { return }
        if flow.wantedIn != wanting.last {
            settleWanting()
            wanting.last = flow.wantedIn
        }
        wanting.count &+= 1
        flow.wantedIn = round
    }

    /// Counts the flows that wanted a session.
    @inline(never)
    private mutating func settleWanting() {
        let (last, count) = wanting
        guard count > 0 else { return }
        wanting.count = 0
        wanted += count
        for place in budgets where largerBudgets[place].isNew(last) { largerBudgets[place].wanted += count }
    }
}

/// What would have been.
extension BottleneckMeter {
    /// Notes that the flow goes on `rounds` rounds after the run that was cut off.
    @inline(always)
    private mutating func noteCut(_ run: FlowRun, rounds: Int) {
        if cut.packets != run.packets || cut.bytes != run.bytes || cut.rounds != rounds {
            settle()
            cut = (run.packets, run.bytes, rounds, 0)
        }
        cut.count &+= 1
    }

    /// Notes that a run grew by a delivery.
    @inline(always)
    private mutating func noteGrowth(_ run: FlowRun, before: Int) {
        if grown.before != before || grown.after != run.packets || grown.bytes != run.bytes {
            settleGrowth()
            grown = (before, run.packets, run.bytes, 0)
        }
        grown.count &+= 1
    }

    /// Whether something is left to be worked out.
    private var isUnsettled: Bool { cut.count > 0 || grown.count > 0 || wanting.count > 0 }

    /// This meter with nothing left to be worked out.
    private var settled: BottleneckMeter {
        var meter = self
        meter.settle()
        meter.settleGrowth()
        meter.settleWanting()
        return meter
    }

    /// Counts what longer rounds would have saved of the runs that were noted.
    @inline(never)
    private mutating func settle() {
        guard cut.count > 0 else { return }
        let (packets, count) = (cut.packets, Double(cut.count))
        let capacity = capacity.packets(payload: cut.bytes / packets, limit: limitValue)
        let now = Double(Self.pieces(packets, capacity))
        let fullness = Double(packets) / Double(capacity)
        cutByRounds += count * (now - fullness)
        for place in budgets {
            // So many runs like these would come to a round of that size.
            let runs = Double(largerBudgets[place].budget) / Double(settings.budget * max(1, cut.rounds))
            if runs > 1 { largerBudgets[place].saved += count * max(0, now - (runs * fullness).rounded(.up) / runs) }
        }
        cut.count = 0
    }

    /// Counts what wider limits would have saved of the deliveries by which runs grew.
    @inline(never)
    private mutating func settleGrowth() {
        let (before, after, bytes, count) = grown
        guard count > 0 else { return }
        grown.count = 0
        let payload = bytes / max(1, after)
        func saved(_ capacity: Int) -> Int {
            1 - Self.pieces(after, capacity) + Self.pieces(before, capacity)
        }
        if settings.offload.mode == .pages {
            cutByFragments +=
                count * saved(capacity.packets(payload: payload, limit: limitValue, isLimitedByFragments: false))
        }
        let most = min(capacity.packets(payload: payload, limit: .max / 2), after)
        var last = 0
        for place in largerAggregates.indices {
            let capacity = capacity.packets(payload: payload, limit: largerAggregates[place].value)
            largerAggregates[place].gain += count * (saved(capacity) - last)
            last = saved(capacity)
            if capacity >= most { break }
        }
    }

    private static func pieces(_ packets: Int, _ capacity: Int) -> Int { (packets + capacity - 1) / capacity }
}
