import Offload
import Packet
import Tallies

/// What became of one flow's packets.
public struct FlowRecord: Sendable {
    // What each session changes comes first, so that it reaches few cache lines: it fits into two.

    /// The flow, or nil for what the ledger has no room for: the flows that were not seen for longest.
    public internal(set) var flow: FlowKey?
    /// Whether a packet had an acknowledgment number.
    var hasAcknowledged = false
    /// Why its latest session was flushed, unless a packet passed since.
    public internal(set) var flushedLast: Reason?
    /// The slot of its open session, or -1; the ledger keeps that apart, and fills it in for whoever looks.
    var slot: Int32 = -1
    /// The sequence number that would continue its latest session, which need not be where the flow goes on.
    private var nextInSession: UInt32 = 0
    /// The sequence number that would continue the flow: the furthest after what came of it.
    public private(set) var nextSequence: UInt32 = 0
    /// The acknowledgment number of its latest packet.
    public internal(set) var lastAcknowledgment: UInt32 = 0
    /// The window of its latest packet, unscaled.
    public internal(set) var window: UInt16 = 0
    /// The smallest window of its packets.
    public internal(set) var smallestWindow: UInt16 = .max
    /// The largest window of its packets.
    public internal(set) var largestWindow: UInt16 = 0
    /// The frame of its latest packet.
    public internal(set) var lastFrame: UInt64 = 0
    /// When its latest packet was captured.
    public internal(set) var lastTime: Int64 = 0
    /// Its latest sessions, not in the sums yet.
    private var latest = FlushRun()
    /// What the bottleneck meter remembers of it.
    var run = FlowRun()
    /// The frame of its first packet.
    public internal(set) var firstFrame: UInt64 = 0
    /// When its first packet was captured, in nanoseconds since 1970.
    public internal(set) var firstTime: Int64 = 0
    /// The sequence number of its first packet.
    public internal(set) var firstSequence: UInt32 = 0
    /// The acknowledgment number of its first packet that has one.
    public internal(set) var firstAcknowledgment: UInt32 = 0
    private var sums = FlowSums()
    /// What the latest gap left out.
    private var hole = SequenceHole()

    /// Whether a session of it is open.
    public var isOpen: Bool { slot >= 0 }

    /// Whether it is the record of `flow`, and knows all that has to be known before a session of it is flushed.
    @inline(__always)
    func isAcknowledged(of flow: FlowKey) -> Bool {
        guard let known = self.flow, hasAcknowledged else { return false }
        return known.difference(from: flow) == 0
    }

    /// What flushed the session before, if one continues it that knows `closing`.
    @inline(__always)
    func reason(before closing: SessionSummary) -> Reason? {
        nextInSession == closing.firstSequence ? flushedLast : nil
    }

    /// Takes in the packets of a session that is open.
    mutating func hold(_ closing: SessionSummary) {
        see(closing)
        sums.packets += closing.packets
        sums.payloadBytes += closing.payloadBytes
    }

    /// Takes in a packet that passes.
    mutating func pass(_ reason: Reason, _ packet: inout Descriptor, isOpen: Bool) {
        sums.pass(reason, payload: UInt64(packet.countedPayload))
        // While a session is open, it still counts what flushed the one before.
        if !isOpen { flushedLast = nil }
    }

    /// Takes in that its session is delivered.
    @inline(__always)
    mutating func flush(_ event: Event, _ closing: SessionSummary) {
        see(closing)
        flushedLast = event.reason
        if !latest.add(event) { sumUp(event) }
    }

    /// Sums its latest sessions up, since another was flushed in another way.
    @inline(never)
    private mutating func sumUp(_ event: Event) {
        sums.add(latest)
        latest = FlushRun(event)
        _ = latest.add(event)
    }

    /// Notes what a session says of the flow.
    @inline(__always)
    private mutating func see(_ closing: SessionSummary) {
        nextInSession = closing.nextSequence
        reach(closing.nextSequence)
        // A packet that passed meanwhile may be later.
        if closing.lastFrame >= lastFrame {
            lastFrame = closing.lastFrame
            lastTime = closing.lastTime
            window = closing.window
            if let acknowledgment = closing.acknowledgment { lastAcknowledgment = acknowledgment }
        }
        if closing.smallestWindow < smallestWindow { smallestWindow = closing.smallestWindow }
        if closing.largestWindow > largestWindow { largestWindow = closing.largestWindow }
    }

    /// Notes that the flow goes on with that sequence number, or one after it.
    @inline(__always)
    private mutating func reach(_ sequence: UInt32) {
        if nextSequence.precedes(sequence) { nextSequence = sequence }
    }

    /// Notes what a packet that passes says of the flow.
    mutating func see(_ packet: inout Descriptor) {
        // The number in a reset may be any.
        if packet.facts.contains(.hasTCP), !packet.flags.contains(.rst) { reach(packet.endSequence) }
        lastFrame = packet.index
        lastTime = packet.time
        if packet.flags.contains(.ack) {
            acknowledge(packet.acknowledgment)
            lastAcknowledgment = packet.acknowledgment
        }
        window = packet.window
        smallestWindow = min(smallestWindow, packet.window)
        largestWindow = max(largestWindow, packet.window)
    }

    /// Notes the acknowledgment number of a packet, which may be the first.
    mutating func acknowledge(_ number: UInt32) {
        if !hasAcknowledged { firstAcknowledgment = number }
        hasAcknowledged = true
    }

    /// Begins the record of a flow with its first packet.
    mutating func begin(_ flow: FlowKey, sequence: UInt32, frame: UInt64, time: Int64) {
        self.flow = flow
        firstFrame = frame
        firstTime = time
        firstSequence = sequence
        nextSequence = sequence
    }

    /// Notes what a packet left out before it: one of the flow that broke a session.
    mutating func leaveGap(from expected: UInt32, to sequence: UInt32) {
        hole = SequenceHole(from: expected, to: sequence)
    }

    /// Notes whether a packet that passed as a duplicate carries some of what the latest gap left out.
    mutating func noteDuplicate(_ packet: inout Descriptor) {
        if hole.fill(packet.sequence, payload: packet.countedPayload) { sums.late.increase(by: 1) }
    }

    /// Adds what another record holds of the same flow.
    public mutating func add(_ other: FlowRecord) {
        sums.add(other.totals)
        firstFrame = min(firstFrame, other.firstFrame)
        lastFrame = max(lastFrame, other.lastFrame)
        firstTime = min(firstTime, other.firstTime)
        lastTime = max(lastTime, other.lastTime)
    }
}

/// What was received and delivered.
extension FlowRecord {
    private var totals: FlowSums {
        var totals = sums
        totals.add(latest)
        return totals
    }

    /// Packets received.
    public var packets: UInt64 { sums.packets + latest.packets }
    /// TCP payload received.
    public var payloadBytes: UInt64 { sums.payloadBytes + latest.payloadBytes }
    /// Packets delivered, merged or not.
    public var deliveries: UInt64 { sums.deliveries + UInt64(latest.count) }
    /// Packets received for each delivered, without those still held.
    public var ratio: Double {
        deliveries == 0 ? 0 : Double(sums.deliveredPackets + latest.packets) / Double(deliveries)
    }
    /// Its deliveries by size: of one packet, of 2 to 3, of 4 to 7, and so on; the last takes all from 128 on.
    public var sizes: InlineArray<8, UInt32> { totals.sizes }
    /// Deliveries of two packets or more.
    public var aggregates: UInt64 { sums.aggregates + latest.aggregates }
    /// Those of them that cannot be cut up into their packets again.
    public var alteredAggregates: UInt64 { sums.alteredAggregates + latest.alteredAggregates }
    /// What merging altered in them.
    public var alterations: Alterations { totals.alterations }
    /// Payload delivered in aggregates of two packets or more.
    public var mergedBytes: UInt64 { sums.mergedBytes + latest.mergedBytes }
    /// Its sessions flushed, by reason.
    public var flushedBy: ReasonCounts { ReasonCounts(totals.flushes) }
    /// Packets that passed as duplicates with bytes not seen before: they came late, since others had overtaken them.
    ///
    /// Only the latest gap of the flow is remembered.
    public var latePackets: UInt32 { sums.late }
    /// Its packets passed, by reason.
    public var passedBy: ReasonCounts { ReasonCounts(sums.passes) }

    /// Whether a session of it was flushed, or a packet passed, for this reason.
    public func has(_ reason: Reason) -> Bool {
        sums.flushes[reason] > 0 || sums.passes[reason] > 0 || latest.count > 0 && latest.reason == reason
    }
}

extension Descriptor {
    /// The sequence number behind the packet; SYN and FIN take one each.
    fileprivate var endSequence: UInt32 {
        let flags = (segment.flags.contains(.syn) ? 1 : 0) + (segment.flags.contains(.fin) ? 1 : 0)
        return segment.sequence &+ UInt32(truncatingIfNeeded: countedPayload + flags)
    }
}

extension FlowRecord {
    /// The flows of several queues, each once, the one with the most payload first; then the sum of the older ones.
    public static func merged(_ ledgers: [FlowLedger]) -> [FlowRecord] {
        merged(ledgers.lazy.flatMap { ledger in (0..<ledger.rows).lazy.map { ledger.record(at: $0) } })
    }

    /// The flows among some records, each once, in that order; those without a flow are of older ones.
    public static func merged(_ records: some Sequence<FlowRecord>) -> [FlowRecord] {
        var byFlow: [FlowKey: FlowRecord] = [:]
        var older: FlowRecord?
        for record in records {
            if let flow = record.flow {
                byFlow[flow] = byFlow[flow]?.adding(record) ?? record
            } else {
                older = older?.adding(record) ?? record
            }
        }
        let sorted = byFlow.values.sorted { ($0.payloadBytes, $1.firstFrame) > ($1.payloadBytes, $0.firstFrame) }
        return sorted + (older.map { [$0] } ?? [])
    }

    private func adding(_ other: FlowRecord) -> FlowRecord {
        var sum = self
        sum.add(other)
        return sum
    }
}
