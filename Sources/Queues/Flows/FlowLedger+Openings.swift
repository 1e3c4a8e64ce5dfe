import Offload
import Packet
import Tables

/// Following sessions that open.
extension FlowLedger {
    /// Follows that `count` sessions were opened by the events of the round from `first` on.
    ///
    /// What is in the sessions is taken in when they are flushed. The events are those of the round from its beginning
    /// on; packets of later ones may be in the sessions already.
    mutating func open(_ count: Int, by events: [Event], from first: Int, _ sessions: [Session]) {
        var (place, left) = (first, count)
        while left > 0 {
            Self.open(&left, by: events, from: &place, sessions, records, &slotOfRow, &recordOfSlot, index)
            guard left > 0 else { break }
            let slot = events[place].slot
            openElsewhere(slot, of: sessions[slot].key, SessionsAsOf(sessions: sessions, events: events, place: place))
            place += 1
            left -= 1
        }
    }

    /// Follows openings on the parts of a ledger, each of which is reached by one access, up to the first session of a
    /// flow that is not remembered, or has yet to acknowledge something.
    @inline(__always)
    private static func open(
        _ left: inout Int, by events: [Event], from place: inout Int, _ sessions: [Session],
        _ records: ChunkedArray<FlowRecord>,
        _ slotOfRow: inout [Int32], _ recordOfSlot: inout [Int32], _ index: FlowIndex
    ) {
        var slots = slotOfRow.mutableSpan
        var rows = recordOfSlot.mutableSpan
        let (events, sessions) = (events.span, sessions.span)
        while left > 0 {
            if events[place].kind == .opened {
                let slot = events[place].slot
                guard slot < rows.count else { return }
                var row = Int(rows[slot])
                if slot &+ 8 < rows.count { records.prefetch(Int(rows[slot &+ 8]), lines: 1) }
                // Rounds that are alike open the same sessions in the same slots.
                if row < 0 || !records[row].isAcknowledged(of: sessions[slot].key) {
                    var search = FlowIndex.Search(sessions[slot].key.mixed)
                    repeat { row = index.next(&search) } while row >= 0 && records[row].flow != sessions[slot].key
                    guard row >= 0, records[row].hasAcknowledged else { return }
                    rows[slot] = Int32(truncatingIfNeeded: row)
                }
                slots[row] = Int32(truncatingIfNeeded: slot)
                left &-= 1
            }
            place &+= 1
        }
    }

    /// Follows that a session of `flow` opens in `slot` now.
    @inline(__always)
    mutating func open(_ slot: Int, of flow: FlowKey, _ sessions: [Session]) {
        // Rounds that are alike open the same sessions in the same slots.
        guard let row = row(of: slot), records[row].isAcknowledged(of: flow)
        else { return openElsewhere(slot, of: flow, SessionsAsOf(sessions: sessions)) }
        slotOfRow[row] = Int32(truncatingIfNeeded: slot)
    }

    /// Follows an opening where the slot had another flow's session before, or the flow has no record yet.
    @inline(never)
    mutating func openElsewhere(_ slot: Int, of flow: FlowKey, _ moment: SessionsAsOf) {
        makeRoom(slot + 1)
        let session = moment.sessions[slot]
        let row = row(for: flow, session, moment)
        recordOfSlot[slot] = Int32(truncatingIfNeeded: row)
        slotOfRow[row] = Int32(truncatingIfNeeded: slot)
        if session.flags.contains(.ack) { records[row].acknowledge(session.firstAcknowledgment) }
    }

    /// Makes room for the rows of so many slots.
    @inline(__always)
    mutating func makeRoom(_ slots: Int) {
        while recordOfSlot.count < slots { recordOfSlot.append(-1) }
    }

    /// Whether the flow of the session in `slot` is remembered.
    func hasRow(_ slot: Int) -> Bool { row(of: slot) != nil }

    /// Counts in `meter` that the session in `slot` opened, which else is counted when it is flushed.
    func countOpening(of session: Session, _ slot: Int, in meter: inout BottleneckMeter) {
        guard let row = row(of: slot) else { return }
        var run = records[row].run
        meter.open(&run, continuing: records[row].reason(before: SessionSummary(session)), round: round)
    }
}
