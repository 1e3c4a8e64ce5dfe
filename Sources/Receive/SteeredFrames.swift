import Packet

/// Some consecutive frames, each steered to its queue.
public struct SteeredFrames: Sendable {
    /// The records of each queue's frames, as they stand in the ring of a NIC, with their hashes; none where nobody
    /// asks for a hash, since all go to one queue then.
    private var rings: [[FrameRecord]]
    /// The queue of the last frame.
    public private(set) var lastQueue = 0
    private var rss: RSS
    private var descriptor = Descriptor()

    /// No frames, to be steered as `pipeline` does, and as others do that take them too, if one of these asks for hashes.
    public init(_ pipeline: Pipeline, and others: [Pipeline] = []) {
        rss = pipeline.rss
        rss.isNeeded = rss.isNeeded || others.contains(where: \.rss.isNeeded)
        rings = Array(repeating: [], count: pipeline.queues.count)
    }

    /// Steers all of `frames`, and forgets those before.
    public mutating func steer(_ frames: RawFrames) {
        guard rss.isNeeded else { return }
        lastQueue = Self.steer(frames, to: &rings, &rss, &descriptor)
    }

    /// Steers frames to the rings of an array, which one access reaches, and returns the queue of the last.
    private static func steer(
        _ frames: RawFrames, to rings: inout [[FrameRecord]], _ rss: inout RSS, _ descriptor: inout Descriptor
    ) -> Int {
        for queue in rings.indices { rings[queue].removeAll(keepingCapacity: true) }
        var rings = rings.mutableSpan
        var queue = 0
        for place in 0..<frames.count {
            frames.prefetch(place &+ 16)
            var record = frames.record(at: place)
            queue = rss.steer(place, of: frames, noting: &record, &descriptor)
            rings[queue].append(record)
        }
        return queue
    }

    /// Calls `body` with those of `frames`, which were steered, that are for `queue`.
    public func withFrames<Result>(for queue: Int, of frames: RawFrames, _ body: (RawFrames) -> Result) -> Result {
        rss.isNeeded ? frames.withFrames(rings[queue], body) : body(frames)
    }
}
