/// What is copied of many latencies to be looked at elsewhere: of the parts their sums alone, since whoever goes on
/// counting copies each histogram again that is kept.
public struct LatencySample: Sendable {
    /// From arrival to delivery.
    public private(set) var total = LatencyHistogram()
    /// All of each part.
    public private(set) var sums = Latency()

    /// What a tally has counted.
    public init(_ tally: LatencyTally) { (total, sums) = (tally.total, tally.sums) }

    /// All of some.
    public init(_ samples: some Sequence<LatencySample>) {
        for sample in samples {
            total.add(sample.total)
            sums = sums.combined(with: sample.sums, &+)
        }
    }

    /// What was counted since an earlier sample.
    public func since(_ earlier: LatencySample) -> LatencySample {
        var result = self
        result.total = total.since(earlier.total)
        result.sums = sums.combined(with: earlier.sums, &-)
        return result
    }

    /// The mean of each part, rounded down; 0 without packets.
    public var means: Latency {
        let count = Int64(max(1, total.count))
        return sums.combined(with: Latency(moderation: count, ring: count, held: count, delivery: count), /)
    }
}

extension Latency {
    /// Each part with that of another.
    fileprivate func combined(with other: Latency, _ operation: (Int64, Int64) -> Int64) -> Latency {
        Latency(
            moderation: operation(moderation, other.moderation), ring: operation(ring, other.ring),
            held: operation(held, other.held), delivery: operation(delivery, other.delivery))
    }
}
