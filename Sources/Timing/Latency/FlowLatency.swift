/// The latencies of a flow's packets, in little room, in nanoseconds.
public struct FlowLatency: Equatable, Sendable {
    /// Packets that were delivered.
    public private(set) var count: UInt64 = 0
    /// The sum of their latencies.
    public private(set) var sum: Int64 = 0
    /// The longest.
    public private(set) var maximum: Int64 = 0
    /// Packets by powers of two: under 1 ns, under 2, under 4 …, and in the last all that took longer.
    private var counts = InlineArray<32, UInt32>(repeating: 0)

    /// How many powers of two it tells apart; the last takes all that is more.
    public static let powers = 32

    /// No packet yet.
    public init() {}

    /// The mean, rounded down; 0 without packets.
    public var mean: Int64 { count == 0 ? 0 : sum / Int64(count) }

    /// Packets by powers of two, up to the longest: those under 1 ns, under 2, under 4, and so on.
    public var powers: [Int] {
        let all = counts.indices.map { Int(counts[$0]) }
        return Array(all[..<((all.lastIndex { $0 > 0 } ?? -1) + 1)])
    }

    /// Notes a packet.
    @inline(__always)
    public mutating func note(_ time: Int64) {
        count += 1
        sum &+= time
        maximum = max(maximum, time)
        let power = min(31, UInt64.bitWidth - UInt64(clamping: time).leadingZeroBitCount)
        if counts[power] < .max { counts[power] += 1 }
    }

    /// Adds what another counted.
    public mutating func add(_ other: FlowLatency) {
        count += other.count
        sum &+= other.sum
        maximum = max(maximum, other.maximum)
        for power in counts.indices {
            let sum = UInt64(counts[power]) + UInt64(other.counts[power])
            counts[power] = UInt32(clamping: sum)
        }
    }

    /// Whether both counted alike.
    public static func == (one: FlowLatency, other: FlowLatency) -> Bool {
        (one.count, one.sum, one.maximum) == (other.count, other.sum, other.maximum) && one.powers == other.powers
    }
}
