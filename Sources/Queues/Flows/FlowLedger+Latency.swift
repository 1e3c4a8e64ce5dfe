import Packet
import Timing

/// The latencies of flows, where there is a clock.
extension FlowLedger {
    /// The row whose latencies are those of a flow's packets: behind those of flows the row of the older ones; nil where
    /// nothing is remembered of what has no flow.
    func latencyRow(of flow: FlowKey?) -> Int? {
        guard let flow, latencies != nil else { return nil }
        return row(of: flow) ?? -1
    }

    /// Notes the latency of a packet, in nanoseconds, in such a row.
    mutating func note(_ latency: Int64, row: Int?) {
        guard let row else { return }
        guard row >= 0 else { return olderLatency.note(latency) }
        while let count = latencies?.count, count <= row { latencies?.append(FlowLatency()) }
        latencies?[row].note(latency)
    }

    /// Folds the latencies of the flow in a row, which is to be another flow's, into those of the older flows.
    mutating func foldLatency(of row: Int) {
        guard let count = latencies?.count, row < count, let latency = latencies?[row] else { return }
        olderLatency.add(latency)
        latencies?[row] = FlowLatency()
    }

    /// The latencies of the flow in a row, or behind them those of the older flows; nil without a clock.
    func latency(at row: Int) -> FlowLatency? {
        guard let latencies else { return nil }
        guard records.indices.contains(row) else { return olderLatency }
        return row < latencies.count ? latencies[row] : FlowLatency()
    }
}

extension ReceiveQueue {
    /// The latencies of a flow's packets so far; nil without a clock, or when the flow is not remembered.
    public func latency(of flow: FlowKey) -> FlowLatency? {
        guard ledger.latencies != nil else { return nil }
        return ledger.row(of: flow).flatMap { ledger.latency(at: $0) }
    }

    /// When the packet was taken that opened the session in a slot, in nanoseconds; nil without a clock.
    public func openTime(of slot: Int) -> Int64? { times?.openTime(of: slot) }

    /// Adds the latencies of the flows in some rows of the ledger, those of the older flows behind them; nothing without
    /// a clock.
    ///
    /// Rows that are not there are left out.
    public func copyLatencies(_ rows: Range<Int>, to copy: inout [FlowLatency]) {
        guard ledger.latencies != nil else { return }
        for row in rows.clamped(to: 0..<ledger.rows) { copy.append(ledger.latency(at: row) ?? FlowLatency()) }
    }
}

/// The latencies of flows in all queues; under nil those of the flows that are no longer remembered.
public typealias FlowLatencies = [FlowKey?: FlowLatency]

extension FlowLatencies {
    /// The latencies of the flows of some queues; none without a clock.
    public init(_ ledgers: [FlowLedger]) {
        self.init()
        for ledger in ledgers where ledger.latencies != nil {
            for row in 0..<ledger.rows { add(ledger.latency(at: row), of: ledger.record(at: row).flow) }
        }
    }

    /// Adds the latencies of a flow in one queue.
    public mutating func add(_ latency: FlowLatency?, of flow: FlowKey?) {
        if let latency { self[flow, default: FlowLatency()].add(latency) }
    }
}
