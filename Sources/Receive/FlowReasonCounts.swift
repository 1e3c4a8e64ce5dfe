import Offload

/// A count for each reason, in 32 bits each; one that gets to the largest number stays there.
struct FlowReasonCounts: Sendable {
    private var counts = InlineArray<48, UInt32>(repeating: 0)

    /// Counts one.
    @inline(__always)
    mutating func count(_ reason: Reason) { add(1, at: Int(reason.rawValue)) }

    /// Adds other counts.
    mutating func add(_ other: FlowReasonCounts) {
        for place in counts.indices { add(other.counts[place], at: place) }
    }

    /// The count of a reason.
    subscript(reason: Reason) -> UInt32 { counts[Int(reason.rawValue)] }

    @inline(__always)
    private mutating func add(_ more: UInt32, at place: Int) {
        let (sum, isOver) = counts[place].addingReportingOverflow(more)
        counts[place] = isOver ? .max : sum
    }
}

extension ReasonCounts {
    /// The counts of a flow.
    init(_ counts: FlowReasonCounts) {
        self.init()
        for reason in Reason.allCases { self[reason] = UInt64(counts[reason]) }
    }
}
