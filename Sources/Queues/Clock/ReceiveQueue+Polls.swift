import Offload
import Packet
import Timing

/// Polls as the clock has them: they begin and end, and flush, when it says.
extension ReceiveQueue {
    /// Begins a poll.
    package mutating func beginPoll() { beginRound() }

    /// Flushes all sessions.
    package mutating func flushAll(_ reason: Reason) { flushAll(reason: reason, cause: lastFrame) }

    /// Flushes the sessions that were opened at or before a time, the oldest first.
    package mutating func flush(openedBy time: Int64) {
        let due = oldest { $0 <= time }
        // Buckets know nothing of each other.
        flush(due.sorted { manager.table.sessions[$0].firstFrame < manager.table.sessions[$1].firstFrame })
    }

    /// Flushes the sessions that were opened in another jiffy, of each bucket the oldest first up to one of this.
    package mutating func flush(openedOutsideJiffy jiffy: Int64, hz: Int64) {
        flush(oldest { $0 * hz / 1_000_000_000 != jiffy })
    }

    /// The slots of the sessions of each bucket, the oldest first, up to the first whose opening does not fit.
    private func oldest(_ fits: (Int64) -> Bool) -> [Int] {
        guard let times else { return [] }
        var slots: [Int] = []
        for bucket in 0..<manager.table.bucketCount {
            var next = manager.table.oldest(in: bucket)
            while let slot = next, fits(times.openTime(of: slot)) {
                slots.append(slot)
                next = manager.table.younger(than: slot)
            }
        }
        return slots
    }

    private mutating func flush(_ slots: [Int]) {
        for slot in slots { manager.flush(slot, reason: .timeout, cause: lastFrame) }
        observeFlushes()
    }

    /// When the session was opened that is open longest, in nanoseconds; nil without sessions.
    package var earliestOpening: Int64? {
        guard let times else { return nil }
        return (0..<manager.table.bucketCount).lazy.compactMap { manager.table.oldest(in: $0) }
            .map { times.openTime(of: $0) }.min()
    }

    /// Ends the poll.
    package mutating func endPoll(_ reason: Reason = .pollEnd) { closeRound(reason: reason, cause: lastFrame) }

    /// Follows in time what became of a packet that was taken; see `QueueTimes`.
    package mutating func followTimes(
        of packet: inout Descriptor, _ taken: PacketTimes, now: inout Int64, cost: Int64
    ) {
        times?.follow(&packet, taken, manager.log, &ledger, now: &now, cost: cost)
    }

    /// Follows in time the flushes that no packet has caused; see `QueueTimes`.
    package mutating func followFlushTimes(now: inout Int64, cost: Int64) {
        times?.followFlushes(manager.log, &ledger, now: &now, cost: cost)
    }
}
