import Offload
import Packet

/// What became of one flow's packets.
public struct FlowRecord: Sendable {
    // What each session changes comes first, so that it reaches few cache lines.

    /// The flow, or nil for what the ledger has no room for: the flows that were not seen for longest.
    public internal(set) var flow: FlowKey?
    /// Whether a packet had an acknowledgment number.
    var hasAcknowledged = false
    /// The slot of its open session, or -1.
    var slot: Int32 = -1
    /// Packets received.
    public internal(set) var packets: UInt64 = 0
    /// TCP payload received.
    public internal(set) var payloadBytes: UInt64 = 0
    /// Packets delivered, merged or not.
    public internal(set) var deliveries: UInt64 = 0
    /// Packets in what was delivered; the others are still held.
    public internal(set) var deliveredPackets: UInt64 = 0
    /// The frame of its latest packet.
    public internal(set) var lastFrame: UInt64 = 0
    /// When its latest packet was captured.
    public internal(set) var lastTime: Int64 = 0
    /// The acknowledgment number of its latest packet.
    public internal(set) var lastAcknowledgment: UInt32 = 0
    /// The window of its latest packet, unscaled.
    public internal(set) var window: UInt16 = 0
    /// The smallest window of its packets.
    public internal(set) var smallestWindow: UInt16 = .max
    /// The largest window of its packets.
    public internal(set) var largestWindow: UInt16 = 0
    /// Why its latest session was flushed, unless a packet passed since.
    public internal(set) var flushedLast: Reason?
    /// The sequence number that would continue its latest session.
    public internal(set) var nextSequence: UInt32 = 0
    /// What the loss meter remembers of it.
    var run = FlowRun()
    /// Its deliveries by size: of one packet, of 2 to 3, of 4 to 7, and so on; the last takes all from 128 on.
    public internal(set) var sizes = InlineArray<8, UInt32>(repeating: 0)
    /// Deliveries of two packets or more.
    public internal(set) var aggregates: UInt64 = 0
    /// Those of them that cannot be cut up into their packets again.
    public internal(set) var alteredAggregates: UInt64 = 0
    /// What merging lost in them.
    public internal(set) var alterations: Alterations = []
    /// Payload delivered in aggregates of two packets or more.
    public internal(set) var mergedBytes: UInt64 = 0
    /// The frame of its first packet.
    public internal(set) var firstFrame: UInt64 = 0
    /// When its first packet was captured, in nanoseconds since 1970.
    public internal(set) var firstTime: Int64 = 0
    /// The sequence number of its first packet.
    public internal(set) var firstSequence: UInt32 = 0
    /// The acknowledgment number of its first packet that has one.
    public internal(set) var firstAcknowledgment: UInt32 = 0
    /// Its sessions flushed, by reason.
    public var flushedBy: ReasonCounts { ReasonCounts(flushes) }
    /// Its packets passed, by reason.
    public var passedBy: ReasonCounts { ReasonCounts(passes) }
    /// The same in half of the room: there are many flows.
    private var flushes = FlowReasonCounts()
    private var passes = FlowReasonCounts()
    /// Whether a session of it was flushed, or a packet passed, for this reason.
    public func has(_ reason: Reason) -> Bool { flushes[reason] > 0 || passes[reason] > 0 }
    /// Packets received for each delivered, without those still held.
    public var ratio: Double { deliveries == 0 ? 0 : Double(deliveredPackets) / Double(deliveries) }

    /// Whether a session of it is open.
    public var isOpen: Bool { slot >= 0 }

    /// What flushed the session before, if one continues it that knows `closing`.
    @inline(__always)
    func reason(before closing: Closing) -> Reason? { nextSequence == closing.firstSequence ? flushedLast : nil }

    /// Takes in the packets of a session.
    @inline(__always)
    mutating func take(_ closing: Closing) {
        packets &+= closing.packets
        payloadBytes &+= closing.payloadBytes
        nextSequence = closing.nextSequence
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

    /// Takes in a packet that passes.
    mutating func pass(_ reason: Reason, _ packet: inout Descriptor) {
        packets += 1
        countDelivery(packets: 1)
        payloadBytes += UInt64(packet.countedPayload)
        passes.count(reason)
        // While a session is open, it still counts what flushed the one before.
        if slot < 0 { flushedLast = nil }
    }

    /// Takes in that its session is delivered.
    @inline(__always)
    mutating func flush(_ event: Event, _ closing: Closing) {
        take(closing)
        countDelivery(packets: event.packets)
        flushes.count(event.reason)
        flushedLast = event.reason
        slot = -1
        if event.packets > 1 {
            note(event.alterations)
            aggregates += 1
            mergedBytes += UInt64(event.first)
        }
    }

    /// Notes what a packet says of the flow.
    mutating func see(_ packet: inout Descriptor) {
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
    }

    /// Notes what merging lost in an aggregate.
    @inline(__always)
    mutating func note(_ lost: Alterations) {
        guard !lost.isEmpty else { return }
        alteredAggregates += 1
        alterations.formUnion(lost)
    }

    /// Counts a delivery of so many packets.
    @inline(__always)
    mutating func countDelivery(packets: UInt32) {
        deliveries += 1
        deliveredPackets += UInt64(packets)
        Self.increase(&sizes[min(7, 31 - max(1, packets).leadingZeroBitCount)], by: 1)
    }

    /// Adds what another record holds of the same flow.
    public mutating func add(_ other: FlowRecord) {
        packets += other.packets
        payloadBytes += other.payloadBytes
        deliveries += other.deliveries
        deliveredPackets += other.deliveredPackets
        aggregates += other.aggregates
        alteredAggregates += other.alteredAggregates
        alterations.formUnion(other.alterations)
        mergedBytes += other.mergedBytes
        firstFrame = min(firstFrame, other.firstFrame)
        lastFrame = max(lastFrame, other.lastFrame)
        firstTime = min(firstTime, other.firstTime)
        lastTime = max(lastTime, other.lastTime)
        for place in sizes.indices { Self.increase(&sizes[place], by: other.sizes[place]) }
        flushes.add(other.flushes)
        passes.add(other.passes)
    }

    /// Adds to a count, which stays at the largest number when it gets there: a run may go on for weeks.
    @inline(__always)
    private static func increase(_ count: inout UInt32, by more: UInt32) {
        let (sum, isOver) = count.addingReportingOverflow(more)
        count = isOver ? .max : sum
    }
}

extension FlowRecord {
    /// The flows of several queues, each once, the one with the most payload first; then the sum of the older ones.
    public static func merged(_ ledgers: [FlowLedger]) -> [FlowRecord] {
        var byFlow: [FlowKey: FlowRecord] = [:]
        var older: FlowRecord?
        for ledger in ledgers {
            for record in ledger.records {
                guard let flow = record.flow else { continue }
                byFlow[flow] = byFlow[flow]?.adding(record) ?? record
            }
            if let folded = ledger.olderFlows { older = older?.adding(folded) ?? folded }
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
