import Offload
import Receive

/// A delivered packet together with the frames that are in it.
public struct DeliveredPacket: Sendable {
    /// The queue that delivered it.
    public var queue: Int
    /// The queue's poll round, from 0.
    public var round: UInt64
    /// The frames in it, in the order in which they were merged.
    public var frames: [UInt64]
    /// The packet as delivered.
    public var delivery: Delivery
    /// The two numbers of its reason, where a packet told them by breaking the session or by passing.
    public var numbers: (first: UInt32, second: UInt32)?

    /// Why it was delivered, in words: `gap: sequence 9912, expected 8464, 1448 bytes missing`.
    public var sentence: String {
        let reason = delivery.reason
        return numbers.map { reason.sentence($0.first, $0.second) } ?? "\(reason.id): \(reason.meaning)"
    }
}

/// Rebuilds from the events of a queue which frames each delivered packet holds.
///
/// It must look after every frame, and once more at the end; the pipeline must keep its deliveries.
public struct QueueFollower: Sendable {
    /// What can happen to frames.
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
    /// What broke the session that is flushed next, if a packet does.
    private var broke: Event?

    /// A follower of the queue of that number.
    public init(queue: Int) { self.queue = queue }

    /// What happened to the frames of the queue next, in the round so numbered; nil when all was looked at.
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

    /// What happened to the frames of `queue` next, or nil when all was looked at.
    public mutating func next(_ pipeline: Pipeline, queue: Int) -> QueueFollower.Step? {
        followers[queue].next(pipeline.queues[queue].manager.log, round: pipeline.queues[queue].round)
    }
}
