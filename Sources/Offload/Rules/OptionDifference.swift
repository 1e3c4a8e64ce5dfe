import Packet

/// How the TCP options of a packet differ from those of an aggregate, as the two numbers of an event keep it.
///
/// The second number tells in its two highest bits what the first is; the others tell how far the aggregate's is from
/// it. Timestamps of one flow are near each other.
public struct OptionDifference: Equatable, Sendable {
    /// What differs; the bits are 0 where no aggregate is compared with.
    public enum Field: UInt32, Sendable {
        /// The length, or bytes of another layout than NOP NOP TIMESTAMP.
        case bytes = 1
        /// The timestamp value.
        case value
        /// The timestamp echo.
        case echo
    }

    /// What differs.
    public var field: Field
    /// Its value in the packet: of bytes, their number.
    public var packet: UInt32
    /// Its value in the aggregate, or nil where that is too far away.
    public var aggregate: UInt32?

    private static let farAway: Int32 = -1 << 29

    /// The numbers of an event.
    var numbers: (first: UInt32, second: UInt32) {
        var distance = Int32(bitPattern: packet &- (aggregate ?? 0))
        if aggregate == nil || distance <= Self.farAway || distance >= 1 << 29 { distance = Self.farAway }
        return (packet, field.rawValue << 30 | UInt32(bitPattern: distance) & 0x3fff_ffff)
    }

    /// The difference that two numbers tell, or nil where no aggregate was compared with.
    public init?(_ first: UInt32, _ second: UInt32) {
        guard let field = Field(rawValue: second >> 30) else { return nil }
        self.field = field
        packet = first
        let distance = Int32(bitPattern: second << 2) >> 2
        aggregate = distance == Self.farAway ? nil : packet &- UInt32(bitPattern: distance)
    }

    /// How `packet` differs from `session`, all of whose packets have the options of the first.
    init(_ packet: inout Descriptor, _ session: inout Session) {
        let isStamped = packet.optionLayout == .timestamp && session.optionLayout == .timestamp
        if isStamped, packet.timestampValue != session.timestampValue {
            (field, self.packet, aggregate) = (.value, packet.timestampValue, session.timestampValue)
        } else if isStamped {
            (field, self.packet, aggregate) = (.echo, packet.timestampEcho, session.timestampEcho)
        } else {
            field = .bytes
            self.packet = UInt32(truncatingIfNeeded: packet.tcpHeaderLength - TCPHeader.minimumLength)
            aggregate = UInt32(truncatingIfNeeded: session.invariants.headerLength - TCPHeader.minimumLength)
        }
    }
}
