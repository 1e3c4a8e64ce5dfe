import Packet

/// The fast path: see `FastPathResult`.
extension Manager {
    /// Whether the fast path is open: under the rulebook `lro` in skb mode, while nobody looks at what is delivered.
    public var takesFrames: Bool {
        switch settings.rules {
        case .lro: settings.mode == .skb && !log.keepsDeliveries
        case .inetLRO, .gro: false
        }
    }

    /// Takes frames as they lie in memory, as long as they are eligible segments on Ethernet that join sessions or open
    /// some, up to the first with which a session reaches a limit.
    ///
    /// - Parameters:
    ///   - frames: Frames that lie in memory.
    ///   - place: The first of them.
    ///   - most: How many may be taken.
    /// - Returns: What became of them; if none was taken, the first has to be received as a descriptor.
    public mutating func receive(_ frames: RawFrames, from place: Int, most: Int) -> FastPathResult {
        var tally = FastPathResult()
        guard takesFrames else { return tally }
        let limits = FastPathLimits(
            sessions: settings.sessions, session: limits, notesEvents: log.keepsEvents)
        var events = log.lend()
        repeat {
            if tally.mustGrow { table.prepare() }
            let (next, left) = (place + tally.frames, most - tally.frames)
            events.append(addingCapacity: limits.notesEvents ? left : 0) { events in
                tally.add(table.receive(frames, from: next, most: left, limits, &events))
            }
        } while tally.mustGrow
        log.giveBack(&events)
        countJoined(tally.frames, payload: tally.payloadBytes)
        if tally.slotAtLimit >= 0 { flushIfFull(tally.slotAtLimit, cause: table.sessions[tally.slotAtLimit].lastFrame) }
        return tally
    }

    /// Delivers the next sessions at the end of a round, and closes all behind the last of them.
    ///
    /// What `flushAll` does, in stretches that observers follow while the sessions are in the nearest cache; these stay
    /// readable in their slots until the next one is opened.
    ///
    /// - Parameters:
    ///   - most: How many are delivered in a stretch, at most.
    ///   - slot: The slot of the first of them, or nil to begin.
    ///   - reason: Why.
    ///   - cause: The frame behind which it happens.
    /// - Returns: The slot of the next one, or nil behind the last.
    public mutating func deliver(_ most: Int, from slot: Int?, reason: Reason, cause: UInt64) -> Int? {
        guard takesFrames else {
            flushAll(reason: reason, cause: cause, notesSummaries: false)
            return nil
        }
        var next = slot ?? table.oldest(in: 0) ?? -1
        let flush = Event(.flushed, frame: cause, reason: reason)
        var events = log.lend()
        events.append(addingCapacity: log.keepsEvents ? min(most, table.count) : 0) { events in
            next = Self.deliver(
                most, from: next, table.sessions, flush, &events, &counters, egressMTU: settings.egressMTU,
                notesEvents: log.keepsEvents)
        }
        log.giveBack(&events)
        if next >= 0 { return next }
        closeAll(reason: reason)
        return nil
    }

    /// Delivers sessions on the parts of a manager, each of which is reached by one access.
    private static func deliver(
        _ most: Int, from slot: Int, _ sessions: [Session], _ flush: Event, _ events: inout OutputSpan<Event>,
        _ counters: inout Counters, egressMTU: Int, notesEvents: Bool
    ) -> Int {
        let sessions = sessions.span
        var (slot, left) = (slot, most)
        while slot >= 0, left > 0 {
            let packets = sessions[slot].packets
            counters.countSize(packets: packets)
            counters.countLength(of: sessions[slot], egressMTU: egressMTU)
            if packets > 1 {
                counters.countMerged(
                    packets, payload: sessions[slot].payloadBytes, alterations: sessions[slot].alterations)
            }
            if notesEvents { events.append(Event(flush, of: sessions[slot], slot: slot)) }
            slot = Int(sessions[slot].younger)
            left &-= 1
        }
        return slot
    }

    /// Closes all sessions, which were delivered.
    mutating func closeAll(reason: Reason) {
        counters.countFlushes(UInt64(table.count), by: reason)
        table.closeAll()
    }

    @inline(__always)
    private mutating func countJoined(_ count: Int, payload: Int) {
        fastPathFrames &+= UInt64(truncatingIfNeeded: count)
        counters.received &+= UInt64(truncatingIfNeeded: count)
        counters.aggregated &+= UInt64(truncatingIfNeeded: count)
        counters.skbs &+= UInt64(truncatingIfNeeded: count)
        counters.payloadBytes &+= UInt64(truncatingIfNeeded: payload)
    }
}
