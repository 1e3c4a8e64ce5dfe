import Offload
import Packet

/// A session just before an event of the round: what it expected of its next packet.
public struct Expectation: Equatable, Sendable {
    /// The session's slot.
    public var slot: Int
    /// Packets that were in it.
    public var packets: Int
    /// Payload that was in it, in bytes.
    public var bytes: Int
    /// The sequence number that would continue it.
    public var nextSequence: UInt32
    /// The acknowledgment number of its last packet.
    public var acknowledgment: UInt32
    /// The timestamp value of its first packet, when it has timestamps.
    public var timestampValue: UInt32?
    /// The timestamp echo of its first packet, when it has timestamps.
    public var timestampEcho: UInt32?
    /// The layout of its first packet's options.
    public var optionLayout: OptionLayout
    /// The payload of its first packet.
    public var firstPayload: Int
    /// The header fields of its first packet that may stay the same.
    public var invariants: HeaderInvariants
    /// The TCP flags of its first packet.
    public var flags: TCPFlags
    /// The TCP options of its first packet.
    public var options: [UInt8]
    /// The identification that counts on.
    public var identification: UInt16

    /// The session of the packet of `events[place]`, rebuilt from the events before it.
    ///
    /// Nil when the packet's flow had no open session, or when its opening is no longer among the events.
    ///
    /// - Complexity: O(*n*) for *n* events.
    public init?(before place: Int, in events: [EventView]) {
        guard events.indices.contains(place), let packet = events[place].frame else { return nil }
        let earlier = events[..<place].filter { $0.event.frame != events[place].event.frame }
        guard
            let opening = earlier.lastIndex(where: { $0.event.kind == .opened && $0.frame?.flow == packet.flow }),
            let first = earlier[opening].frame
        else { return nil }
        slot = earlier[opening].event.slot
        packets = 1
        bytes = first.payloadLength
        acknowledgment = first.acknowledgment
        optionLayout = first.optionLayout
        firstPayload = first.payloadLength
        invariants = first.invariants
        flags = first.flags
        options = first.tcpOptions
        var hasFixedID = false
        let isStamped = first.optionLayout == .timestamp
        (timestampValue, timestampEcho) = isStamped ? (first.timestampValue, first.timestampEcho) : (nil, nil)
        for view in earlier[(opening + 1)...] where view.event.slot == slot {
            if view.event.kind == .flushed { return nil }
            if view.event.kind == .appended {
                packets += 1
                bytes += Int(view.event.first)
                acknowledgment = view.frame?.acknowledgment ?? acknowledgment
                if packets == 2 { hasFixedID = view.frame?.identification == first.identification }
            }
        }
        identification = first.identification &+ (hasFixedID ? 0 : UInt16(truncatingIfNeeded: packets))
        nextSequence = first.sequence &+ UInt32(truncatingIfNeeded: bytes)
    }
}
