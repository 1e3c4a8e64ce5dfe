import Packet

extension SessionTable {
    /// Takes plain segments that join sessions or open some, one after the other, until one does neither, or a session
    /// reaches a limit.
    ///
    /// The rulebook is that of `LRORules`, in skb mode.
    ///
    /// - Parameters:
    ///   - frames: Frames that lie in memory.
    ///   - place: The first of them.
    ///   - most: How many are taken at most.
    ///   - limits: What else ends it.
    ///   - events: What happened, one for each frame, if events are noted; there is room for `most` then.
    /// - Returns: What became of them.
    mutating func take(
        plain frames: RawFrames, from place: Int, most: Int, _ limits: PlainLimits, _ events: inout OutputSpan<Event>
    ) -> PlainTally {
        Self.take(
            plain: frames, from: place, most: most, limits, &events, &sessions, &index.entries, &index.used, &slots,
            &buckets[0], &recent, &count, isIndexed: isIndexed, remembered: remembered)
    }

    /// The same on the parts of a table, each of which is reached by one access for all frames.
    @inline(__always)
    private static func take(
        plain frames: RawFrames, from place: Int, most: Int, _ limits: PlainLimits, _ events: inout OutputSpan<Event>,
        _ sessions: inout [Session], _ index: inout [UInt64], _ used: inout Int, _ slots: inout SlotSet,
        _ bucket: inout Bucket, _ recent: inout Int32, _ count: inout Int, isIndexed: Bool, remembered: Int
    ) -> PlainTally {
        var tally = PlainTally()
        var sessions = sessions.mutableSpan
        var index = index.mutableSpan
        let end = place + min(most, frames.count - place)
        while true {
            let now = place &+ tally.frames
            guard now < end else { break }
            frames.prefetch(now &+ 16)
            guard let glance = frames.glance(at: now) else { break }
            // Packets come in bursts.
            if recent >= 0, sessions[Int(recent)].mayGoOn(with: glance) {
                let slot = Int(recent)
                let burst = sessions[slot].takeBurst(frames, from: now, to: end, slot: slot, limits, &events)
                if burst > 0 {
                    tally.count(burst, wireLength: glance.record.wireLength, payload: sessions[slot].lastSegment)
                    continue
                }
            }
            // Flows take turns: the session opened after the last one's is next, after the youngest the oldest.
            var slot = recent < 0 ? -1 : Int(sessions[Int(recent)].younger)
            if slot < 0, !isIndexed { slot = Int(bucket.oldest) }
            if slot >= 0, sessions[slot].mayGoOn(with: glance) {
                let turns = takeTurns(frames, from: now, to: end, slot: slot, limits, &sessions, &recent, &events)
                tally.add(turns)
                if turns.full >= 0 { break }
                if turns.frames > 0 { continue }
            }
            // And rounds are like those before.
            let free = slots.lowestFree
            if !isIndexed, free < remembered, sessions[free].mayReopen(with: glance) {
                let room = min(limits.sessions &- count, slots.isScattered ? 1 : remembered)
                let slotsAhead = free..<max(free, min(remembered, free &+ room))
                let openings = reopen(
                    frames, from: now, to: end, slots: slotsAhead, limits, older: bucket.youngest, &sessions, &events)
                if openings.frames > 0 {
                    tally.add(openings)
                    bucket.add(free, openings.frames)
                    slots.insert(lowest: free, openings.frames)
                    count &+= openings.frames
                    recent = bucket.youngest
                    continue
                }
            }
            let segment = frames.usualSegment(glance)
            guard segment.isPlain else { break }
            slot = -1
            if recent >= 0, sessions[Int(recent)].key == segment.flow { slot = Int(recent) }
            if slot < 0 {
                guard isIndexed else {
                    tally.needsPreparation = true
                    break
                }
                if index.count > largeIndex { prefetch(index.span, frames.usualFlow(at: now &+ 8)) }
                var search = FlowIndex.Search(segment.flow.mixed)
                repeat { slot = search.next(in: index.span) } while slot >= 0 && sessions[slot].key != segment.flow
                if slot < 0 {
                    guard count < limits.sessions else { break }
                    guard free < sessions.count, FlowIndex.hasRoom(used, among: index.count) else {
                        tally.needsPreparation = true
                        break
                    }
                    slot = free
                    if sessions[slot].key == segment.flow { tally.reopened &+= 1 }
                    start(
                        segment, in: slot, of: &sessions, older: bucket.youngest, wireLength: Int(segment.wireLength))
                    bucket.add(slot)
                    slots.insert(lowest: slot)
                    search.insert(slot, in: &index, used: &used)
                    count &+= 1
                    note(segment, in: slot, isNew: true, limits, sessions, &tally, &recent, &events)
                    if tally.full >= 0 { break }
                    continue
                }
            }
            guard LRORules.joins(segment, sessions[slot]) else { break }
            if !sessions[slot].isLike(segment) {
                var segment = Segment(segment)
                sessions[slot].noteAlterations(of: &segment)
            }
            sessions[slot].append(segment, fragments: 0)
            note(segment, in: slot, isNew: false, limits, sessions, &tally, &recent, &events)
            if tally.full >= 0 { break }
        }
        return tally
    }

    /// Notes that the session in `slot` was opened by a segment, or took one in, and whether it has reached a limit.
    @inline(__always)
    static func note(
        _ segment: UsualSegment, in slot: Int, isNew: Bool, _ limits: PlainLimits,
        _ sessions: borrowing MutableSpan<Session>,
        _ tally: inout PlainTally, _ recent: inout Int32, _ events: inout OutputSpan<Event>
    ) {
        recent = Int32(truncatingIfNeeded: slot)
        if isNew { tally.opened &+= 1 }
        if limits.notesEvents {
            events.append(
                isNew
                    ? Event(opening: segment, slot: slot)
                    : Event(appending: segment, slot: slot, packets: sessions[slot].packets))
        }
        tally.count(wireLength: segment.wireLength, payload: segment.payloadLength)
        if limits.isReached(by: sessions[slot]) { tally.full = slot }
    }

    /// An index of more entries does not fit into the nearest cache: who opens a session waits for it, if it is not asked
    /// for in time.
    private static let largeIndex = 4096

    /// Asks for the entry of a flow that will soon be searched for.
    @inline(__always)
    private static func prefetch(_ index: Span<UInt64>, _ flow: FlowKey?) {
        guard let flow else { return }
        index.prefetch(FlowIndex.Search(flow.mixed).home(among: index.count), lines: 1)
    }
}
