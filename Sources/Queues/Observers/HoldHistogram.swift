import Offload

/// What holding costs: for each packet, the frames its queue received between its arrival and its delivery.
///
/// A packet that passes, or is delivered by its own arrival, waits for none. The end of a round delivers all that is
/// held, whatever sessions it is in: so nothing is done for a packet that waits for it. Only where a session is flushed
/// earlier, its packets are looked for.
public struct HoldHistogram: Sendable {
    /// By how much each hold has more packets than the one before it (modulo 2^64): a range of holds takes two of them.
    private var steps: [UInt64] = [0]
    /// The frames of the round so far.
    private var frames = 0
    /// Those of them that were delivered before its end, by their numbers in the round.
    private var released: [ClosedRange<UInt32>] = []
    /// The runs of the frames whose events were followed.
    private var runs: [Run] = []
    /// The place among them of the last one in the session of each slot.
    private var lastRun: [Int32] = []
    /// How many of the round's frames were followed.
    private var numbered: UInt32 = 0
    /// How many of the round's events were followed.
    private var followed = 0

    /// Frames of a round, one behind the other, that are in one session.
    private struct Run {
        /// The number of the first in the round.
        var first: UInt32
        /// That of the last.
        var last: UInt32
        /// The place of the run before in the session, or -1.
        var before: Int32
    }

    /// A meter of a queue that has received nothing.
    public init() {}

    /// Packets by their hold in frames, up to the longest.
    public var counts: [UInt64] {
        var (counts, sum) = (steps, UInt64(0))
        for hold in counts.indices {
            sum &+= steps[hold]
            counts[hold] = sum
        }
        let end = counts.lastIndex { $0 > 0 } ?? 0
        return Array(counts[...end])
    }

    /// The hold that a share of all packets does not exceed, in frames (nearest rank); 0 without packets.
    public func percentile(_ share: Double) -> Int {
        let counts = counts
        let total = counts.reduce(0, +)
        guard total > 0 else { return 0 }
        let rank = max(1, UInt64((share * Double(total)).rounded(.up)))
        var seen: UInt64 = 0
        return counts.firstIndex { count in
            seen += count
            return seen >= rank
        } ?? maximum
    }

    /// The longest hold in frames.
    public var maximum: Int { counts.count - 1 }

    /// Adds another queue's counts.
    public mutating func add(_ other: HoldHistogram) {
        widen(to: other.steps.count)
        for hold in other.steps.indices { steps[hold] &+= other.steps[hold] }
    }
}

/// Following a round.
extension HoldHistogram {
    /// Counts frames that the queue received; what the manager does with them follows.
    @inline(__always)
    mutating func countArrival(_ count: Int = 1) { frames &+= count }

    /// Counts the latest frame, which passes.
    mutating func countPassed() {
        release(UInt32(truncatingIfNeeded: frames - 1)...UInt32(truncatingIfNeeded: frames - 1))
    }

    /// Counts the packets of a session that is flushed before the round ends by the event at `place` among those of the
    /// round.
    mutating func countReleased(_ events: [Event], at place: Int) {
        Self.follow(events.span.extracting(followed..<place), from: &numbered, &runs, &lastRun)
        followed = place
        var run = lastRun[events[place].slot]
        while run >= 0 {
            release(runs[Int(run)].first...runs[Int(run)].last)
            run = runs[Int(run)].before
        }
    }

    /// Ends the round: all that is held is delivered.
    mutating func endRound() {
        if frames > 0 { count(0...frames - 1, 1) }
        for range in released { count(holds(of: range), ~0) }
        released.removeAll(keepingCapacity: true)
        runs.removeAll(keepingCapacity: true)
        (frames, followed, numbered) = (0, 0, 0)
    }

    /// Notes the runs that are in some of the round's events, the first of which has that number.
    private static func follow(
        _ events: Span<Event>, from number: inout UInt32, _ runs: inout [Run], _ lastRun: inout [Int32]
    ) {
        var place = 0
        while place < events.count {
            let event = events[place]
            place &+= 1
            guard event.isVerdict else { continue }
            let first = number
            number &+= 1
            guard event.kind != .passed else { continue }
            // Those behind it that join the same session.
            let joined = Event(.appended, frame: 0, slot: event.slot)
            while place < events.count, events[place].isSame(as: joined) {
                number &+= 1
                place &+= 1
            }
            while lastRun.count <= event.slot { lastRun.append(-1) }
            let before = event.kind == .opened ? -1 : lastRun[event.slot]
            lastRun[event.slot] = Int32(truncatingIfNeeded: runs.count)
            runs.append(Run(first: first, last: number &- 1, before: before))
        }
    }

    /// Counts frames of the round, which are delivered now.
    private mutating func release(_ range: ClosedRange<UInt32>) {
        released.append(range)
        count(holds(of: range), 1)
    }

    /// How long frames of the round have been held.
    private func holds(of range: ClosedRange<UInt32>) -> ClosedRange<Int> {
        frames - 1 - Int(range.upperBound)...frames - 1 - Int(range.lowerBound)
    }

    /// Counts a packet for each of some holds, or takes one away: `sign` is 1 or all ones.
    private mutating func count(_ holds: ClosedRange<Int>, _ sign: UInt64) {
        widen(to: holds.upperBound + 2)
        steps[holds.lowerBound] &+= sign
        steps[holds.upperBound + 1] &-= sign
    }

    private mutating func widen(to count: Int) {
        if steps.count < count { steps += Array(repeating: 0, count: count - steps.count) }
    }
}
