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
    /// A packet that is held: when it came, and the one before it in its session.
    private var held: [(arrival: UInt64, previous: Int32)] = []
    /// Entries of `held` that are free.
    private var free: [Int32] = []
    /// The last held packet by session slot, or -1.
    private var last: [Int32] = []

    /// A meter of a queue that has received nothing.
    public init() {}

    /// Counts a frame that the queue received; what the manager does with it follows.
    @inline(__always)
    mutating func receive() { clock &+= 1 }

    /// Follows what the manager did.
    @inline(__always)
    mutating func follow(_ event: Event) {
        switch event.kind {
        case .opened, .appended:
            hold(in: event.slot)
        case .passed:
            count(0)
        case .flushed:
            release(event)
        case .broke, .roundEnded, .tuned:
            break
        }
    }

    @inline(__always)
    private mutating func hold(in slot: Int) {
        while last.count <= slot { last.append(-1) }
        let entry = (arrival: clock, previous: last[slot])
        if let place = free.popLast() {
            held[Int(place)] = entry
            last[slot] = place
        } else {
            last[slot] = Int32(held.count)
            held.append(entry)
        }
    }

    /// Counts the packets of a flushed session.
    private mutating func release(_ event: Event) {
        guard event.slot < last.count else { return }
        var place = last[event.slot]
        last[event.slot] = -1
        while place >= 0 {
            let packet = held[Int(place)]
            count(Int(clamping: clock &- packet.arrival))
            free.append(place)
            place = packet.previous
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
