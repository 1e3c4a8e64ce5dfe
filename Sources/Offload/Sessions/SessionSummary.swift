import Packet

/// What a session knows of its flow, for whoever sums up flows: once for all packets in it.
public struct SessionSummary: Sendable {
    /// The packets in it.
    public var packets: UInt64
    /// Their payload.
    public var payloadBytes: UInt64
    /// The sequence number that would continue the session.
    public var nextSequence: UInt32
    /// The acknowledgment number of the last packet, or nil when it has none.
    public var acknowledgment: UInt32?
    /// The window of the last packet.
    public var window: UInt16
    /// The smallest window of the session.
    public var smallestWindow: UInt16
    /// The largest window of the session.
    public var largestWindow: UInt16
    /// The frame of the last packet.
    public var lastFrame: UInt64
    /// When that was captured, in nanoseconds since 1970.
    public var lastTime: Int64

    /// What `session` knows now.
    @inlinable @inline(__always)
    public init(_ session: Session) {
        packets = UInt64(truncatingIfNeeded: session.packets)
        payloadBytes = UInt64(truncatingIfNeeded: session.payloadBytes)
        nextSequence = session.nextSequence
        acknowledgment = session.flags.contains(.ack) ? session.acknowledgment : nil
        window = session.window
        smallestWindow = session.smallestWindow
        largestWindow = session.largestWindow
        lastFrame = session.lastFrame
        lastTime = session.lastTime
    }

    /// The sequence number of the session's first packet.
    @inlinable @inline(__always)
    public var firstSequence: UInt32 { nextSequence &- UInt32(truncatingIfNeeded: payloadBytes) }
}
