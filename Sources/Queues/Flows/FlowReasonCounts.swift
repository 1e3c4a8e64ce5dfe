import Offload

/// A count for each reason, in 32 bits each; one that gets to the largest number stays there.
struct FlowReasonCounts: Sendable {
    private var counts = PerReason<UInt32>(repeating: 0)

    /// Adds to the count of a reason.
    mutating func add(_ more: UInt32, for reason: Reason) { counts[reason].increase(by: more) }

    /// Adds other counts.
    mutating func add(_ other: FlowReasonCounts) {
        for reason in Reason.allCases { counts[reason].increase(by: other.counts[reason]) }
    }

    /// The count of a reason.
    subscript(reason: Reason) -> UInt32 { counts[reason] }
}

extension ReasonCounts {
    /// The counts of a flow.
    init(_ counts: FlowReasonCounts) {
        self.init()
        for reason in Reason.allCases { self[reason] = UInt64(counts[reason]) }
    }
}

extension UInt32 {
    /// Adds to a count, which stays at the largest number when it gets there.
    mutating func increase(by more: UInt32) {
        let (sum, isOver) = addingReportingOverflow(more)
        self = isOver ? .max : sum
    }
}
