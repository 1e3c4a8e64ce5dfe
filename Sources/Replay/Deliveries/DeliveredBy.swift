import Offload
import Queues
import Receive

extension ReasonCounts {
    /// The three most frequent reasons with their share in percent; shares below half a percent are left out.
    public var leading: [(reason: Reason, percent: Int)] {
        let total = Double(self.total)
        return ranked.prefix(3).map { ($0, Int((Double($1) / total * 100).rounded())) }.filter { $0.1 > 0 }
    }

    /// Their letters with their shares: `P62 M30 G5`.
    public var letters: String {
        leading.map { "\($0.letter)\($1)" }.joined(separator: " ")
    }
}

extension FlowRecord {
    /// The deliveries of the flow's packets, merged or not, by reason.
    public var deliveredBy: ReasonCounts {
        var counts = flushedBy
        counts.add(passedBy)
        return counts
    }
}
