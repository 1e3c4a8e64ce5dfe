import Packet

/// What keeps plain segments from being taken at once.
struct PlainLimits {
    /// Sessions open at once, at most.
    var sessions: Int
    /// Packets in an aggregate, at most.
    var maxAggr: Int
    /// The length that an aggregate may not pass.
    var length: Int
    /// Whether events are noted.
    var notesEvents: Bool

    /// Whether a session has reached one, which `Manager.limit` names.
    @inline(__always)
    func isReached(by session: Session) -> Bool {
        session.packets >= maxAggr || session.parentLength > length
    }
}

/// What became of plain segments that were taken at once.
public struct PlainTally: Sendable {
    /// How many were taken.
    public internal(set) var frames = 0
    /// How many of them opened a session.
    public internal(set) var opened = 0
    /// Their length on the wire.
    public internal(set) var wireBytes = 0
    /// That of the longest.
    public internal(set) var longest = 0
    /// Their payload.
    var payloadBytes = 0
    /// The slot of the session that reached a limit with the last of them, or -1.
    var full = -1
    /// Whether the table has to be prepared for the next one.
    var needsPreparation = false

    /// Counts a segment that the session in `slot` took in, and whether that has reached a limit with it.
    @inline(__always)
    mutating func count(_ segment: UsualSegment, isLast: Bool, slot: Int) {
        frames &+= 1
        wireBytes &+= Int(segment.wireLength)
        payloadBytes &+= segment.payloadLength
        longest = max(longest, Int(segment.wireLength))
        if isLast { full = slot }
    }

    /// Adds what became of those behind them.
    mutating func add(_ other: PlainTally) {
        frames += other.frames
        opened += other.opened
        wireBytes += other.wireBytes
        longest = max(longest, other.longest)
        payloadBytes += other.payloadBytes
        (full, needsPreparation) = (other.full, other.needsPreparation)
    }
}
