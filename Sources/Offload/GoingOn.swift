import Packet

/// Packets that go on just like the first, but for later timestamps and acknowledgments.
extension Session {
    /// Whether a frame may be one that goes on just like the first.
    @inline(__always)
    func mayGoOn(with glance: FrameGlance) -> Bool {
        glance.sequence == nextSequence && Int(glance.record.wireLength) == wireLength
    }

    /// Whether `segment`, which may go on just like the first packet, does, so that it joins (see `LRORules.joins`), and
    /// nothing else is altered.
    @inline(__always)
    func goesOn(with segment: UsualSegment) -> Bool {
        segment.isPlain(
            like: key, link: link, signature: signature, flags: flags, identification: nextIdentification,
            urgentPointer: urgentPointer, payload: firstSegment)
            && lastSegment == firstSegment && totalLength &+ firstSegment <= 0xffff && !flags.contains(.psh)
            && !segment.acknowledgment.precedes(acknowledgment) && !segment.timestampValue.precedes(timestampValue)
            && (segment.timestampEcho == 0) == (timestampEcho == 0)
    }

    /// Takes `segment` if it goes on just like the first packet, and says whether it does.
    @inline(__always)
    mutating func takeTurn(_ segment: UsualSegment) -> Bool {
        guard segment.sequence == nextSequence, Int(segment.wireLength) == wireLength, goesOn(with: segment)
        else { return false }
        append(like: segment, frame: segment.index, time: segment.time)
        return true
    }

    /// From one packet's identification to the next one's.
    @inline(__always)
    private var identificationStep: UInt16 { hasFixedID ? 0 : 1 }

    /// Adds `segment`, which goes on just like the first packet, and those that go on just like it: `count` packets, the
    /// last of which is that frame, captured at that time.
    @inline(__always)
    mutating func append(_ count: Int = 1, like segment: UsualSegment, frame: UInt64, time: Int64) {
        let stamps = (segment.timestampValue ^ timestampValue) | (segment.timestampEcho ^ timestampEcho)
        if stamps | (segment.acknowledgment ^ acknowledgment) != 0 {
            if stamps != 0 { alterations.insert(Alterations(.options)) }
            if segment.acknowledgment != acknowledgment { alterations.insert(Alterations(.ack)) }
            timestampEcho = segment.timestampEcho
            acknowledgment = segment.acknowledgment
        }
        // That of the packet before may be another.
        window = segment.window
        let bytes = count &* lastSegment
        packets &+= count
        totalLength &+= bytes
        payloadBytes &+= bytes
        nextSequence &+= UInt32(truncatingIfNeeded: bytes)
        (lastFrame, lastTime) = (frame, time)
    }

    /// Takes the frame at `place`, which may go on just like the first, and those behind it that go on just like it, as long
    /// as no limit is near.
    ///
    /// - Returns: How many were taken.
    @inline(never)
    mutating func takeBurst(
        _ frames: RawFrames, from place: Int, to end: Int, slot: Int, _ limits: PlainLimits,
        _ events: inout OutputSpan<Event>
    ) -> Int {
        let (packets, payload) = (packets, lastSegment)
        let end = min(end, place + limits.maxAggr - 1 - packets, place + (limits.room - parentLength) / max(1, payload))
        guard place < end, let segment = frames.usualSegment(at: place), goesOn(with: segment) else { return 0 }
        // What the identification would be behind the largest is asked anew.
        let last = min(end, place + Int(0xffff - segment.identification) + 1)
        var expected = ExpectedSegment(after: segment, identificationStep: identificationStep)
        var count = 0
        while true {
            count &+= 1
            if limits.notesEvents {
                let index = frames.record(at: place &+ count &- 1).index
                events.append(Event(appending: index, slot: slot, payload: payload, packets: packets &+ count))
            }
            frames.prefetch(place &+ count &+ 16)
            guard place &+ count < last, frames.isExpected(expected, at: place &+ count) else { break }
            expected.advance()
        }
        let record = frames.record(at: place + count - 1)
        append(count, like: segment, frame: record.index, time: record.time)
        return count
    }
}
