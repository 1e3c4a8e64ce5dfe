import Packet

/// Sessions that begin as the one before in their slot began: what they have in common stays where it is.
extension Session {
    /// Whether a frame may open a session like the one that was in this slot.
    @inline(__always)
    func mayReopen(with glance: FrameGlance) -> Bool { Int(glance.record.wireLength) == wireLength }

    /// Begins anew with `segment`, whose flow has no session open, if it is plain and like the packet that began the one before.
    ///
    /// It comes to what `start` does, without fragments.
    ///
    /// - Returns: Whether it was so; if not, nothing has changed.
    @inline(__always)
    mutating func reopen(with segment: UsualSegment) -> Bool {
        let payload = firstSegment
        // Where it is not so, it is mostly another flow.
        guard segment.flow == key,
            segment.isPlain(
                like: key, link: link, signature: signature, flags: segment.flags.intersection(.psh).union(.ack),
                identification: segment.identification, urgentPointer: segment.urgentPointer, payload: payload),
            (segment.timestampEcho == 0) == (timestampEcho == 0)
        else { return false }
        nextSequence = segment.sequence &+ UInt32(truncatingIfNeeded: payload)
        (firstAcknowledgment, acknowledgment) = (segment.acknowledgment, segment.acknowledgment)
        (packets, fragments) = (1, 0)
        (totalLength, wireLength) = (segment.totalLength, Int(segment.wireLength))
        (payloadBytes, lastSegment, largestSegment) = (payload, payload, payload)
        (firstFrame, lastFrame) = (segment.index, segment.index)
        (firstTime, lastTime) = (segment.time, segment.time)
        timestampValue = segment.timestampValue
        timestampEcho = segment.timestampEcho
        window = segment.window
        (smallestWindow, largestWindow) = (segment.window, segment.window)
        identification = segment.identification
        urgentPointer = segment.urgentPointer
        hasFixedID = false
        flags = segment.flags
        beganWithPush = segment.flags.contains(.psh)
        alterations = []
        return true
    }
}
