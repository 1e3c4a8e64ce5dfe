import Offload
import Packet
import Timing

/// A packet in time, as far as it has come; times are in nanoseconds of the clock, nil for what has not happened yet.
public struct TimedPacket: Equatable, Sendable {
    /// Its frame.
    public var frame: UInt64
    /// Its flow, where it has ports.
    public var flow: FlowKey?
    /// Its TCP sequence number, 0 without TCP.
    public var sequence: UInt32
    /// Its payload in bytes.
    public var payload: Int
    /// When it arrived at the NIC.
    public var arrived: Int64
    /// When its queue came to be polled for it: see `PacketTimes`.
    public var listed: Int64?
    /// When a poll took it from the ring.
    public var taken: Int64?
    /// When its delivery began.
    public var heldUntil: Int64?
    /// When it was delivered.
    public var at: Int64?
    /// Why it was delivered.
    public var reason: Reason?
    /// Whether it found the ring full: it has no other times then.
    public var isDropped = false

    /// A packet that has arrived.
    public init(_ packet: Descriptor, arrived: Int64, listed: Int64? = nil, taken: Int64? = nil) {
        frame = packet.index
        flow = packet.flowWithPorts
        sequence = packet.facts.contains(.hasTCP) ? packet.sequence : 0
        payload = max(0, packet.payloadLength)
        (self.arrived, self.listed, self.taken) = (arrived, listed, taken)
    }

    /// The parts of its latency, once it is delivered.
    public var latency: Latency? {
        guard let listed, let taken, let heldUntil, let at else { return nil }
        return Latency(PacketTimes(arrived: arrived, listed: listed, taken: taken), heldUntil: heldUntil, at: at)
    }
}

/// A poll of a queue in time, as far as it has come.
public struct TimedPoll: Equatable, Sendable {
    /// What puts a queue on the list of those to be polled.
    public enum Cause: String, Sendable {
        /// The interrupt of the NIC.
        case interrupt
        /// The timer of the flush policy.
        case timer
        /// The poll before, which left something to do.
        case again
    }

    /// What put the queue on the list.
    public var cause: Cause
    /// When it did.
    public var listed: Int64
    /// When the poll began, nil while the CPU is busy elsewhere.
    public var start: Int64?
    /// When it ended.
    public var end: Int64?
    /// Frames that it took so far.
    public var frames = 0

    /// A poll that is due.
    public init(_ cause: Cause, listed: Int64) { (self.cause, self.listed) = (cause, listed) }
}
