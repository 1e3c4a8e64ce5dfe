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
        let letters = ranked.prefix(3).compactMap { reason, count -> [Span]? in
            let percent = Int((Double(count) / total * 100).rounded())
            return percent > 0 ? [Span("\(reason.letter)\(percent)", reason.role)] : nil
        }
        return Array(letters.joined(separator: [" "]))
    }
}
