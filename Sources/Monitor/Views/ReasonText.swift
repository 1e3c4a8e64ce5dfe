import Offload
import Screen

extension Reason {
    /// The role in which the reason is drawn.
    var role: Role {
        switch group {
        case .end: .flushEnd
        case .limit: .flushLimit
        case .order: .flushOrder
        case .flags: .flushFlags
        case .shape: .flushShape
        case .other: .flushOther
        }
    }
}

extension ReasonCounts {
    /// The three most frequent reasons, each a letter with its share in percent.
    var letterSpans: [Span] {
        let total = Double(self.total)
        let letters = ranked.prefix(3).map { reason, count in
            [Span("\(reason.letter)\(Quantity.fixed(Double(count) / total * 100, decimals: 0))", reason.role)]
        }
        return Array(letters.joined(separator: [" "]))
    }
}
