import Offload
import Receive

/// A reader of a queue's events, which finds out which frames each delivered packet holds.
///
/// It must look after every frame, and once more at the end; the pipeline must keep its deliveries.
public struct QueueFollower: Sendable {
    /// Something that happened to frames.
    public enum Step: Sendable {
        /// The frame of this event opened a session, or joined one.
        case held(Event)
        /// A packet was delivered.
        case delivered(DeliveredPacket)
    }

    private let queue: Int
    private var round: UInt64 = 0
    private var event = 0
    private var delivery = 0
    /// The frames held by each session slot.
    private var held: [[UInt64]] = []
    /// The event that breaks the session that is flushed next, if a packet does.
    private var broke: Event?

    /// A follower of the queue of that number.
    public init(queue: Int) { self.queue = queue }

    /// The next thing that happened to the frames of the queue, in the round so numbered; nil when all was looked at.
    ///
    /// - Complexity: O(1) amortized.
    public mutating func next(_ record: RoundLog, round: UInt64) -> Step? {
        if self.round != round {
            self.round = round
            event = 0
            delivery = 0
        }
        while event < record.events.count {
            let event = record.events[event]
            self.event += 1
            switch event.kind {
            case .opened, .appended:
                while held.count <= event.slot { held.append([]) }
                held[event.slot].append(event.frame)
                return .held(event)
            case .passed:
                return .delivered(take(record, frames: [event.frame], why: event))
            case .broke:
                broke = event
            case .flushed:
                let frames = held[event.slot]
                held[event.slot].removeAll(keepingCapacity: true)
                defer { broke = nil }
                return .delivered(take(record, frames: frames, why: broke))
            case .roundEnded, .tuned:
                break
            }
        }
        return nil
    }

    private mutating func take(_ record: RoundLog, frames: [UInt64], why event: Event?) -> DeliveredPacket {
        defer { delivery += 1 }
        return DeliveredPacket(
            queue: queue, round: round, frames: frames, delivery: record.deliveries[delivery],
            numbers: event.map { ($0.first, $0.second) })
    }
}

/// The followers of all queues.
public struct DeliveryFollower: Sendable {
    private var followers: [QueueFollower]

    /// A follower of a pipeline with `queues` queues.
    public init(queues: Int) {
        followers = (0..<queues).map { QueueFollower(queue: $0) }
    }

    /// The next thing that happened to the frames of `queue`, or nil when all was looked at.
    ///
    /// - Complexity: O(1) amortized.
    public mutating func next(_ pipeline: Pipeline, queue: Int) -> QueueFollower.Step? {
        followers[queue].next(pipeline.queues[queue].manager.log, round: pipeline.queues[queue].round)
    }
}
