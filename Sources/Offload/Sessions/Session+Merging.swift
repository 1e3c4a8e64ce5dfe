import Packet

/// How a session takes in packets: the arithmetic of 2007 (<doc:InetLRO>, opening and joining).
extension Session {
    /// Begins anew with `segment`.
    @inline(__always)
    mutating func start(_ segment: some TCPSegment, fragments: Int, isTagged: Bool) {
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
        self.isTagged = isTagged
        transportOffset = segment.transportOffset
        totalLength = segment.totalLength
        payloadBytes = segment.payloadLength
        packets = 1
        self.fragments = fragments
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

    /// Adds `segment` at the end; what that alters was noted.
    @inline(__always)
    mutating func append(_ segment: some TCPSegment, fragments: Int) {
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
