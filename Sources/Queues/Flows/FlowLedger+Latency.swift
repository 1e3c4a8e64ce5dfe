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
