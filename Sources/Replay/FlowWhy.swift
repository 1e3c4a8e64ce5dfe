import Offload
import Receive

extension ReasonCounts {
    /// The most frequent reasons as letters with their share in percent: `P62 M30 G5`.
    ///
    /// Shares below half a percent are left out, and all behind the first `most`.
    public func letters(most: Int = 3) -> String {
        let total = Double(self.total)
        return ranked.prefix(most).compactMap { reason, count in
            let percent = Int((Double(count) / total * 100).rounded())
            return percent > 0 ? "\(reason.letter)\(percent)" : nil
        }.joined(separator: " ")
    }
}

extension FlowRecord {
    /// Why the flow's packets were delivered when they were, merged or not, by reason.
    public var deliveredBy: ReasonCounts {
        var counts = flushedBy
        counts.add(passedBy)
        return counts
    }
}
