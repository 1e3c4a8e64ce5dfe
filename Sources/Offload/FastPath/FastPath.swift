import Packet

/// What ends a stretch of the fast path.
struct FastPathLimits {
    /// Sessions open at once, at most.
    var sessions: Int
    /// The limits of a session.
    var session: SessionLimits
    /// Whether events are noted.
    var notesEvents: Bool
}

/// What became of the frames that took the fast path.
///
/// A frame goes one of two ways through a manager, tried in this order:
///
/// 1. **The fast path**, `Manager.receive(_:from:most:)`: an eligible segment is read as raw words, its session is
///    found where the last one was or by the index, and it joins or opens one. It stands for what `LRORules` decides:
///    `TCPv4Words.isEligible` stands beside `Descriptor.isEligible`, and the way to join is `LRORules.continues` and
///    `SessionLimits` either way. A frame that neither joins nor opens a session ends it, with nothing done for that
///    frame; a session that reaches a limit ends it behind its frame.
///
///    It is open under the rulebook `lro` in skb mode while no deliveries are kept (`Manager.takesFrames`), without
///    copybreak (`ReceiveQueue.takesFrames`), on Ethernet without verified checksums (`RawFrames.headerWordsSuffice`). A queue
///    that set out on it in vain goes by descriptor for the next frames (`QueueAccess`).
/// 2. **By descriptor**, `Manager.receive(_:)`: everything else, and every frame again where the fast path is closed.
///
/// It saves a quarter to a third of the time that a report on bulk traffic takes. `EligibilityTests` compares the rule
/// on words with that on descriptors; `FastPathTests`, `RepeatedRoundsTests` and every scenario compare all that can be
/// known of a receive path after either way; `ReferenceLROTests` compares the second with an independent model.
public struct FastPathResult: Sendable {
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
    var slotAtLimit = -1
    /// Whether the table has to be prepared for the next one.
    var mustGrow = false

    /// Counts a segment that the session in `slot` took in, and whether that has reached a limit with it.
    @inline(__always)
    mutating func count(_ segment: TCPv4Words, isFull: Bool, slot: Int) {
        frames &+= 1
        wireBytes &+= Int(segment.wireLength)
        payloadBytes &+= segment.payloadLength
        longest = max(longest, Int(segment.wireLength))
        if isFull { slotAtLimit = slot }
    }

    /// Adds what became of those behind them.
    mutating func add(_ other: FastPathResult) {
        frames += other.frames
        opened += other.opened
        wireBytes += other.wireBytes
        longest = max(longest, other.longest)
        payloadBytes += other.payloadBytes
        (slotAtLimit, mustGrow) = (other.slotAtLimit, other.mustGrow)
    }
}
