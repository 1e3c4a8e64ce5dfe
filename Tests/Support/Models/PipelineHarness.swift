import Offload
import Packet
import Receive
import Replay
import Settings

/// A receive path on the bench: frames go in, and all that came out is kept for inspection.
///
/// A value: a copy goes on by itself.
public struct PipelineHarness: Sendable {
    /// What was known of a frame when it was taken.
    public struct Taken: Sendable {
        /// The frame.
        public var frame: TestFrame
        /// What was read of it.
        public var packet: Descriptor
        /// Its queue.
        public var queue: Int
        /// Its round in that queue.
        public var round: UInt64
        /// The settings in force.
        public var settings: ReceiveSettings
    }

    /// The receive path.
    public private(set) var pipeline: Pipeline
    /// The frames taken.
    public private(set) var taken: [Taken] = []
    /// The packets delivered, in order.
    public private(set) var delivered: [DeliveredPacket] = []
    /// What was wrong with the state after some step.
    public private(set) var faults: [String] = []

    /// What stands in front of IP.
    public var link: LinkType { parser.link }

    private let parser: FrameParser
    private var follower: DeliveryFollower
    /// Used for frame after frame, so that nothing may be left over from the one before.
    private var packet = Descriptor()

    /// A bench with a receive path that has received nothing.
    public init(_ settings: TestSettings) {
        pipeline = Pipeline(settings.receive, keepsDeliveries: true)
        follower = DeliveryFollower(queues: pipeline.queues.count)
        parser = settings.parser
    }

    /// A bench whose frames were captured from `link`.
    public init(_ settings: ReceiveSettings, link: LinkType = .ethernet, verifies: Bool = false) {
        pipeline = Pipeline(settings, keepsDeliveries: true)
        follower = DeliveryFollower(queues: pipeline.queues.count)
        parser = FrameParser(link: link, verifiesChecksums: verifies)
    }

    /// Takes the next frame.
    public mutating func take(_ frame: TestFrame) {
        frame.read(index: taken.count, parser: parser, into: &packet)
        let queue = pipeline.take(&packet)
        taken.append(
            Taken(
                frame: frame, packet: packet, queue: queue, round: pipeline.queues[queue].round,
                settings: pipeline.settings))
        follow(queue)
    }

    /// Changes one setting between two frames.
    public mutating func set(_ setting: Setting, to value: Int) {
        pipeline.set(setting, to: value)
        for queue in pipeline.queues.indices { follow(queue) }
    }

    /// Changes settings between two frames.
    public mutating func apply(_ settings: ReceiveSettings) {
        pipeline.apply(settings)
        for queue in pipeline.queues.indices { follow(queue) }
    }

    /// Takes all frames and ends the source.
    public mutating func run(_ frames: [TestFrame]) {
        for frame in frames { take(frame) }
        finish()
    }

    /// The deliveries in full, for comparing runs.
    public var fingerprint: [String] {
        delivered.map { packet in
            let delivery = packet.delivery
            return "\(packet.queue) \(packet.round) \(packet.frames) \(delivery.reason.id) \(delivery.cause) "
                + "\(delivery.slot ?? -1) \(delivery.payloadBytes) \(delivery.headers.array)"
        }
    }

    /// Ends the source.
    public mutating func finish() {
        pipeline.finish()
        for queue in pipeline.queues.indices { follow(queue) }
    }

    /// How many sessions may be open in a queue; under gro every bucket of the table has the same room.
    private var capacity: Int {
        let offload = pipeline.settings.offload
        if offload.rules != .gro { return offload.sessions }
        return max(1, offload.sessions / max(1, offload.groBuckets)) * offload.groBuckets
    }

    private mutating func follow(_ queue: Int) {
        while let step = follower.next(pipeline, queue: queue) {
            if case .delivered(let packet) = step { delivered.append(packet) }
        }
        let state = pipeline.queues[queue]
        let open = state.manager.table.count
        if open > capacity || state.isRoundOver && open > 0 {
            faults.append("queue \(queue) has \(open) sessions open after frame \(taken.count - 1)")
        }
        if state.framesInRound > pipeline.settings.budget, !state.isRoundOver {
            faults.append("queue \(queue) polls on beyond its budget after frame \(taken.count - 1)")
        }
    }
}
