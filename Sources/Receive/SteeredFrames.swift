import Packet

/// Some consecutive frames, each steered to its queue.
public struct SteeredFrames: Sendable {
    /// The records of each queue's frames, as they stand in the ring of a NIC; none where there is one queue only.
    private var rings: [[FrameRecord]]
    private var rss: RSS
    private var descriptor = Descriptor()

    /// No frames, to be steered as `pipeline` does.
    public init(_ pipeline: Pipeline) {
        rss = pipeline.rss
        rings = pipeline.queues.count > 1 ? Array(repeating: [], count: pipeline.queues.count) : []
    }

    /// Steers all of `frames`, and forgets those before.
    public mutating func steer(_ frames: RawFrames) {
        guard !rings.isEmpty else { return }
        for queue in rings.indices { rings[queue].removeAll(keepingCapacity: true) }
        let isEthernet = frames.parser.link == .ethernet
        // Packets come in bursts: those that follow each other to the same queue go there at once.
        var (first, queue) = (0, 0)
        for place in 0..<frames.count {
            frames.prefetch(place &+ 16)
            let next: Int
            if isEthernet, let segment = frames.usualSegment(at: place), segment.isUsual {
                next = rss.queue(rss.hash(segment.flow))
            } else {
                frames.parse(place, into: &descriptor)
                next = rss.steer(&descriptor)
            }
            if next != queue {
                frames.appendRecords(first..<place, to: &rings[queue])
                (first, queue) = (place, next)
            }
        }
        frames.appendRecords(first..<frames.count, to: &rings[queue])
    }

    /// Calls `body` with those of `frames`, which were steered, that are for `queue`.
    public func withFrames(for queue: Int, of frames: RawFrames, _ body: (RawFrames) -> Void) {
        if rings.isEmpty { body(frames) } else { frames.withFrames(rings[queue], body) }
    }
}
