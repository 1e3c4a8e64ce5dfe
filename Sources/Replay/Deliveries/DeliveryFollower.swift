import Offload
import Queues
import Receive
import Timing

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

    /// Begins at a queue as it stands before its round at hand, of whose sessions from before the first frame is known.
    mutating func begin(_ queue: ReceiveQueue) {
        let table = queue.manager.table
        let slots = queue.manager.log.events.reduce(table.sessions.count) { max($0, $1.slot + 1) }
        held = Array(repeating: [], count: slots)
        for slot in table.slotsByAge { held[slot] = [table.sessions[slot].firstFrame] }
        for event in queue.manager.log.events where event.kind == .opened { held[event.slot] = [] }
    }

    /// The next thing that happened to the frames of its queue; nil when all was looked at.
    ///
    /// - Complexity: O(1) amortized.
    public mutating func next(_ queue: ReceiveQueue) -> Step? {
        let (record, times) = (queue.manager.log, queue.times?.deliveries ?? [])
        if round != queue.round {
            round = queue.round
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
                return .delivered(take(record, times, frames: [event.frame], why: event))
            case .broke:
                broke = event
            case .flushed:
                let frames = held[event.slot]
                held[event.slot].removeAll(keepingCapacity: true)
                defer { broke = nil }
                return .delivered(take(record, times, frames: frames, why: broke))
            case .roundEnded, .tuned:
                break
            }
        }
        return nil
    }

    private mutating func take(
        _ record: RoundLog, _ times: [DeliveryTimes], frames: [UInt64], why event: Event?
    ) -> DeliveredPacket {
        defer { delivery += 1 }
        return DeliveredPacket(
            queue: queue, round: round, frames: frames, delivery: record.deliveries[delivery],
            numbers: event.map { ($0.first, $0.second) },
            times: times.indices.contains(delivery) ? times[delivery] : nil)
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
        next(pipeline.queues[queue], queue: queue)
    }

    /// Begins at a queue as it stands.
    mutating func begin(_ state: ReceiveQueue, queue: Int) { followers[queue].begin(state) }

    /// The next thing that happened to the frames of a queue that stands so, or nil when all was looked at.
    ///
    /// - Complexity: O(1) amortized.
    public mutating func next(_ state: ReceiveQueue, queue: Int) -> QueueFollower.Step? { followers[queue].next(state) }
}
