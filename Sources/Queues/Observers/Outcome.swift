import Offload

/// What became of the packets of a queue in a stretch of its run.
public struct Outcome: Sendable {
    /// Packets handed to the stack.
    public private(set) var delivered: UInt64
    /// Packets in what was handed to the stack.
    public private(set) var deliveredPackets: UInt64
    /// Payload delivered in aggregates of two packets or more.
    public private(set) var mergedBytes: UInt64
    /// Why packets were delivered when they were, merged or not, by reason.
    public private(set) var deliveredBy: ReasonCounts

    /// What a manager counted from the beginning.
    package init(_ counters: Counters) {
        delivered = counters.delivered
        deliveredPackets = counters.deliveredPackets
        mergedBytes = counters.mergedBytes
        deliveredBy = counters.flushedBy
        deliveredBy.add(counters.passedBy)
    }

    /// Packets received for each delivered; 0 before anything was delivered.
    public var ratio: Double { delivered == 0 ? 0 : Double(deliveredPackets) / Double(delivered) }

    /// Takes away what an earlier, shorter stretch came to.
    package mutating func subtract(_ earlier: Outcome) {
        delivered &-= earlier.delivered
        deliveredPackets &-= earlier.deliveredPackets
        mergedBytes &-= earlier.mergedBytes
        for reason in Reason.allCases { deliveredBy[reason] &-= earlier.deliveredBy[reason] }
    }
}
