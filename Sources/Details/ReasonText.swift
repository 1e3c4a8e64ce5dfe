import Offload
import Replay
import Screen

extension Reason {
    /// The role in which the reason is drawn.
    package var role: Role {
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
    package var letterSpans: [Span] {
        Array(leading.map { [Span("\($0.letter)\($1)", $0.role)] }.joined(separator: [" "]))
    }
}
