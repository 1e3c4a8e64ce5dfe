import Packet

/// Some consecutive frames on their way to the rings: when each arrives, and at which CPU.
struct ArrivingFrames: Sendable {
    /// A frame that arrives.
    struct Arrival {
        /// When.
        var time: Int64
        /// Its place among the frames.
        var frame: Int32
        /// The place of its queue among those of its CPU.
        var queue: Int32
    }

    /// The arrivals at each CPU.
    private(set) var arrivals: [[Arrival]]
    /// The records of all frames, with the RSS hash of each; none where nobody asks for a hash.
    private var records: [FrameRecord] = []
    private var descriptor = Descriptor()

    init(cpus: Int) { arrivals = Array(repeating: [], count: cpus) }

    /// Forgets all frames.
    mutating func removeAll() {
        for cpu in arrivals.indices { arrivals[cpu].removeAll(keepingCapacity: true) }
        records.removeAll(keepingCapacity: true)
    }

    /// Steers a frame, and returns its queue.
    @inline(__always)
    mutating func steer(_ place: Int, of frames: RawFrames, _ rss: inout RSS) -> Int {
        guard rss.isNeeded else { return 0 }
        var record = frames.record(at: place)
        let queue = rss.steer(place, of: frames, noting: &record, &descriptor)
        records.append(record)
        return queue
    }

    /// Notes that the latest frame arrives at a CPU.
    @inline(__always)
    mutating func append(_ arrival: Arrival, cpu: Int) { arrivals[cpu].append(arrival) }

    /// Calls `body` with all frames, as they are steered.
    func withFrames(_ frames: RawFrames, _ body: (RawFrames) -> Void) {
        if records.isEmpty { body(frames) } else { frames.withFrames(records, body) }
    }
}
