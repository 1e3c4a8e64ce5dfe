/// Where the IP header of a frame begins, and what stands in front of it.
public struct LinkHeader: Equatable, Sendable {
    /// What the link layer says it carries.
    public enum Network: Equatable, Sendable {
        case ipv4
        case ipv6
        /// Known to be neither.
        case other
        /// The frame or its captured part ends before one could tell.
        case cut
    }

    /// What follows at `offset`.
    public var network = Network.cut
    /// Bytes in front of the network header.
    public var offset = 0
    /// How many 802.1Q and 802.1ad tags stand in front.
    public var tagCount = 0
    /// The VLAN id of a single 802.1Q tag, else 0.
    public var vlanID: UInt16 = 0
    /// Whether more than one 802.1Q tag is in front of IP: another tag, PPPoE, or MPLS.
    public var isEncapsulated = false

    /// Nothing known yet.
    public init() {}

    /// Finds the network header of a frame of type `link`.
    ///
    /// Ethernet and cooked frames may carry any number of VLAN tags, then a PPPoE session header or
    /// MPLS labels.
    @inline(__always)
    public init(_ bytes: Span<UInt8>, link: LinkType) {
        switch link {
        case .ethernet: follow(etherTypeAt: 12, behind: 14, bytes)
        case .linuxCooked: follow(etherTypeAt: 14, behind: 16, bytes)
        case .linuxCooked2: follow(etherTypeAt: 0, behind: 20, bytes)
        case .ipv4: network = .ipv4
        case .ipv6: network = .ipv6
        case .rawIP: network = Self.version(bytes, at: 0)
        case .null, .loop: readFamily(bytes, link: link)
        }
    }

    /// Reads the ethertype at `typeOffset` and steps over what stands between it and IP.
    @inline(__always)
    private mutating func follow(etherTypeAt typeOffset: Int, behind end: Int, _ bytes: Span<UInt8>) {
        guard bytes.count >= end else { return }
        offset = end
        let type = bytes.word16(at: typeOffset)
        if type == EtherType.ipv4 {
            network = .ipv4
        } else {
            follow(type, bytes)
        }
    }

    /// The rare part of `follow`: tags, PPPoE, MPLS, and everything that is not IPv4.
    private mutating func follow(_ firstType: UInt16, _ bytes: Span<UInt8>) {
        var type = firstType
        while EtherType.isTag(type) {
            guard bytes.count - offset >= 4 else { return }
            tagCount += 1
            isEncapsulated = tagCount > 1 || type != EtherType.vlan
            vlanID = isEncapsulated ? 0 : bytes.word16(at: offset) & 0x0fff
            type = bytes.word16(at: offset + 2)
            offset += 4
        }
        switch type {
        case EtherType.ipv4: network = .ipv4
        case EtherType.ipv6: network = .ipv6
        case EtherType.pppoeSession: readPPPoE(bytes)
        case EtherType.mplsUnicast, EtherType.mplsMulticast: readMPLS(bytes)
        default: network = .other
        }
    }

    /// Steps over a PPPoE session header and the PPP protocol word (RFC 2516, RFC 1661).
    private mutating func readPPPoE(_ bytes: Span<UInt8>) {
        isEncapsulated = true
        vlanID = 0
        guard bytes.count - offset >= 8 else { return }
        network =
            switch bytes.word16(at: offset + 6) {
            case 0x0021: .ipv4
            case 0x0057: .ipv6
            default: .other
            }
        offset += 8
    }

    /// Steps over MPLS labels to the bottom of the stack; the IP version is a guess from what follows (RFC 3032).
    private mutating func readMPLS(_ bytes: Span<UInt8>) {
        isEncapsulated = true
        vlanID = 0
        var isBottom = false
        while !isBottom {
            guard bytes.count - offset >= 4 else { return }
            isBottom = bytes[offset + 2] & 1 == 1
            offset += 4
        }
        network = Self.version(bytes, at: offset)
    }

    /// Reads the address family of a BSD loopback frame: 2 is IPv4; IPv6 differs between systems.
    private mutating func readFamily(_ bytes: Span<UInt8>, link: LinkType) {
        guard bytes.count >= 4 else { return }
        offset = 4
        let word = bytes.word32(at: 0)
        let family = link == .null && word > 0xffff ? word.byteSwapped : word
        network =
            switch family {
            case 2: .ipv4
            case 10, 24, 28, 30: .ipv6
            default: .other
            }
    }

    /// What the version nibble at `offset` announces.
    private static func version(_ bytes: Span<UInt8>, at offset: Int) -> Network {
        guard offset < bytes.count else { return .cut }
        return switch bytes[offset] >> 4 {
        case 4: .ipv4
        case 6: .ipv6
        default: .other
        }
    }
}
