import Packet

/// Runs of packets of which it is known where they belong before they are looked at: nothing has to be searched for, and
/// what is needed stays in registers.
extension SessionTable {
    /// Takes frames that go on in one session after the other, in the order of age, until one does not, or a session reaches
    /// a limit.
    ///
    /// - Parameters:
    ///   - frames: Frames that lie in memory.
    ///   - place: The first of them.
    ///   - end: The place behind the last of them.
    ///   - slot: The slot of the session in which the first one may go on.
    ///   - limits: What else ends it.
    ///   - sessions: The sessions.
    ///   - recent: The slot of the session that was found last.
    ///   - events: What happened.
    /// - Returns: What became of them.
    @inline(never)
    static func takeTurns(
        _ frames: RawFrames, from place: Int, to end: Int, slot: Int, _ limits: PlainLimits,
        _ sessions: inout MutableSpan<Session>, _ recent: inout Int32, _ events: inout OutputSpan<Event>
    ) -> PlainTally {
        var (tally, next) = (PlainTally(), slot)
        while next >= 0, case let now = place &+ tally.frames, now < end {
            let slot = next
            frames.prefetch(now &+ 16)
            if sessions.count > manySessions { sessions.span.prefetch(slot &+ 4, lines: 3) }
            guard let segment = frames.usualSegment(at: now), sessions[slot].takeTurn(segment) else { break }
            note(segment, in: slot, isNew: false, limits, sessions, &tally, &recent, &events)
            if tally.full >= 0 { break }
            next = Int(sessions[slot].younger)
        }
        return tally
    }

    /// Takes frames that open the sessions which were in their slots before, one slot after the other, until one does not.
    ///
    /// - Parameters:
    ///   - frames: Frames that lie in memory.
    ///   - place: The first of them.
    ///   - end: The place behind the last of them.
    ///   - slots: The slots, each the lowest one that is free when those before it are taken; their flows have no session.
    ///   - limits: What else ends it.
    ///   - older: The slot of the youngest session, or -1.
    ///   - sessions: The sessions.
    ///   - events: What happened.
    /// - Returns: What became of them.
    @inline(never)
    static func reopen(
        _ frames: RawFrames, from place: Int, to end: Int, slots: Range<Int>, _ limits: PlainLimits, older: Int32,
        _ sessions: inout MutableSpan<Session>, _ events: inout OutputSpan<Event>
    ) -> PlainTally {
        var (tally, older) = (PlainTally(), older)
        guard limits.maxAggr > 1 else { return tally }
        let count = min(end &- place, slots.count)
        while tally.frames < count {
            let (now, slot) = (place &+ tally.frames, slots.lowerBound &+ tally.frames)
            frames.prefetch(now &+ 16)
            if sessions.count > manySessions { sessions.span.prefetch(slot &+ 4, lines: 3) }
            guard let segment = frames.usualSegment(at: now), segment.totalLength <= limits.length,
                sessions[slot].reopen(with: segment)
            else { break }
            join(slot, of: &sessions, older: older)
            older = Int32(truncatingIfNeeded: slot)
            if limits.notesEvents { events.append(Event(opening: segment, slot: slot)) }
            tally.count(wireLength: segment.wireLength, payload: segment.payloadLength)
        }
        (tally.opened, tally.reopened) = (tally.frames, tally.frames)
        return tally
    }

    /// More sessions do not fit into the nearest caches.
    private static let manySessions = 2048
}
