import DequeModule
import Packet
import Queues
import Settings
import Timing

/// A CPU in time, and the queues that it polls; times are in nanoseconds.
///
/// Several things of one instant happen in this order: frames enter, interrupts fire, timers fire, the CPU does a step;
/// and again until nothing is left of it.
public struct CPUClock: Sendable {
    /// The queues that it polls, by their numbers.
    public internal(set) var queues: [QueueClock]
    /// All costs that were paid, in nanoseconds.
    public internal(set) var busy: Int64 = 0
    /// What it has taken, in bits of an Ethernet wire.
    public internal(set) var takenBits: UInt64 = 0
    /// When it is through with the latest step.
    public internal(set) var now: Int64 = 0
    /// The poll that it is at.
    var poll: Poll?
    /// The queues that wait to be polled, in that order.
    var list = Deque<Listed>()
    /// Changes of settings that wait for the end of a step at that queue.
    var pending: [Change] = []

    let costs: Costs
    let hz: Int64
    /// No interrupt and no timer fires before.
    private(set) var nextDue = Int64.never

    init(_ queues: [QueueClock], _ settings: ClockSettings) {
        self.queues = queues
        costs = settings.costs
        hz = Int64(settings.hz)
    }

    /// New settings, and the frame after which they were given.
    struct Change: Sendable {
        let settings: ReceiveSettings
        let frame: UInt64
    }

    /// When the next step begins; `never` where there is nothing to do.
    private var nextStep: Int64 {
        if poll != nil { return now }
        guard let first = list.first else { return .never }
        return max(now, first.time)
    }

    /// When something happens next, if no frame arrives before; `never` where nothing does.
    private var next: Int64 { min(nextStep, nextDue) }

    /// Lets a frame into the ring of the queue at a place, or drops it where there is no room, and says which; all
    /// before that time must have happened.
    mutating func enter(_ packet: inout Descriptor, at time: Int64, place: Int) -> Bool {
        let hasEntered = queues[place].enter(&packet, at: time)
        nextDue = min(nextDue, queues[place].due)
        return hasEntered
    }

    /// Lets frames arrive that are lent, and all happen that happens before `end`; what waits then is kept.
    mutating func take(
        _ arrivals: [ArrivingFrames.Arrival], of frames: RawFrames, until end: Int64, _ all: inout [ReceiveQueue],
        _ observer: PollObserver?
    ) {
        for arrival in arrivals {
            advance(until: arrival.time, of: frames, &all, observer)
            let place = Int(arrival.queue)
            queues[place].enter(arrival.frame, at: arrival.time)
            nextDue = min(nextDue, queues[place].due)
        }
        advance(until: end, of: frames, &all, observer)
        for place in queues.indices { queues[place].ring.keep(frames) }
    }

    /// Lets all happen that happens before `end`, while frames are lent or not.
    mutating func advance(
        until end: Int64, of frames: RawFrames? = nil, _ queues: inout [ReceiveQueue], _ observer: PollObserver?
    ) {
        while true {
            let time = next
            guard time < end else { return }
            if nextDue <= time { fire(at: time, &queues) }
            if nextStep <= time { step(until: end, of: frames, &queues, observer) }
        }
    }

    /// Fires the interrupts that are due, then the timers.
    private mutating func fire(at time: Int64, _ all: inout [ReceiveQueue]) {
        for place in queues.indices where queues[place].fireInterrupt(at: time) {
            all[queues[place].number].noteListed(.interrupt, at: time)
            list.append(Listed(place: place, time: time, byInterrupt: true))
        }
        for place in queues.indices where queues[place].fireTimer(at: time) {
            all[queues[place].number].noteListed(.timer, at: time)
            list.append(Listed(place: place, time: time, byInterrupt: true))
        }
        nextDue = queues.reduce(.never) { min($0, $1.due) }
    }

    /// Notes that the interrupt or the timer of the queue at a place may be due at another time.
    mutating func noteDue(of place: Int) { nextDue = min(nextDue, queues[place].due) }

    /// Lets so much time pass, which the CPU is busy.
    mutating func pay(_ cost: Int64) {
        now += cost
        busy += cost
    }
}
