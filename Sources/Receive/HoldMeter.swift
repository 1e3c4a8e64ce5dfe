import Offload

/// What holding costs: for each packet, the frames its queue received between its arrival and its delivery.
///
/// A packet that passes, or is delivered by its own arrival, waits for none.
public struct HoldMeter: Sendable {
    /// Packets by their hold in frames; the last entry takes all longer ones.
    public var counts: [UInt64] { Array(held[...maximum]) }
    /// Longer holds than this count as this long.
    public static let longest = 65_536
    /// The same with zeros behind them: what is held in a round has its place.
    private var held: [UInt64]

    /// The frames this queue has received.
    private var clock: UInt64 = 0
    /// For each of the latest frames the distance to the one before in its session, 0 for a session's first.
    ///
    /// At most a round of frames is held, so the place is the frame's number in the lowest bits. Behind these `room`
    /// distances, so that one access reaches both, stand the lowest bits of the number of the last frame of each slot.
    private var frames: [UInt32]
    private var room: Int

    /// A meter of a queue that has received nothing, and whose rounds have at most `budget` frames.
    public init(budget: Int = 1) {
        room = Self.room(budget)
        frames = Array(repeating: 0, count: room)
        held = Array(repeating: 0, count: min(room, Self.longest) + 1)
    }

    /// A power of two that is no less than `budget`.
    private static func room(_ budget: Int) -> Int {
        1 << (Int.bitWidth - max(0, budget - 1).leadingZeroBitCount)
    }

    /// Makes room for rounds of `budget` frames.
    mutating func widen(budget: Int) {
        let (old, before, room) = (frames, self.room, Self.room(budget))
        guard room > before else { return }
        frames = Array(repeating: 0, count: room) + old[before...]
        self.room = room
        widen(to: min(room, Self.longest) + 1)
        let oldest = clock >= UInt64(before) ? clock - UInt64(before) + 1 : 0
        for number in oldest...clock {
            frames[Int(truncatingIfNeeded: number) & (room - 1)] = old[Int(truncatingIfNeeded: number) & (before - 1)]
        }
    }

    private mutating func widen(to count: Int) {
        if held.count < count { held += Array(repeating: 0, count: count - held.count) }
    }

    /// Counts a frame that the queue received; what the manager does with it follows.
    @inline(__always)
    mutating func receive() { clock &+= 1 }

    /// Follows what the manager did.
    @inline(__always)
    mutating func follow(_ event: Event) {
        switch event.kind {
        case .appended:
            note(room + event.slot, isFirst: false)
        case .opened:
            let last = room + event.slot
            while frames.count <= last { frames.append(0) }
            note(last, isFirst: true)
        case .passed:
            held[0] += 1
        case .flushed:
            release(event)
        case .broke, .roundEnded, .tuned:
            break
        }
    }

    /// Notes the frame in the session whose last frame stands at `last`.
    @inline(__always)
    private mutating func note(_ last: Int, isFirst: Bool) {
        let number = UInt32(truncatingIfNeeded: clock)
        let place = Int(number) & (room - 1)
        Self.note(number, at: place, &frames, last: last, isFirst: isFirst)
    }

    @inline(__always)
    private static func note(_ number: UInt32, at place: Int, _ frames: inout [UInt32], last: Int, isFirst: Bool) {
        var frames = frames.mutableSpan
        frames[place] = isFirst ? 0 : number &- frames[last]
        frames[last] = number
    }

    /// Counts the packets of a flushed session.
    @inline(__always)
    private mutating func release(_ event: Event) {
        let now = UInt32(truncatingIfNeeded: clock)
        Self.release(from: frames[room + event.slot], now, frames, mask: room - 1, &held)
    }

    @inline(__always)
    private static func release(
        from last: UInt32, _ now: UInt32, _ frames: [UInt32], mask: Int, _ held: inout [UInt64]
    ) {
        var number = last
        var held = held.mutableSpan
        while true {
            held[min(Int(now &- number), held.count - 1)] += 1
            let distance = frames[Int(number) & mask]
            if distance == 0 { return }
            number &-= distance
        }
    }

    /// Adds another queue's counts.
    public mutating func add(_ other: HoldMeter) {
        widen(to: other.held.count)
        for (frames, count) in other.held.enumerated() { held[frames] += count }
    }

    /// The hold that a share of all packets does not exceed, in frames (nearest rank); 0 without packets.
    public func percentile(_ share: Double) -> Int {
        let total = held.reduce(0, +)
        guard total > 0 else { return 0 }
        let rank = max(1, UInt64((share * Double(total)).rounded(.up)))
        var seen: UInt64 = 0
        for (frames, count) in held.enumerated() {
            seen += count
            if seen >= rank { return frames }
        }
        return maximum
    }

    /// The longest hold in frames.
    public var maximum: Int { held.lastIndex { $0 > 0 } ?? 0 }
}
