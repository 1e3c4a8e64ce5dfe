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

    /// Notes that the frame joins the session in `slot`.
    @inline(__always)
    mutating func join(_ slot: Int) {
        let number = UInt32(truncatingIfNeeded: clock)
        Self.note(number, at: Int(number) & (room - 1), &frames, last: room + slot, isFirst: false)
    }

    /// Receives a frame for each of `events` from `first` on, with which it joins or opens a session in one of so many slots.
    mutating func take(_ events: [Event], from first: Int, to end: Int, slots: Int) {
        if frames.count < room + slots { makeRoom(slots - 1) }
        Self.take(events, first, end, from: UInt32(truncatingIfNeeded: clock) &+ 1, &frames, room: room)
        clock &+= UInt64(end - first)
    }

    @inline(__always)
    private static func take(
        _ events: [Event], _ first: Int, _ end: Int, from number: UInt32, _ frames: inout [UInt32], room: Int
    ) {
        var frames = frames.mutableSpan
        let events = events.span
        var (place, number) = (first, number)
        while place < end {
            let event = events[place]
            let last = room &+ event.slot
            frames[Int(number) & (room &- 1)] = event.kind == .opened ? 0 : number &- frames[last]
            place &+= 1
            // Those behind it that join the same session each come one frame later.
            while place < end, events[place].kind == .appended, events[place].slot == event.slot {
                number &+= 1
                frames[Int(number) & (room &- 1)] = 1
                place &+= 1
            }
            frames[last] = number
            number &+= 1
        }
    }

    /// Notes that the frame opens a session in `slot`.
    @inline(__always)
    mutating func open(_ slot: Int) {
        let number = UInt32(truncatingIfNeeded: clock)
        if frames.count <= room + slot { makeRoom(slot) }
        Self.note(number, at: Int(number) & (room - 1), &frames, last: room + slot, isFirst: true)
    }

    @inline(never)
    private mutating func makeRoom(_ slot: Int) {
        while frames.count <= room + slot { frames.append(0) }
    }

    /// Counts a frame that passes.
    @inline(__always)
    mutating func pass() { held[0] += 1 }

    @inline(__always)
    private static func note(_ number: UInt32, at place: Int, _ frames: inout [UInt32], last: Int, isFirst: Bool) {
        var frames = frames.mutableSpan
        frames[place] = isFirst ? 0 : number &- frames[last]
        frames[last] = number
    }

    /// Counts the packets of the sessions that are flushed by `events` from `first` on.
    mutating func release(_ events: [Event], from first: Int, to end: Int) {
        Self.release(events, first, end, UInt32(truncatingIfNeeded: clock), frames, room: room, &held)
    }

    @inline(__always)
    private static func release(
        _ events: [Event], _ first: Int, _ end: Int, _ now: UInt32, _ frames: [UInt32], room: Int,
        _ held: inout [UInt64]
    ) {
        var held = held.mutableSpan
        let frames = frames.span
        for place in first..<end {
            var number = frames[room &+ events[place].slot]
            while true {
                held[min(Int(now &- number), held.count &- 1)] &+= 1
                let distance = frames[Int(number) & (room &- 1)]
                if distance == 0 { break }
                number &-= distance
            }
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
