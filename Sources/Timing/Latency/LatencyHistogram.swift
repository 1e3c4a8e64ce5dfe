import Histogram

/// How long something took for each of many packets, in nanoseconds: an HDR histogram of three digits.
public struct LatencyHistogram: Sendable {
    private var histogram = Histogram<UInt32>(numberOfSignificantValueDigits: .three)
    /// All of it, exactly.
    public private(set) var sum: Int64 = 0
    /// The longest, exactly.
    public private(set) var maximum: Int64 = 0

    /// No packet yet.
    public init() {}

    /// How many packets.
    public var count: Int { Int(histogram.totalCount) }

    /// The mean, rounded down; 0 without packets.
    public var mean: Int64 { count == 0 ? 0 : sum / Int64(count) }

    /// Notes that it took so long for each of some packets.
    @inline(__always)
    mutating func note(_ time: Int64, packets: Int = 1) {
        sum &+= time &* Int64(packets)
        maximum = max(maximum, time)
        _ = histogram.record(UInt64(clamping: time), count: UInt32(truncatingIfNeeded: packets))
    }

    /// The time that a share of all packets, from 0 to 1, does not exceed (nearest rank); 0 without packets.
    public func percentile(_ share: Double) -> Int64 {
        guard count > 0 else { return 0 }
        return min(maximum, Int64(clamping: histogram.valueAtPercentile(share * 100)))
    }

    /// Packets by how long it took them, in powers of two: those of under 1 ns, under 2, under 4, and so on.
    public var powers: [Int] {
        var counts: [Int] = []
        for value in histogram.recordedValues() {
            let power = UInt64.bitWidth - value.value.leadingZeroBitCount
            while counts.count <= power { counts.append(0) }
            counts[power] += Int(value.count)
        }
        return counts
    }

    /// Adds what another counted.
    public mutating func add(_ other: LatencyHistogram) {
        for value in other.histogram.recordedValues() { _ = histogram.record(value.value, count: value.count) }
        sum &+= other.sum
        maximum = max(maximum, other.maximum)
    }
}
