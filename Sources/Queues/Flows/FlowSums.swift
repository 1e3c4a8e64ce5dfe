import Offload
import Tallies

/// What was received and delivered of a flow, summed up.
struct FlowSums: Sendable {
    /// Packets received.
    var packets: UInt64 = 0
    /// TCP payload received.
    var payloadBytes: UInt64 = 0
    /// Packets delivered, merged or not.
    var deliveries: UInt64 = 0
    /// Packets in what was delivered.
    var deliveredPackets: UInt64 = 0
    /// Deliveries of two packets or more.
    var aggregates: UInt64 = 0
    /// Those of them that cannot be cut up into their packets again.
    var alteredAggregates: UInt64 = 0
    /// Payload delivered in aggregates.
    var mergedBytes: UInt64 = 0
    /// What merging altered in them.
    var alterations: Alterations = []
    /// Deliveries by size: of one packet, of 2 to 3, of 4 to 7, and so on; the last takes all from 128 on.
    ///
    /// Counts in 32 bits, here and by reason, stay at the largest number when they get there: a run may go on for
    /// weeks.
    var sizes = InlineArray<8, UInt32>(repeating: 0)
    /// Sessions flushed, by reason.
    var flushes = FlowReasonCounts()
    /// Packets passed, by reason.
    var passes = FlowReasonCounts()
    /// Those of them that passed as duplicates with bytes not seen before: others had overtaken them.
    var late: UInt32 = 0

    /// Adds a packet that passed.
    mutating func pass(_ reason: Reason, payload: UInt64) {
        packets += 1
        payloadBytes += payload
        deliver(1, packets: 1)
        passes.add(1, for: reason)
    }

    /// Adds sessions that were flushed.
    mutating func add(_ flushed: FlushRun) {
        guard flushed.count > 0 else { return }
        packets += flushed.packets
        payloadBytes += flushed.payloadBytes
        deliver(flushed.count, packets: flushed.event.packets)
        flushes.add(flushed.count, for: flushed.event.reason)
        aggregates += flushed.aggregates
        alteredAggregates += flushed.alteredAggregates
        mergedBytes += flushed.mergedBytes
        alterations.formUnion(flushed.event.alterations)
    }

    /// Adds what another flow received and delivered.
    mutating func add(_ other: FlowSums) {
        packets += other.packets
        payloadBytes += other.payloadBytes
        deliveries += other.deliveries
        deliveredPackets += other.deliveredPackets
        aggregates += other.aggregates
        alteredAggregates += other.alteredAggregates
        mergedBytes += other.mergedBytes
        alterations.formUnion(other.alterations)
        for place in sizes.indices { sizes[place].increase(by: other.sizes[place]) }
        flushes.add(other.flushes)
        passes.add(other.passes)
        late.increase(by: other.late)
    }

    private mutating func deliver(_ count: UInt32, packets: UInt32) {
        deliveries += UInt64(count)
        deliveredPackets += UInt64(count) * UInt64(packets)
        sizes[min(7, 31 - max(1, packets).leadingZeroBitCount)].increase(by: count)
    }
}
