import Offload
import Packet
import Queues
import Timing

/// The steps of a poll: its start, a frame with all that it causes, the flush, the end.
extension CPUClock {
    /// Does the next step, and of frames that are taken one behind the other those before `end` together.
    mutating func step(
        until end: Int64, of frames: RawFrames?, _ all: inout [ReceiveQueue], _ observer: PollObserver?
    ) {
        guard let poll else { return start(&all) }
        let number = queues[poll.place].number
        if !pending.isEmpty { applyPending(to: poll.place, &all[number]) }
        switch poll.step {
        case .take: take(until: end, of: frames, poll, &all[number], observer)
        case .end: self.end(poll, &all[number], observer)
        }
    }

    private mutating func start(_ all: inout [ReceiveQueue]) {
        guard let listed = list.popFirst() else { return }
        now = max(now, listed.time)
        poll = Poll(place: listed.place)
        all[queues[listed.place].number].beginPoll()
        all[queues[listed.place].number].notePollStart(at: now)
        pay((listed.byInterrupt ? costs.interrupt : 0) + costs.poll)
    }

    private mutating func take(
        until end: Int64, of frames: RawFrames?, _ poll: Poll, _ queue: inout ReceiveQueue, _ observer: PollObserver?
    ) {
        let (place, knobs) = (poll.place, queues[poll.place].knobs)
        let most = min(knobs.budget - poll.taken, queues[place].ring.count)
        guard most > 0 else { return flush(poll, &queue) }
        var taken = 0
        // Before `end` no frame enters; what else happens at an instant goes before the CPU.
        repeat {
            take(place, of: frames, &queue, knobs, observer)
            taken += 1
        } while taken < most && now < end && now < nextDue && pending.isEmpty
        self.poll?.taken += taken
    }

    /// Takes the frame that waits longest, and lets the queue receive it.
    @inline(__always)
    private mutating func take(
        _ place: Int, of frames: RawFrames?, _ queue: inout ReceiveQueue, _ knobs: QueueKnobs, _ observer: PollObserver?
    ) {
        let (listedAt, costs, delivery) = (queues[place].listedAt, costs, knobs.deliveryCost(costs))
        var end = now
        takenBits += queues[place].ring.takeFirst(of: frames) { packet, arrived in
            let times = PacketTimes(arrived: arrived, listed: max(arrived, listedAt), taken: end)
            end += knobs.frameCost(costs, length: packet.wireLength)
            queue.receive(&packet)
            if queue.keepsTimeline { queue.noteTaken(packet, times) }
            queue.followTimes(of: &packet, times, now: &end, cost: delivery)
            return Wire.bits(of: packet.wireLength)
        }
        pay(end - now)
        // Outside, since a queue that is handed to somebody is copied.
        if let observer { observer(.took(queues[place].ring.latest), queues[place].number, queue) }
    }

    /// Lets the time of flushes in a queue pass, which no packet has caused.
    mutating func followFlushes(_ queue: inout ReceiveQueue, _ knobs: QueueKnobs) {
        var end = now
        queue.followFlushTimes(now: &end, cost: knobs.deliveryCost(costs))
        pay(end - now)
    }

    /// Flushes what the policy says, now that nothing more is taken.
    private mutating func flush(_ poll: Poll, _ queue: inout ReceiveQueue) {
        var poll = poll
        let knobs = queues[poll.place].knobs
        poll.isFull = poll.taken >= knobs.budget
        switch knobs.policy {
        case .pollEnd: queue.flushAll(.pollEnd)
        case .idle: if !poll.isFull { queue.flushAll(.pollEnd) }
        case .empty: if poll.taken == 0 { queue.flushAll(.pollEnd) }
        case .timeout(let time), .timeoutAtPoll(let time):
            queue.flush(openedBy: now - Int64(time) * 1_000)
        case .kernel(let time, let deferrals):
            flushAsKernel(&poll, &queue, timeout: Int64(time) * 1_000, deferrals: deferrals)
        }
        poll.step = .end
        self.poll = poll
        followFlushes(&queue, knobs)
    }

    /// Flushes as `napi_complete_done` and `__napi_poll` do.
    private mutating func flushAsKernel(
        _ poll: inout Poll, _ queue: inout ReceiveQueue, timeout: Int64, deferrals: Int
    ) {
        let jiffy = now * hz / 1_000_000_000
        if poll.isFull {
            return hz < 1_000 ? queue.flushAll(.pollEnd) : queue.flush(openedOutsideJiffy: jiffy, hz: hz)
        }
        if poll.taken > 0 {
            if queue.manager.table.count > 0 { poll.timer = timeout }
            queues[poll.place].deferred = deferrals
        }
        if queues[poll.place].deferred > 0 {
            queues[poll.place].deferred -= 1
            poll.timer = timeout
            poll.isDeferred = timeout > 0
        }
        if poll.timer == 0 { queue.flushAll(.pollEnd) } else { queue.flush(openedOutsideJiffy: jiffy, hz: hz) }
    }

    private mutating func end(_ poll: Poll, _ queue: inout ReceiveQueue, _ observer: PollObserver?) {
        let (place, policy) = (poll.place, queues[poll.place].knobs.policy)
        self.poll = nil
        queues[place].polls += 1
        if poll.taken == 0 { queues[place].emptyPolls += 1 }
        if poll.isFull { queues[place].fullPolls += 1 }
        queue.endPoll()
        queue.notePollEnd(at: now)
        observer?(.ended, queues[place].number, queue)
        if poll.isFull || policy == .empty && poll.taken > 0 && queue.manager.table.count > 0 {
            queue.noteListed(.again, at: now)
            return list.append(Listed(place: place, time: now, byInterrupt: false))
        }
        switch policy {
        case .timeout(let time):
            queues[place].timer = queue.earliestOpening.map { max(now, $0 + Int64(time) * 1_000) } ?? .never
        case .kernel where poll.timer > 0:
            queues[place].timer = now + poll.timer
        case .pollEnd, .idle, .empty, .timeoutAtPoll, .kernel:
            break
        }
        if poll.isDeferred {
            queues[place].interrupt.putOff()
        } else {
            queues[place].interrupt.arm(at: now, waiting: queues[place].ring.count, queues[place].knobs.interrupt)
        }
        noteDue(of: place)
    }
}
