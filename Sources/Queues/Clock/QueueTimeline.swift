import Offload
import Packet
import Timing

/// The latest packets and polls of a queue in time, for somebody who looks back.
public struct QueueTimeline: Sendable {
    /// Packets that polls took, in the order in which they did, which is that of their arrival.
    public private(set) var packets: RecentElements<TimedPacket>
    /// Frames that found the ring full.
    public private(set) var dropped: RecentElements<TimedPacket>
    /// Polls, the last of which may be due or going on.
    public private(set) var polls: RecentElements<TimedPoll>

    /// Nothing yet; so many packets and polls are kept at most.
    init(capacity: Int) {
        packets = RecentElements(capacity: capacity)
        dropped = RecentElements(capacity: capacity)
        polls = RecentElements(capacity: capacity)
    }

    /// The number among all of the packet that was taken last.
    var latest: Int { packets.total - 1 }

    mutating func noteTaken(_ packet: TimedPacket) {
        packets.append(packet)
        if let last = polls.indices.last { polls[last].frames += 1 }
    }

    mutating func noteDropped(_ packet: TimedPacket) {
        var packet = packet
        packet.isDropped = true
        dropped.append(packet)
    }

    /// Notes that packets were delivered, by their numbers among all.
    mutating func noteDelivered(_ numbers: [Int], _ reason: Reason, heldUntil: Int64, at: Int64) {
        for number in numbers {
            guard let place = packets.place(ofNumber: number) else { continue }
            packets[place].heldUntil = heldUntil
            packets[place].at = at
            packets[place].reason = reason
        }
    }

    /// Notes that the packet that was taken last was delivered.
    mutating func noteLatestDelivered(_ reason: Reason, heldUntil: Int64, at: Int64) {
        noteDelivered([latest], reason, heldUntil: heldUntil, at: at)
    }

    mutating func noteListed(_ cause: TimedPoll.Cause, at time: Int64) {
        polls.append(TimedPoll(cause, listed: time))
    }

    mutating func notePollStart(at time: Int64) {
        if let last = polls.indices.last { polls[last].start = time }
    }

    mutating func notePollEnd(at time: Int64) {
        if let last = polls.indices.last { polls[last].end = time }
    }
}

/// What the clock tells of a queue, where its timeline is kept.
extension ReceiveQueue {
    /// Keeps the latest packets and polls from now on, so many at most; without a clock nothing.
    package mutating func keepTimeline(capacity: Int) {
        times?.timeline = QueueTimeline(capacity: capacity)
        keepsTimeline = times != nil
    }

    /// Notes that a poll took a packet, before what comes of it is followed.
    package mutating func noteTaken(_ packet: Descriptor, _ when: PacketTimes) {
        times?.timeline?.noteTaken(
            TimedPacket(packet, arrived: when.arrived, listed: when.listed, taken: when.taken))
    }

    /// Notes that a frame found the ring full.
    package mutating func noteDropped(_ packet: Descriptor, at time: Int64) {
        times?.timeline?.noteDropped(TimedPacket(packet, arrived: time))
    }

    /// Notes that the queue is to be polled.
    package mutating func noteListed(_ cause: TimedPoll.Cause, at time: Int64) {
        times?.timeline?.noteListed(cause, at: time)
    }

    /// Notes that its poll begins.
    package mutating func notePollStart(at time: Int64) { times?.timeline?.notePollStart(at: time) }

    /// Notes that its poll ends.
    package mutating func notePollEnd(at time: Int64) { times?.timeline?.notePollEnd(at: time) }
}
