import Packet
import Queues
import Receive
import Replay
import Settings

/// A receive path in time, and what it delivers.
public struct ClockHarness {
    /// The receive path.
    public private(set) var pipeline: Pipeline
    /// What it delivered, in the order of the steps that did.
    public private(set) var delivered: [DeliveredPacket] = []
    /// Frames that have arrived.
    public private(set) var frames = 0

    private var follower: DeliveryFollower
    private let parser: FrameParser

    /// A path that has received nothing.
    public init(_ settings: ReceiveSettings, parser: FrameParser = FrameParser(link: .ethernet)) {
        pipeline = Pipeline(settings, keepsDeliveries: true)
        pipeline.keepTimelines()
        follower = DeliveryFollower(queues: settings.queues)
        self.parser = parser
    }

    /// Lets a frame arrive that is stamped with a time.
    public mutating func take(_ frame: TestFrame, time: Int64) {
        var packet = frame.descriptor(index: frames, parser: parser)
        packet.segment.time = time
        frames += 1
        observed { $0.takeInTime(&packet, observer: $1) }
    }

    /// Changes settings at the arrival of the latest frame.
    public mutating func apply(_ settings: ReceiveSettings) {
        pipeline.apply(settings)
        for queue in pipeline.queues.indices { follow(queue, pipeline.queues[queue]) }
    }

    /// Lets all happen that is due without further frames.
    public mutating func finish() { observed { $0.finish(observer: $1) } }

    private mutating func observed(_ body: (inout Pipeline, @escaping PollObserver) -> Void) {
        var (follower, found) = (follower, [DeliveredPacket]())
        body(&pipeline) { _, queue, state in
            while let step = follower.next(state, queue: queue) {
                if case .delivered(let packet) = step { found.append(packet) }
            }
        }
        self.follower = follower
        delivered += found
    }

    private mutating func follow(_ queue: Int, _ state: ReceiveQueue) {
        while let step = follower.next(state, queue: queue) {
            if case .delivered(let packet) = step { delivered.append(packet) }
        }
    }
}
