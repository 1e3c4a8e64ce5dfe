import Offload

/// Copying flows out, for whoever looks at many of them elsewhere.
extension ReceiveQueue {
    /// Adds the records in some rows of the ledger, with what their open sessions hold.
    ///
    /// Rows that are not there are left out.
    public func copyFlowRecords(_ rows: Range<Int>, to copy: inout [FlowRecord]) {
        let rows = rows.clamped(to: 0..<ledger.rows)
        let flows = rows.clamped(to: ledger.records.indices)
        let first = copy.count
        copy.append(contentsOf: ledger.records[flows])
        for place in first..<copy.count {
            copy[place].slot = ledger.slotOfRow[flows.lowerBound + place - first]
            addOpenSession(to: &copy[place])
        }
        // The older flows stand behind the others.
        if rows.contains(ledger.records.count) { copy.append(flowRecord(at: ledger.records.count)) }
    }
}
