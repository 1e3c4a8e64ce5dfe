import Packet

/// The short way of what is most of a stream: nothing is wrong with it, and it continues its session or begins one.
///
/// It comes to what `receive(_:)` does with the descriptors of the same frames in general.
extension Manager {
    /// Whether plain segments go the short way: under the rules of 2007 in skb mode.
    @inline(__always)
    var isPlain: Bool { settings.rules == .lro && settings.mode == .skb }

    /// Whether frames are taken as they lie in memory: while nobody looks at what is delivered, too.
    public var takesFrames: Bool { isPlain && !record.keepsDeliveries }

    /// Takes frames as they lie in memory, as long as they are plain segments on Ethernet that join sessions or open some,
    /// up to the first with which a session reaches a limit.
    ///
    /// - Parameters:
    ///   - frames: Frames that lie in memory.
    ///   - place: The first of them.
    ///   - most: How many may be taken.
    /// - Returns: What became of them; if none was taken, the first has to go the long way.
    public mutating func receive(_ frames: RawFrames, from place: Int, most: Int) -> PlainTally {
        var tally = PlainTally()
        guard takesFrames else { return tally }
        let limits = PlainLimits(
            sessions: settings.sessions, maxAggr: settings.maxAggr, length: settings.lengthLimit,
            notesEvents: record.keepsEvents)
        var events = record.lend()
        repeat {
            if tally.needsRoom { table.makeRoom() }
            events.append(addingCapacity: limits.notesEvents ? most - tally.frames : 0) { events in
                table.take(plain: frames, from: place, most: most, limits, &events, &tally)
            }
        } while tally.needsRoom
        record.giveBack(&events)
        countPlain(tally.frames, payload: tally.payloadBytes)
        if tally.full >= 0, let reason = limit(tally.full) {
            flush(tally.full, reason: reason, cause: table.sessions[tally.full].lastFrame)
        }
        return tally
    }

    /// Takes a plain segment that joins a session or opens one; says false, with nothing done, when it does neither.
    mutating func receive(plain packet: inout Descriptor) -> Bool {
        let recent = table.recent(packet.segment.flow)
        let hash = recent == nil ? packet.segment.flow.mixed : 0
        if let slot = recent ?? table.find(packet.segment.flow, hash: hash) {
            guard LRORules.joins(packet.segment, table.sessions[slot]) else { return false }
            let isAlike = table.sessions[slot].isLike(packet.segment)
            table.noteRecent(slot)
            countPlain(1, payload: packet.segment.payloadLength)
            if record.keepsDeliveries { table.sumPayload(of: &packet, in: slot) }
            join(packet.segment, slot, isAlike: isAlike)
        } else {
            if isFull { return false }
            countPlain(1, payload: packet.segment.payloadLength)
            let slot = table.open(packet.segment, hash: hash, isTagged: packet.facts.contains(.inBandTag))
            if record.keepsDeliveries { table.keepHeaders(of: &packet, in: slot) }
            noteOpening(packet.segment, slot)
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
