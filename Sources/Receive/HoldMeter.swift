import Offload

/// What holding costs: for each packet, the frames its queue received between its arrival and its delivery.
///
/// A packet that passes, or is delivered by its own arrival, waits for none.
public struct HoldMeter: Sendable {
    /// Packets by their hold in frames; the last entry takes all longer ones.
    public private(set) var counts: [UInt64] = [0]
    /// Longer holds than this count as this long.
    public static let longest = 65_536

    /// The frames this queue has received.
    private var clock: UInt64 = 0
    /// For each of the latest frames the distance to the one before in its session, 0 for a session's first: at most a
    /// round of frames is held, so the place is the frame's number in the lowest bits.
    private var distances: [UInt32]
    /// The number of the last frame of each session slot, 0 for none.
    private var last: [UInt64] = []

    /// A meter of a queue that has received nothing, and whose rounds have at most `budget` frames.
    public init(budget: Int = 1) {
        distances = Array(repeating: 0, count: Self.room(budget))
    }

    /// A power of two that is no less than `budget`.
    private static func room(_ budget: Int) -> Int {
        1 << (Int.bitWidth - max(0, budget - 1).leadingZeroBitCount)
    }

    /// Makes room for rounds of `budget` frames.
    mutating func widen(budget: Int) {
        let (old, room) = (distances, Self.room(budget))
        guard room > old.count else { return }
        distances = Array(repeating: 0, count: room)
        let oldest = clock >= UInt64(old.count) ? clock - UInt64(old.count) + 1 : 0
        for number in oldest...clock {
            distances[Int(truncatingIfNeeded: number) & (room - 1)] =
                old[Int(truncatingIfNeeded: number) & (old.count - 1)]
        }
    }

    /// Counts a frame that the queue received; what the manager does with it follows.
    @inline(__always)
    mutating func receive() { clock &+= 1 }

    /// Follows what the manager did.
    @inline(__always)
    mutating func follow(_ event: Event) {
        switch event.kind {
        case .appended:
            let before = last[event.slot]
            distances[Int(truncatingIfNeeded: clock) & (distances.count - 1)] = UInt32(
                truncatingIfNeeded: clock &- before)
            last[event.slot] = clock
        case .opened:
            while last.count <= event.slot { last.append(0) }
            distances[Int(truncatingIfNeeded: clock) & (distances.count - 1)] = 0
            last[event.slot] = clock
        case .passed:
            counts[0] += 1
        case .flushed:
            release(event)
        case .broke, .roundEnded, .tuned:
            break
        }
    }

    /// Counts the packets of a flushed session.
    private mutating func release(_ event: Event) {
        var number = last[event.slot]
        while true {
            count(Int(truncatingIfNeeded: clock &- number))
            let distance = distances[Int(truncatingIfNeeded: number) & (distances.count - 1)]
            if distance == 0 { return }
            number &-= UInt64(distance)
        }
    }

    @inline(__always)
    private mutating func count(_ frames: Int) {
        let place = min(frames, Self.longest)
        while counts.count <= place { counts.append(0) }
        counts[place] += 1
    }

    /// Adds another queue's counts.
    public mutating func add(_ other: HoldMeter) {
        while counts.count < other.counts.count { counts.append(0) }
        for (frames, count) in other.counts.enumerated() { counts[frames] += count }
    }

    /// The hold that a share of all packets does not exceed, in frames (nearest rank); 0 without packets.
    public func percentile(_ share: Double) -> Int {
        let total = counts.reduce(0, +)
        guard total > 0 else { return 0 }
        let rank = max(1, UInt64((share * Double(total)).rounded(.up)))
        var seen: UInt64 = 0
        for (frames, count) in counts.enumerated() {
            seen += count
            if seen >= rank { return frames }
        }
        return counts.count - 1
    }

    /// The longest hold in frames.
    public var maximum: Int { counts.lastIndex { $0 > 0 } ?? 0 }
}
