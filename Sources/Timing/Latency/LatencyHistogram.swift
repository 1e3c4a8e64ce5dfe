import Histogram

/// How long something took for each of many packets, in nanoseconds: an HDR histogram of three digits.
public struct LatencyHistogram: Sendable {
    /// All times above 0; nil as long as there are none, which parts of a latency often are not.
    private var histogram: Histogram<UInt32>?
    /// The longest time that there is a place for.
    private var limit: UInt64 = 0
    /// How often it took no time.
    private var zeros = 0
    /// All of it, exactly.
    public private(set) var sum: Int64 = 0
    /// The longest, exactly.
    public private(set) var maximum: Int64 = 0

    /// No packet yet.
    public init() {}

    /// How many packets.
    public var count: Int { zeros + above }
    /// Those that took some time.
    private var above: Int { Int(histogram?.totalCount ?? 0) }

    /// The mean, rounded down; 0 without packets.
    public var mean: Int64 { count == 0 ? 0 : sum / Int64(count) }

    /// Notes that it took so long for each of some packets.
    @inline(__always)
    package mutating func note(_ time: Int64, packets: Int = 1) {
        guard time > 0 else {
            zeros += packets
            return
        }
        sum &+= time &* Int64(packets)
        maximum = max(maximum, time)
        if UInt64(time) > limit { reach(UInt64(time)) }
        _ = histogram?.record(UInt64(time), count: UInt32(truncatingIfNeeded: packets))
    }

    /// Makes places for times up to one, and much longer ones: a histogram grows slowly by itself.
    private mutating func reach(_ time: UInt64) {
        limit = max(Self.firstLimit, time > .max / 16 ? .max / 2 : time * 8)
        var larger = Histogram<UInt32>(highestTrackableValue: limit, numberOfSignificantValueDigits: .three)
        if let histogram { larger.add(histogram) }
        histogram = larger
    }

    private static let firstLimit: UInt64 = 1 << 20

    /// The time that a share of all packets, from 0 to 1, does not exceed (nearest rank); 0 without packets.
    public func percentile(_ share: Double) -> Int64 { percentiles([share])[0] }

    /// Such times of several shares, the smallest first.
    ///
    /// - Complexity: O(*n*) in the number of latencies that differ, however many shares there are.
    public func percentiles(_ shares: [Double]) -> [Int64] {
        let ranks = shares.map { max(1, Int(($0 * Double(count)).nextDown.rounded(.up))) - zeros }
        guard let histogram else { return ranks.map { _ in 0 } }
        var times = ranks.prefix { $0 <= 0 }.map { _ in Int64(0) }
        // The library's own look at one share takes many times as long from another module.
        for value in histogram.recordedValues() {
            while times.count < ranks.count, ranks[times.count] <= Int(value.totalCountToThisValue) {
                times.append(min(maximum, Int64(clamping: value.value)))
            }
            if times.count == ranks.count { break }
        }
        return times + Array(repeating: maximum, count: ranks.count - times.count)
    }

    /// What was counted since an earlier time; its longest only to the three digits of the histogram.
    public func since(_ earlier: LatencyHistogram) -> LatencyHistogram {
        guard earlier.count > 0 else { return self }
        var result = LatencyHistogram()
        (result.zeros, result.sum) = (zeros - earlier.zeros, sum &- earlier.sum)
        guard let histogram else { return result }
        result.reach(UInt64(maximum))
        for value in histogram.recordedValues() {
            let isNew = histogram.lowestEquivalentForValue(value.value) > UInt64(clamping: earlier.maximum)
            let before = isNew ? 0 : earlier.histogram?.countForValue(value.value) ?? 0
            guard value.count > before else { continue }
            _ = result.histogram?.record(min(value.value, UInt64(maximum)), count: value.count - before)
            result.maximum = min(maximum, Int64(clamping: value.value))
        }
        return result
    }

    /// Adds what another counted.
    public mutating func add(_ other: LatencyHistogram) {
        zeros += other.zeros
        sum &+= other.sum
        maximum = max(maximum, other.maximum)
        guard let added = other.histogram else { return }
        if limit < other.limit { reach(other.limit / 8) }
        histogram?.add(added)
    }
}
