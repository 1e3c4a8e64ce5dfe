import Offload
import Packet

/// Letting the observers follow the log: after a packet, after a stretch of the fast path, after flushes that no packet
/// caused, and at the end of a round.
extension ReceiveQueue {
    /// Lets the observers see a packet, and follow what it caused.
    @inline(__always)
    mutating func observe(_ packet: inout Descriptor, mtu: Int) {
        if observers.contains(.capture) { captureStats.see(&packet, mtu: mtu) }
        if observers.contains(.holds) { holds.countArrival() }
        let (first, end) = (eventsSeen, manager.log.events.count)
        eventsSeen = end
        for place in first..<end {
            let event = manager.log.events[place]
            switch event.kind {
            case .opened:
                if observers.contains(.flows) { ledger.open(event.slot, of: packet.flow, manager.table.sessions) }
            case .passed:
                if observers.contains(.holds) { holds.countPassed() }
                if observers.contains(.flows) { ledger.pass(event, &packet, manager.table.sessions) }
                deliveriesInRound += 1
            case .flushed:
                observeFlush(at: place)
            case .broke:
                if observers.contains(.flows), event.reason == .gap { ledger.leaveGap(event, of: packet.flow) }
            case .appended, .roundEnded, .tuned:
                break
            }
        }
    }

    /// Lets the observers follow a stretch of the fast path.
    ///
    /// - Returns: The most sessions that were open in it.
    mutating func observe(_ stretch: FastPathResult, of frames: RawFrames, from place: Int, mtu: Int) -> Int {
        let (first, end) = (eventsSeen, eventsSeen + stretch.frames)
        eventsSeen = end
        if observers.contains(.holds) { holds.countArrival(stretch.frames) }
        if observers.contains(.flows) {
            ledger.open(stretch.opened, by: manager.log.events, from: first, manager.table.sessions)
        }
        if observers.contains(.capture) { captureStats.see(plain: frames, from: place, stretch, mtu: mtu) }
        // A session that has reached a limit with the last frame was flushed.
        guard manager.log.events.count != end else { return manager.table.count }
        observeFlushes()
        return manager.table.count + (manager.log.events[end - 1].kind == .appended ? 1 : 0)
    }

    /// Lets the observers follow flushes that no packet caused, or the end of the round (`isEnd`), whose sessions still
    /// stand in their slots.
    mutating func observeFlushes(isEnd: Bool = false) {
        let (first, end) = (eventsSeen, manager.log.events.count)
        eventsSeen = end
        // All that the end of a round flushes is of one kind, and eventsSeen together.
        if isEnd {
            deliveriesInRound += end - first
            guard observers.contains(.flows) else { return }
            mergedBytesInRound &+= ledger.flush(manager.log.events, from: first, to: end, manager.table.sessions)
            return
        }
        for place in first..<end where manager.log.events[place].kind == .flushed { observeFlush(at: place) }
    }

    private mutating func observeFlush(at place: Int) {
        let event = manager.log.events[place]
        if observers.contains(.holds) { holds.countReleased(manager.log.events, at: place) }
        // Another session may stand in its slot already.
        if observers.contains(.flows) { ledger.flush(event, manager.log.summaries[summariesSeen]) }
        summariesSeen += 1
        deliveriesInRound += 1
        mergedBytesInRound &+= event.mergedBytes
    }

    /// Lets the observers follow the end of a round.
    mutating func observeEnd() {
        if observers.contains(.holds) { holds.endRound() }
        if observers.contains(.flows) { ledger.endRound() }
    }
}
