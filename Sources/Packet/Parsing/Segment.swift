/// The fields of a TCP segment, each by itself: what a parser fills in.
public struct Segment: TCPSegment, Sendable {
    /// Addresses, ports and VLAN.
    public var flow = FlowKey.none
    /// The frame's number among those that passed the filter, from 0.
    public var index: UInt64 = 0
    /// When it was captured, in nanoseconds since 1970.
    public var time: Int64 = 0
    /// The TCP sequence number.
    public var sequence: UInt32 = 0
    /// The TCP acknowledgment number.
    public var acknowledgment: UInt32 = 0
    /// The timestamp value, when the layout has one.
    public var timestampValue: UInt32 = 0
    /// The timestamp echo reply, when the layout has one.
    public var timestampEcho: UInt32 = 0
    /// IPv4: the total length; IPv6: 40 and the payload length.
    public var totalLength = 0
    /// What the lengths say of the TCP payload; negative when they contradict each other.
    public var payloadLength = 0
    /// Bytes from the IP header to the TCP header.
    public var transportOffset = 0
    /// What must not change within a stream that can be cut out of an aggregate again.
    public var invariants = HeaderInvariants()
    /// The first 24 bytes in front of IP, zeros where there are fewer.
    public var link = LinkPrefix()
    /// The TCP window, unscaled.
    public var window: UInt16 = 0
    /// The IPv4 identification.
    public var identification: UInt16 = 0
    /// The urgent pointer, which means nothing without URG.
    public var urgentPointer: UInt16 = 0
    /// The TCP flag byte.
    public var flags = TCPFlags(rawValue: 0)
    /// How the TCP options are laid out.
    public var optionLayout = OptionLayout.none

    /// All zeros.
    @inlinable @inline(__always)
    public init() {}

    /// The fields of a segment, however they are kept.
    @inlinable @inline(__always)
    public init(_ segment: some TCPSegment) {
        flow = segment.flow
        index = segment.index
        time = segment.time
        sequence = segment.sequence
        acknowledgment = segment.acknowledgment
        timestampValue = segment.timestampValue
        timestampEcho = segment.timestampEcho
        totalLength = segment.totalLength
        payloadLength = segment.payloadLength
        transportOffset = segment.transportOffset
        invariants = segment.invariants
        link = segment.link
        window = segment.window
        identification = segment.identification
        urgentPointer = segment.urgentPointer
        flags = segment.flags
        optionLayout = segment.optionLayout
    }
}
