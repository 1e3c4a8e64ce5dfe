import Packet

/// How a session takes in packets: the arithmetic of 2007 (<doc:InetLRO>, opening and joining).
extension Session {
    /// Begins anew with `segment`, without fragments and tag, in the first bucket; whoever knows better says so then.
    @inline(__always)
    mutating func start(_ segment: some TCPSegment) {
        key = segment.flow
        (firstFrame, firstTime) = (segment.index, segment.time)
        firstAcknowledgment = segment.acknowledgment
        nextSequence = segment.sequence &+ UInt32(truncatingIfNeeded: segment.payloadLength)
        acknowledgment = segment.acknowledgment
        window = segment.window
        (smallestWindow, largestWindow) = (segment.window, segment.window)
        (lastFrame, lastTime) = (segment.index, segment.time)
        optionLayout = segment.optionLayout
        timestampValue = segment.timestampValue
        timestampEcho = segment.timestampEcho
        flags = segment.flags
        isTagged = false
        bucket = 0
        transportOffset = segment.transportOffset
        totalLength = segment.totalLength
        payloadBytes = segment.payloadLength
        packets = 1
        fragments = 0
        largestSegment = segment.payloadLength
        firstSegment = segment.payloadLength
        lastSegment = segment.payloadLength
        alterations = []
        invariants = segment.invariants
        link = segment.link
        identification = segment.identification
        urgentPointer = segment.urgentPointer
        hasFixedID = false
        beganWithPush = segment.flags.contains(.psh)
    }

    /// Takes `segment` in at the end, and notes what that alters.
    @inline(__always)
    mutating func add(_ segment: some TCPSegment, fragments: Int) {
        if !isLike(segment) {
            // What alters something is rare: a copy of it keeps this code in one place.
            var segment = Segment(segment)
            noteAlterations(of: &segment)
        }
        append(segment, fragments: fragments)
    }

    @inline(__always)
    private mutating func append(_ segment: some TCPSegment, fragments: Int) {
        packets &+= 1
        (lastFrame, lastTime) = (segment.index, segment.time)
        self.fragments &+= fragments
        totalLength &+= segment.payloadLength
        payloadBytes &+= segment.payloadLength
        nextSequence &+= UInt32(truncatingIfNeeded: segment.payloadLength)
        acknowledgment = segment.acknowledgment
        if optionLayout == .timestamp { timestampEcho = segment.timestampEcho }
        window = segment.window
        flags.formUnion(segment.flags)
        if segment.payloadLength > largestSegment { largestSegment = segment.payloadLength }
        lastSegment = segment.payloadLength
    }
}
