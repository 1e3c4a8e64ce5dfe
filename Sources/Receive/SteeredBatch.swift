import Packet

/// The frames of a part of a batch, each steered to its queue.
struct SteeredPart: Sendable {
    /// The queue of each frame, in the order in which they came.
    private(set) var queues: [UInt8] = []
    /// The records of each queue's frames, as they stand in the ring of a NIC.
    private(set) var rings: [[FrameRecord]]

    private var rss: RSS
    private var descriptor = Descriptor()

    /// A part without frames, of a pipeline that steers by `rss`.
    init(_ rss: RSS, queues: Int) {
        self.rss = rss
        rings = Array(repeating: [], count: queues)
    }

    /// Steers the frames in `range` of `frames`, and forgets those before.
    mutating func steer(_ frames: RawFrames, _ range: Range<Int>) {
        queues.removeAll(keepingCapacity: true)
        for queue in rings.indices { rings[queue].removeAll(keepingCapacity: true) }
        let isEthernet = frames.parser.link == .ethernet
        // Packets come in bursts: those that follow each other to the same queue go there at once.
        var (first, queue) = (range.lowerBound, 0)
        for place in range {
            frames.prefetch(place &+ 16)
            let next: Int
            if isEthernet, let segment = frames.usualSegment(at: place), segment.isUsual {
                next = rss.queue(rss.hash(segment.flow))
            } else {
                frames.parse(place, into: &descriptor)
                next = rss.steer(&descriptor)
            }
            if next != queue {
                note(frames, first..<place, queue)
                (first, queue) = (place, next)
            }
        }
        note(frames, first..<range.upperBound, queue)
    }

    private mutating func note(_ frames: RawFrames, _ places: Range<Int>, _ queue: Int) {
        queues.append(contentsOf: repeatElement(UInt8(truncatingIfNeeded: queue), count: places.count))
        frames.appendRecords(places, to: &rings[queue])
    }
}

/// The frames of a batch, steered in parts.
public struct SteeredBatch: Sendable {
    /// The parts, in the order in which their frames came.
    private(set) var parts: [SteeredPart]
    /// How many frames there are.
    public private(set) var count = 0

    /// Whether there is a choice of queues.
    let isNeeded: Bool

    /// No frames, and nobody to steer any.
    public init() { (parts, isNeeded) = ([], false) }

    /// No frames, to be steered as `pipeline` does, in so many parts.
    public init(_ pipeline: Pipeline, parts: Int = 1) {
        isNeeded = pipeline.queues.count > 1
        self.parts = (0..<(isNeeded ? max(1, parts) : 0)).map { _ in
            SteeredPart(pipeline.rss, queues: pipeline.queues.count)
        }
    }

    /// Steers all frames anew, all parts at a time.
    ///
    /// - Parameters:
    ///   - frames: The frames.
    ///   - perform: How the parts share the threads.
    public mutating func steer(_ frames: RawFrames, perform: Pipeline.Performer = Pipeline.inTurn) {
        count = frames.count
        let (total, share) = (count, (count + parts.count - 1) / max(1, parts.count))
        unsafe parts.withUnsafeMutableBufferPointer { parts in
            // A part is touched by one call of the body.
            nonisolated(unsafe) let all = unsafe parts
            unsafe perform(all.count) { number in
                let start = min(total, number * share)
                unsafe all[number].steer(frames, start..<min(total, start + share))
            }
        }
    }

    /// The queue of each frame, in the order in which they came.
    public func forEachQueue(_ body: (_ place: Int, _ queue: Int) -> Void) {
        var place = 0
        if !isNeeded {
            while place < count {
                body(place, 0)
                place += 1
            }
        }
        for part in parts {
            for queue in part.queues {
                body(place, Int(queue))
                place += 1
            }
        }
    }
}
