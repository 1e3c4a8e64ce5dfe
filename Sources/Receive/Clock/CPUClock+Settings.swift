import Queues
import Settings

/// Settings that change while time goes on, and the end of the source.
extension CPUClock {
    /// Takes new settings at `time`; a queue with a step that is paid then takes them when it is.
    mutating func apply(
        _ settings: ReceiveSettings, at time: Int64, after frame: UInt64, _ all: inout [ReceiveQueue]
    ) {
        for place in queues.indices {
            if let poll, poll.place == place, now > time {
                pending.append(Change(settings: settings, frame: frame))
            } else {
                apply(settings, at: time, after: frame, place: place, &all[queues[place].number])
            }
        }
    }

    /// Takes the changes that have waited for the end of a step at the queue of a place.
    mutating func applyPending(to place: Int, _ queue: inout ReceiveQueue) {
        for change in pending { apply(change.settings, at: now, after: change.frame, place: place, &queue) }
        pending.removeAll()
    }

    private mutating func apply(
        _ settings: ReceiveSettings, at time: Int64, after frame: UInt64, place: Int, _ queue: inout ReceiveQueue
    ) {
        queue.apply(settings, after: frame)
        queues[place].knobs = QueueKnobs(settings)
        // What the change flushes is delivered without cost.
        var time = time
        queue.followFlushTimes(now: &time, cost: 0)
    }

    /// Flushes what is open when nothing is due any more, queue by queue, from `time` on.
    mutating func finish(at time: Int64, _ all: inout [ReceiveQueue], _ observer: PollObserver?) {
        now = max(now, time)
        for place in queues.indices {
            let number = queues[place].number
            guard all[number].manager.table.count > 0 else { continue }
            all[number].beginPoll()
            all[number].flushAll(.sourceEnd)
            followFlushes(&all[number], queues[place].knobs)
            all[number].endPoll(.sourceEnd)
            observer?(.finished, number, all[number])
        }
    }
}
