import Packet
import Queues
import Receive

/// What became when of the latest packets of a flow, and the polls of its queue; times are in nanoseconds of the clock.
public struct Timeline: Equatable, Sendable {
    /// A wish for a timeline.
    public struct Query: Equatable, Sendable {
        /// The queue.
        public var queue: Int
        /// The flow, or nil for all packets of the queue.
        public var flow: FlowKey?

        /// A wish for the timeline of a flow in a queue, or of all its packets.
        public init(queue: Int, flow: FlowKey?) { (self.queue, self.flow) = (queue, flow) }
    }

    /// The most packets in a timeline.
    public static let limit = 4096

    /// What was asked for.
    public var query: Query
    /// The time as far as frames have arrived: what has no end yet lasts until then at least.
    public var now: Int64
    /// The frames that a queue's ring holds at most.
    public var ring: Int
    /// The packets in the order in which they arrived.
    public var packets: [TimedPacket]
    /// The polls of the queue, the earliest first.
    public var polls: [TimedPoll]

    /// A timeline of some packets and polls.
    public init(_ query: Query, now: Int64, ring: Int, packets: [TimedPacket], polls: [TimedPoll]) {
        (self.query, self.now, self.ring, self.packets, self.polls) = (query, now, ring, packets, polls)
    }

    /// The timeline that is wanted of a receive path; nil without a clock, or where it is not kept.
    ///
    /// - Complexity: O(*n*) in the number of packets that are kept of the queue.
    public init?(_ pipeline: Pipeline, _ query: Query) {
        guard let input = TimelineInput(pipeline, query) else { return nil }
        self.init(input)
    }

    /// The timeline of what was copied of a run.
    init(_ input: TimelineInput) {
        let flow = input.query.flow
        var packets = input.kept.packets.filter { flow == nil || $0.flow == flow } + input.waiting
        let dropped = input.kept.dropped.filter { flow == nil || $0.flow == flow }
        if !dropped.isEmpty {
            packets += dropped
            packets.sort { $0.frame < $1.frame }
        }
        self.init(
            input.query, now: input.now, ring: input.ring, packets: Array(packets.suffix(Self.limit)),
            polls: Array(input.kept.polls))
    }

    /// The time until which something is known of a packet: its delivery, or now.
    public func end(of packet: TimedPacket) -> Int64 {
        packet.isDropped ? packet.arrived : packet.at ?? max(now, packet.taken ?? packet.arrived)
    }
}
