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
}

/// Rebuilds from the events of each queue which frames each delivered packet holds.
///
/// It must look after every frame, and once more at the end; the pipeline must keep its deliveries.
public struct DeliveryFollower: Sendable {
    private struct Place: Sendable {
        var round: UInt64 = 0
        var event = 0
        var delivery = 0
        /// The frames held by each session slot.
        var held: [[UInt64]] = []
    }

    private var places: [Place]

    /// A follower of a pipeline with `queues` queues.
    public init(queues: Int) {
        places = Array(repeating: Place(), count: queues)
    }

    /// Hands out what `queue` delivered since the last call, in order.
    public mutating func follow(_ pipeline: Pipeline, queue: Int, _ body: (DeliveredPacket) throws -> Void) rethrows {
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
            case .passed:
                try body(next(pipeline, queue, frames: [event.frame]))
            case .flushed:
                let frames = places[queue].held[event.slot]
                places[queue].held[event.slot].removeAll(keepingCapacity: true)
                try body(next(pipeline, queue, frames: frames))
            case .broke, .roundEnded, .tuned:
                break
            }
        }
    }

    private mutating func next(_ pipeline: Pipeline, _ queue: Int, frames: [UInt64]) -> DeliveredPacket {
        let delivery = pipeline.queues[queue].manager.record.deliveries[places[queue].delivery]
        places[queue].delivery += 1
        return DeliveredPacket(queue: queue, round: places[queue].round, frames: frames, delivery: delivery)
    }
}
