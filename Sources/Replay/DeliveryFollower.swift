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

/// Rebuilds from the events of each queue which frames each delivered packet holds.
///
/// It must look after every frame, and once more at the end; the pipeline must keep its deliveries.
public struct DeliveryFollower: Sendable {
    /// What can happen to frames.
    public enum Step: Sendable {
        /// The frame of this event opened a session, or joined one.
        case held(Event)
        /// A packet was delivered.
        case delivered(DeliveredPacket)
    }

    private struct Place: Sendable {
        var round: UInt64 = 0
        var event = 0
        var delivery = 0
        /// The frames held by each session slot.
        var held: [[UInt64]] = []
        /// What broke the session that is flushed next, if a packet does.
        var broke: Event?
    }

    private var places: [Place]

    /// A follower of a pipeline with `queues` queues.
    public init(queues: Int) {
        places = Array(repeating: Place(), count: queues)
    }

    /// What happened to the frames of `queue` next, or nil when all was looked at.
    public mutating func next(_ pipeline: Pipeline, queue: Int) -> Step? {
        let round = pipeline.queues[queue].round
        if places[queue].round != round {
            places[queue].round = round
            places[queue].event = 0
            places[queue].delivery = 0
        }
        while places[queue].event < pipeline.queues[queue].manager.record.events.count {
            let event = pipeline.queues[queue].manager.record.events[places[queue].event]
            places[queue].event += 1
            switch event.kind {
            case .opened, .appended:
                while places[queue].held.count <= event.slot { places[queue].held.append([]) }
                places[queue].held[event.slot].append(event.frame)
                return .held(event)
            case .passed:
                return .delivered(delivery(pipeline, queue, frames: [event.frame], why: event))
            case .broke:
                places[queue].broke = event
            case .flushed:
                let frames = places[queue].held[event.slot]
                places[queue].held[event.slot].removeAll(keepingCapacity: true)
                defer { places[queue].broke = nil }
                return .delivered(delivery(pipeline, queue, frames: frames, why: places[queue].broke))
            case .roundEnded, .tuned:
                break
            }
        }
        return nil
    }

    private mutating func delivery(
        _ pipeline: Pipeline, _ queue: Int, frames: [UInt64], why event: Event?
    ) -> DeliveredPacket {
        let delivery = pipeline.queues[queue].manager.record.deliveries[places[queue].delivery]
        places[queue].delivery += 1
        return DeliveredPacket(
            queue: queue, round: places[queue].round, frames: frames, delivery: delivery,
            numbers: event.map { ($0.first, $0.second) })
    }
}
