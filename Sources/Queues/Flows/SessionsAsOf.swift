import Offload

/// The sessions of a queue as they stand, or as they were when one opened.
struct SessionsAsOf {
    /// The sessions, in which there may be later packets.
    let sessions: [Session]
    /// What happened in the round; nothing where the sessions stand as they were.
    var events: [Event] = []
    /// The event of the session that opened.
    var place = 0

    /// The frame of the last packet of the session in `slot`, which was open at that moment.
    func lastFrame(_ slot: Int) -> UInt64 {
        let latest = sessions[slot].lastFrame
        guard place < events.count, latest > sessions[events[place].slot].firstFrame else { return latest }
        let joined = events[..<place].last { event in
            event.slot == slot && (event.kind == .appended || event.kind == .opened)
        }
        // An event has the lowest 38 bits of a frame's number; within a round they tell how far it is back.
        return joined.map { latest &- (latest &- $0.frame) & (1 << 38 - 1) } ?? latest
    }
}
