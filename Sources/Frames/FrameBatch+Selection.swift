import Packet

/// Leaving frames out, and putting others in their place.
extension FrameBatch {
    /// Whether some frame has an origin of its own.
    package var hasOrigins: Bool { !origins.isEmpty }

    /// The number of the first frame.
    package var firstIndex: UInt64? { records.first?.index }
    /// Whether the frames are numbered one by one.
    package var isConsecutive: Bool {
        guard let first = records.first, let last = records.last else { return true }
        return last.index &- first.index == UInt64(count - 1)
    }

    /// Calls `body` with the number of each frame.
    package func forEachIndex(_ body: (UInt64) -> Void) { for record in records { body(record.index) } }

    /// Calls `body` with each frame as it was captured.
    package func withEachFrame(_ body: (Span<UInt8>, FrameRecord, FrameOrigin) -> Void) {
        withRawFrames { raw in
            for place in 0..<raw.count {
                let record = raw.record(at: place)
                raw.withBytes(of: record) { body($0, record, origin(at: place)) }
            }
        }
    }

    /// Whether the frames of another batch fit behind these.
    package func takesMore(_ other: FrameBatch) -> Bool {
        count + other.count <= capacity && !isFull && link == other.link && hasOrigins == other.hasOrigins
    }

    /// Takes the frames of another batch, which fit.
    package mutating func append(contentsOf other: FrameBatch) {
        other.withEachFrame { frame, record, origin in
            append(
                frame, Span(), like: record, wireLength: Int(record.wireLength),
                origin: other.hasOrigins ? origin : nil)
        }
    }

    /// Leaves out all frames but those at `places`, which are in order; the bytes stay where they are.
    package mutating func keep(_ places: [Int32]) {
        if hasOrigins { Self.fill(&origins, to: count) }
        for (kept, place) in places.enumerated() {
            records[kept] = records[Int(place)]
            if hasOrigins { origins[kept] = origins[Int(place)] }
        }
        records.removeLast(count - places.count)
        if hasOrigins { origins.removeLast(origins.count - places.count) }
    }

    /// The highest queue that is told of a frame, or -1 where none is.
    package var lastQueue: Int32 { origins.map(\.queue).max() ?? -1 }

    /// Notes the queue that is told of each frame, plus one, in place of its RSS hash; 0 where none is told.
    package mutating func noteQueues() {
        for place in records.indices { records[place].rssHash = UInt32(clamping: Int64(origin(at: place).queue) + 1) }
    }

    /// Numbers the frames anew, one by one from `first` on.
    package mutating func renumber(from first: UInt64) {
        for place in records.indices { records[place].index = first &+ UInt64(truncatingIfNeeded: place) }
    }

    /// Takes a frame that is in two pieces into the next free place; the batch must not be full.
    ///
    /// - Parameters:
    ///   - header: The first of its captured bytes.
    ///   - payload: The rest of them.
    ///   - record: Its number and time; where it lies is not looked at.
    ///   - wireLength: Its length on the wire in bytes.
    ///   - origin: Where it comes from, nil where that is not told.
    package mutating func append(
        _ header: Span<UInt8>, _ payload: Span<UInt8>, like record: FrameRecord, wireLength: Int, origin: FrameOrigin?
    ) {
        let start = used
        copy(header)
        copy(payload)
        var frame = record
        frame.start = UInt32(truncatingIfNeeded: start)
        frame.captured = UInt32(truncatingIfNeeded: header.count + payload.count)
        frame.wireLength = UInt32(truncatingIfNeeded: max(wireLength, header.count + payload.count))
        records.append(frame)
        if let origin { setOrigin(origin, at: count - 1) }
    }
}
