/// What stands in front of the IP header in the frames of a source.
public enum LinkType: String, Sendable, CaseIterable {
    /// Ethernet II.
    case ethernet
    /// IPv4 or IPv6 with nothing in front.
    case rawIP = "raw-ip"
    /// IPv4 with nothing in front.
    case ipv4
    /// IPv6 with nothing in front.
    case ipv6
    /// BSD loopback: a 4-byte address family in the byte order of the capturing machine.
    case null
    /// OpenBSD loopback: a 4-byte address family in network byte order.
    case loop
    /// Linux cooked capture, version 1: a 16-byte header.
    case linuxCooked = "linux-cooked"
    /// Linux cooked capture, version 2: a 20-byte header.
    case linuxCooked2 = "linux-cooked-2"
}

/// The ethertypes that can stand in front of IP.
public enum EtherType {
    /// IPv4.
    public static let ipv4: UInt16 = 0x0800
    /// IPv6.
    public static let ipv6: UInt16 = 0x86dd
    /// An 802.1Q customer tag.
    public static let vlan: UInt16 = 0x8100
    /// An 802.1ad service tag.
    public static let serviceVLAN: UInt16 = 0x88a8
    /// A service tag of the time before 802.1ad.
    public static let oldServiceVLAN: UInt16 = 0x9100
    /// Another of that time.
    public static let otherServiceVLAN: UInt16 = 0x9200
    /// A VN-Tag (802.1BR), which is no VLAN tag.
    public static let vnTag: UInt16 = 0x8926
    /// The largest number in the place of an ethertype that is a length (IEEE 802.3).
    public static let longestLength: UInt16 = 1_500
    /// Whether it announces a VLAN tag.
    @inline(__always)
    static func isTag(_ type: UInt16) -> Bool {
        type == vlan || type == serviceVLAN || type == oldServiceVLAN || type == otherServiceVLAN
    }
    /// An MPLS label stack, unicast.
    public static let mplsUnicast: UInt16 = 0x8847
    /// An MPLS label stack, multicast.
    public static let mplsMulticast: UInt16 = 0x8848
    /// A PPPoE session (RFC 2516).
    public static let pppoeSession: UInt16 = 0x8864
}
