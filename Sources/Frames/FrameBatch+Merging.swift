import Packet

/// How frames of several sources come together.
extension FrameBatch {
    /// Takes over the frame at `place` of another batch, of one link type with this one, under another number; the
    /// batch must not be full.
    package mutating func append(_ place: Int, of other: FrameBatch, index: UInt64, interface: UInt16) {
        let record = other.records[place]
        let start = Int(record.start)
        if isEmpty { parser = other.parser }
        keep(
            other.bytes.span.extracting(start..<start + Int(record.captured)), wireLength: Int(record.wireLength),
            time: record.time, index: index)
        note(other.origin(at: place), interface, at: count - 1)
    }

    /// Numbers the frames anew, one by one, and their interfaces.
    package mutating func renumber(from index: UInt64, interface: (UInt16) -> UInt16) {
        for place in records.indices {
            records[place].index = index + UInt64(place)
            let origin = origin(at: place)
            note(origin, interface(origin.interface), at: place)
        }
    }

    /// When the frame at `place` was captured, in nanoseconds since 1970.
    package func time(at place: Int) -> Int64 { records[place].time }

    private mutating func note(_ origin: FrameOrigin, _ interface: UInt16, at place: Int) {
        var origin = origin
        origin.interface = interface
        if place < origins.count || origin != FrameOrigin() { setOrigin(origin, at: place) }
    }
}
