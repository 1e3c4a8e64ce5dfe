import Timing

/// The interrupt of a queue, and what puts it off; times are in nanoseconds.
struct InterruptState: Equatable, Sendable {
    enum Phase: Equatable, Sendable {
        /// It is enabled, and nothing waits.
        case armed
        /// Frames wait, and it is due then.
        case coalescing(due: Int64)
        /// A poll is due or running.
        case masked
        /// Only a timer wakes the queue.
        case deferred
    }

    /// How it is put off.
    let moderation: Moderation
    /// What it does now.
    private(set) var phase = Phase.armed
    /// Interrupts that fired.
    private(set) var count = 0
    /// When the latest of them fired.
    private var latest: Int64?

    init(_ moderation: Moderation) { self.moderation = moderation }

    /// When it fires; `never` where nothing waits or a poll is due already.
    var due: Int64 {
        if case .coalescing(let due) = phase { due } else { .never }
    }

    /// Whether a timer may have the queue polled, as long as it is not put off.
    var isEnabled: Bool {
        switch phase {
        case .armed, .coalescing: true
        case .masked, .deferred: false
        }
    }

    /// Follows that a frame has entered the ring, in which so many wait then.
    mutating func enter(at time: Int64, waiting: Int, _ knobs: Knobs) {
        let isFull = moderation.countsFrames && knobs.frames > 0 && waiting >= knobs.frames
        switch phase {
        case .masked, .deferred: return
        case .armed:
            if moderation == .gap {
                phase = .coalescing(due: latest.map { max(time, $0 + knobs.wait) } ?? time)
            } else {
                phase = .coalescing(due: isFull ? time : time + knobs.wait)
            }
        case .coalescing:
            if isFull {
                phase = .coalescing(due: time)
            } else if moderation == .rearm {
                phase = .coalescing(due: time + knobs.wait)
            }
        }
    }

    /// Fires, so that the queue is polled.
    mutating func fire(at time: Int64) {
        count += 1
        latest = time
        phase = .masked
    }

    /// Is off, since a timer or the queue itself has it polled.
    mutating func mask() { phase = .masked }

    /// Is off until a timer fires.
    mutating func putOff() { phase = .deferred }

    /// Is enabled again; where frames wait already, as if the first of them had entered now.
    mutating func arm(at time: Int64, waiting: Int, _ knobs: Knobs) {
        phase = .armed
        if waiting > 0 { enter(at: time, waiting: waiting, knobs) }
    }

    /// What can be turned: the wait in nanoseconds, and the frames that end it, 0 for none.
    struct Knobs: Equatable, Sendable {
        var wait: Int64
        var frames: Int
    }
}

extension Int64 {
    /// Behind all times of the clock.
    static let never = Int64.max
}
