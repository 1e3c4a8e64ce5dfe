/// The fields of a TCP segment that a session takes over, compares, or counts, however they are kept.
public protocol TCPSegment {
    /// Addresses, ports and VLAN.
    var flow: FlowKey { get }
    /// The frame's number among those that passed the filter, from 0.
    var index: UInt64 { get }
    /// When it was captured, in nanoseconds since 1970.
    var time: Int64 { get }
    /// The TCP sequence number.
    var sequence: UInt32 { get }
    /// The TCP acknowledgment number.
    var acknowledgment: UInt32 { get }
    /// The timestamp value, when the layout has one.
    var timestampValue: UInt32 { get }
    /// The timestamp echo reply, when the layout has one.
    var timestampEcho: UInt32 { get }
    /// IPv4: the total length; IPv6: 40 and the payload length.
    var totalLength: Int { get }
    /// What the lengths say of the TCP payload; negative when they contradict each other.
    var payloadLength: Int { get }
    /// Bytes from the IP header to the TCP header.
    var transportOffset: Int { get }
    /// What must not change within a stream that can be cut out of an aggregate again.
    var invariants: HeaderInvariants { get }
    /// The first 24 bytes in front of IP, zeros where there are fewer: of Ethernet the addresses, the type, and the
    /// control bits of a tag.
    var link: LinkPrefix { get }
    /// The TCP window, unscaled.
    var window: UInt16 { get }
    /// The IPv4 identification.
    var identification: UInt16 { get }
    /// The urgent pointer, which means nothing without URG.
    var urgentPointer: UInt16 { get }
    /// The TCP flag byte.
    var flags: TCPFlags { get }
    /// How the TCP options are laid out.
    var optionLayout: OptionLayout { get }
}
