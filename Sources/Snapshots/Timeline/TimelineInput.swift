import Queues
import Receive

/// The material of a timeline: what is kept is not copied before the run writes to it, and then only the part that it
/// writes to.
struct TimelineInput: Sendable {
    /// What was asked for.
    let query: Timeline.Query
    /// The time as far as frames have arrived.
    let now: Int64
    /// The frames that the queue's ring holds at most.
    let ring: Int
    /// The latest packets and polls of the queue.
    let kept: QueueTimeline
    /// The packets of the flow that wait in the ring.
    let waiting: [TimedPacket]

    /// What is wanted of a receive path; nil without a clock, or where it is not kept.
    init?(_ pipeline: Pipeline, _ query: Timeline.Query) {
        guard let clock = pipeline.clock, pipeline.queues.indices.contains(query.queue),
            let kept = pipeline.queues[query.queue].times?.timeline
        else { return nil }
        (self.query, self.kept, now, ring) = (query, kept, clock.time, pipeline.settings.clock.ring)
        waiting = clock.queue(query.queue).waitingPackets(of: query.flow, limit: Timeline.limit)
    }
}
