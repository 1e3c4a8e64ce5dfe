import Offload
import Packet

/// What is known of flows, the sessions that are open included.
extension ReceiveQueue {
    /// The record in a row of the ledger, with what its open session holds.
    public func flowRecord(at row: Int) -> FlowRecord {
        var record = ledger.record(at: row)
        addOpenSession(to: &record)
        if row >= ledger.records.count {
            for slot in manager.table.slotsByAge where !ledger.hasRow(slot) {
                record.hold(SessionSummary(manager.table.sessions[slot]))
            }
        }
        return record
    }

    /// Adds to a flow's record what its open session holds, if there is one.
    func addOpenSession(to record: inout FlowRecord) {
        guard record.slot >= 0 else { return }
        record.hold(SessionSummary(manager.table.sessions[Int(record.slot)]))
        record.flushedLast = nil
    }

    /// What kept the flows from merging since the settings were last changed, the sessions that are open included.
    public var bottleneckMeter: BottleneckMeter {
        var meter = ledger.meter
        for slot in manager.table.slotsByAge {
            ledger.countOpening(of: manager.table.sessions[slot], slot, in: &meter)
        }
        return meter
    }

    /// What became of a flow so far, or nil when it is not remembered.
    public func flowRecord(of flow: FlowKey) -> FlowRecord? {
        ledger.row(of: flow).map { flowRecord(at: $0) }
    }

    /// Adds the records in some rows of the ledger, with what their open sessions hold.
    ///
    /// Rows that are not there are left out.
    public func copyFlowRecords(_ rows: Range<Int>, to copy: inout [FlowRecord]) {
        let rows = rows.clamped(to: 0..<ledger.rows)
        let flows = rows.clamped(to: ledger.records.indices)
        let first = copy.count
        ledger.records.append(flows, to: &copy)
        for place in first..<copy.count {
            copy[place].slot = ledger.slotOfRow[flows.lowerBound + place - first]
            addOpenSession(to: &copy[place])
        }
        // The older flows stand behind the others.
        if rows.contains(ledger.records.count) { copy.append(flowRecord(at: ledger.records.count)) }
    }
}
