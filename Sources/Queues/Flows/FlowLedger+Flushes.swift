import Offload
import Packet
import Tables

/// Following sessions that are flushed.
extension FlowLedger {
    /// Follows the flushes that are `events` from `first` on, all for the same reason of sessions that still stand in
    /// their slots.
    ///
    /// - Returns: The payload that they merged.
    mutating func flush(_ events: [Event], from first: Int, to end: Int, _ sessions: [Session]) -> UInt64 {
        guard first < end else { return 0 }
        makeRoom(sessions.count)
        meter.countFlushes(end - first, by: events[first].reason)
        var (place, merged) = (first, UInt64(0))
        while true {
            Self.flush(
                events, &place, to: end, sessions, &records, &slotOfRow, recordOfSlot, &meter, &merged, round: round)
            guard place < end else { return merged }
            note(events[place], SessionSummary(sessions[events[place].slot]))
            merged &+= events[place].mergedBytes
            place += 1
        }
    }

    /// Follows flushes on the parts of a ledger, each of which is reached by one access, up to the first flow that was
    /// folded.
    @inline(__always)
    private static func flush(
        _ events: [Event], _ place: inout Int, to end: Int, _ sessions: [Session],
        _ records: inout ChunkedArray<FlowRecord>,
        _ slotOfRow: inout [Int32], _ recordOfSlot: [Int32], _ meter: inout BottleneckMeter, _ merged: inout UInt64,
        round: UInt64
    ) {
        var slots = slotOfRow.mutableSpan
        let (events, sessions, rows) = (events.span, sessions.span, recordOfSlot.span)
        // The nearest cache holds fewer.
        let isLarge = records.count > 256
        while place < end {
            let event = events[place]
            let slot = event.slot
            let row = Int(rows[slot])
            guard row >= 0 else { return }
            if isLarge, place &+ 8 < end {
                records.prefetch(Int(rows[events[place &+ 8].slot]), lines: 3)
            }
            flush(&records[row], &meter, event, SessionSummary(sessions[slot]), round: round)
            slots[row] = -1
            merged &+= event.mergedBytes
            place &+= 1
        }
    }

    /// Follows a flush of a session that knew `closing`.
    mutating func flush(_ event: Event, _ closing: SessionSummary) {
        meter.countFlushes(by: event.reason)
        note(event, closing)
    }

    /// Notes in the record of its flow that a session is flushed, which is counted already.
    private mutating func note(_ event: Event, _ closing: SessionSummary) {
        if let row = row(of: event.slot) {
            Self.flush(&records[row], &meter, event, closing, round: round)
            slotOfRow[row] = -1
        } else {
            flushOlder(event, closing)
        }
    }

    /// Notes in the record of a flow, which one access reaches, that its session is flushed.
    @inline(always)
    private static func flush(
        _ record: inout FlowRecord, _ meter: inout BottleneckMeter, _ event: Event, _ closing: SessionSummary,
        round: UInt64
    ) {
        let last = record.reason(before: closing)
        record.flush(event, closing)
        meter.open(&record.run, continuing: last, round: round)
        meter.flush(&record.run, event, round: round)
    }

    /// Notes in the record of the older flows that a session of one of them is flushed.
    @inline(never)
    private mutating func flushOlder(_ event: Event, _ closing: SessionSummary) {
        var older = olderFlows ?? FlowRecord()
        older.flush(event, closing)
        olderFlows = older
    }
}
