import Packet
import Timing

/// A receive queue in time: its ring, its interrupt, its timer.
public struct QueueClock: Sendable {
    /// The number of the queue.
    let number: Int
    var ring: Ring
    var interrupt: InterruptState
    /// When the timer of the flush policy fires; `never` where it is off.
    var timer = Int64.never
    /// Times that the timer had the queue polled.
    public internal(set) var timerInterrupts = 0
    /// When an interrupt or the timer had the queue polled last.
    var listedAt = Int64.min
    /// Polls that may be put off before the interrupt is enabled again.
    var deferred = 0
    /// Polls that have ended.
    public internal(set) var polls = 0
    /// Those that took nothing.
    public internal(set) var emptyPolls = 0
    /// Those that used the budget.
    public internal(set) var fullPolls = 0
    /// What is set at the queue.
    var knobs: QueueKnobs

    init(_ number: Int, _ settings: ClockSettings, _ knobs: QueueKnobs) {
        self.number = number
        ring = Ring(capacity: settings.ring)
        interrupt = InterruptState(settings.moderation)
        self.knobs = knobs
    }

    /// Times that the interrupt fired.
    public var interrupts: Int { interrupt.count }
    /// Frames that found the ring full.
    public var dropped: Int { ring.dropped }
    /// Frames that wait in the ring.
    public var waiting: Int { ring.count }
    /// The most that waited at once.
    public var ringPeak: Int { ring.peak }

    /// When it wants something: its interrupt or its timer.
    var due: Int64 { min(interrupt.due, timer) }

    /// Lets a frame into the ring, or drops it where there is no room, and says which.
    mutating func enter(_ packet: inout Descriptor, at time: Int64) -> Bool {
        guard ring.enter(&packet, at: time) else { return false }
        interrupt.enter(at: time, waiting: ring.count, knobs.interrupt)
        return true
    }

    /// Lets a frame that is lent into the ring, or drops it.
    mutating func enter(_ place: Int32, at time: Int64) {
        guard ring.enter(place, at: time) != nil else { return }
        interrupt.enter(at: time, waiting: ring.count, knobs.interrupt)
    }

    /// Fires what is due of the interrupt, and says whether the queue is to be polled.
    mutating func fireInterrupt(at time: Int64) -> Bool {
        guard interrupt.due <= time else { return false }
        interrupt.fire(at: time)
        listedAt = time
        return true
    }

    /// Fires the timer, if it is due, and says whether the queue is to be polled: not where it is already.
    mutating func fireTimer(at time: Int64) -> Bool {
        guard timer <= time else { return false }
        timer = .never
        guard interrupt.phase != .masked else { return false }
        timerInterrupts += 1
        interrupt.mask()
        listedAt = time
        return true
    }
}
