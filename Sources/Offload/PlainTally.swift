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

    /// The length up to which no limit and no rule is asked.
    var room: Int { min(length, 0xffff) }

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
    /// How many of these are of the flow whose session was in the slot before: rounds that are alike open the same ones.
    public internal(set) var reopened = 0
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

    /// Counts frames of that length on the wire, with so much payload each.
    @inline(__always)
    mutating func count(_ frames: Int = 1, wireLength: UInt32, payload: Int) {
        self.frames &+= frames
        wireBytes &+= frames &* Int(wireLength)
        payloadBytes &+= frames &* payload
        longest = max(longest, Int(wireLength))
    }

    /// Adds what became of those behind them.
    mutating func add(_ other: PlainTally) {
        frames += other.frames
        opened += other.opened
        reopened += other.reopened
        wireBytes += other.wireBytes
        longest = max(longest, other.longest)
        payloadBytes += other.payloadBytes
        (full, needsPreparation) = (other.full, other.needsPreparation)
    }
}
