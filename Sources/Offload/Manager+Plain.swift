import Packet

/// The short way of what is most of a stream: nothing is wrong with it, and it continues its session or begins one.
///
/// It comes to what `receive(_:)` does with the descriptors of the same frames in general.
extension Manager {
    /// Whether plain segments go the short way: the rules of 2007 in skb mode, while nobody looks at what is delivered.
    @inline(__always)
    var takesPlain: Bool { settings.rules == .lro && settings.mode == .skb && !record.keepsDeliveries }

    /// Takes frames as they lie in memory, as long as they are plain segments on Ethernet that join sessions or open some,
    /// up to the first with which a session reaches a limit.
    ///
    /// - Parameters:
    ///   - frames: Frames that lie in memory.
    ///   - place: The first of them.
    ///   - most: How many may be taken.
    /// - Returns: How many were taken; if none, the first has to go the long way.
    public mutating func receive(_ frames: RawFrames, from place: Int, most: Int) -> Int {
        guard takesPlain else { return 0 }
        let limits = PlainLimits(
            sessions: settings.sessions, maxAggr: settings.maxAggr, length: settings.lengthLimit)
        var events = record.lend()
        var (taken, full, needsRoom) = (0, -1, false)
        repeat {
            if needsRoom { table.makeRoom() }
            events.append(addingCapacity: most - taken) { events in
                let tally = table.take(plain: frames, from: place + taken, most: most - taken, limits, &events)
                taken += tally.frames
                (full, needsRoom) = (tally.full, tally.needsRoom)
                countPlain(tally.frames, payload: tally.payloadBytes)
            }
        } while needsRoom
        record.giveBack(&events)
        if full >= 0, let reason = limit(full), let last = record.events.last {
            flush(full, reason: reason, cause: last.frame)
        }
        return taken
    }

    /// Takes a plain segment that joins a session or opens one; says false, with nothing done, when it does neither.
    mutating func receive(plain segment: Segment, isTagged: Bool) -> Bool {
        let recent = table.recent(segment.flow)
        let hash = recent == nil ? segment.flow.mixed : 0
        if let slot = recent ?? table.find(segment.flow, hash: hash) {
            let isAlike = table.sessions[slot].isLike(segment)
            guard LRORules.joins(segment, table.sessions[slot], isAlike: isAlike) else { return false }
            table.noteRecent(slot)
            countPlain(1, payload: segment.payloadLength)
            join(segment, slot, isAlike: isAlike)
        } else {
            if isFull { return false }
            countPlain(1, payload: segment.payloadLength)
            let slot = table.open(segment, hash: hash, isTagged: isTagged)
            noteOpening(segment, slot)
        }
        return true
    }

    @inline(__always)
    private mutating func countPlain(_ count: Int, payload: Int) {
        counters.received &+= UInt64(truncatingIfNeeded: count)
        counters.aggregated &+= UInt64(truncatingIfNeeded: count)
        counters.skbs &+= UInt64(truncatingIfNeeded: count)
        counters.payloadBytes &+= UInt64(truncatingIfNeeded: payload)
    }
}
