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
    /// What is in front of IP where that is more than one 802.1Q tag, else nil.
    public var encapsulation: Encapsulation?

    /// Whether more than one 802.1Q tag is in front of IP.
    public var isEncapsulated: Bool { encapsulation != nil }

    /// Nothing known yet.
    public init() {}

    /// Finds the network header of a frame of type `link`.
    ///
    /// Ethernet and cooked frames may carry any number of VLAN tags, then a PPPoE session header, MPLS labels, or LLC
    /// and SNAP in place of an ethertype.
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

    /// The rare part of `follow`: tags, PPPoE, MPLS, SNAP, and everything that is not IPv4.
    private mutating func follow(_ firstType: UInt16, _ bytes: Span<UInt8>) {
        var type = firstType
        while EtherType.isTag(type) || type == EtherType.vnTag {
            let length = type == EtherType.vnTag ? 6 : 4
            guard bytes.count - offset >= length else { return }
            noteTag(type, control: bytes.word16(at: offset))
            offset += length
            type = bytes.word16(at: offset - 2)
        }
        switch type {
        case EtherType.ipv4: network = .ipv4
        case EtherType.ipv6: network = .ipv6
        case EtherType.pppoeSession: readPPPoE(bytes)
        case EtherType.mplsUnicast, EtherType.mplsMulticast: readMPLS(bytes)
        case ...EtherType.longestLength: readSNAP(bytes)
        default: network = .other
        }
    }

    /// Notes a tag, whose VLAN counts while it is the only one, and of 802.1Q.
    private mutating func noteTag(_ type: UInt16, control: UInt16) {
        let isFirst = tagCount == 0 && encapsulation == nil
        if type != EtherType.vnTag { tagCount += 1 }
        vlanID = 0
        switch type {
        case EtherType.vnTag: encapsulate(in: .vnTag)
        case EtherType.vlan where isFirst: vlanID = control & 0x0fff
        case EtherType.serviceVLAN where isFirst: encapsulate(in: .serviceTag)
        case EtherType.vlan, EtherType.serviceVLAN: encapsulate(in: .tags)
        default: encapsulate(in: isFirst ? .oldServiceTag : .tags)
        }
    }

    /// Notes what is in front of IP; among other kinds further tags are only counted.
    private mutating func encapsulate(in kind: Encapsulation.Kind, labels: Int = 0) {
        let isTag = kind == .tags
        let kind = isTag ? encapsulation?.kind ?? .tags : kind
        let isLoneTag = kind == .serviceTag || kind == .oldServiceTag
        let labels = max(labels, Int(encapsulation?.labels ?? 0))
        encapsulation = Encapsulation(isTag && isLoneTag ? .tags : kind, tags: tagCount, labels: labels)
        vlanID = 0
    }

    /// Steps over a PPPoE session header and the PPP protocol word (RFC 2516, RFC 1661).
    private mutating func readPPPoE(_ bytes: Span<UInt8>) {
        encapsulate(in: .pppoe)
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
    ///
    /// A nibble of 0 begins a control word, with a frame behind it (RFC 4385, RFC 4448).
    private mutating func readMPLS(_ bytes: Span<UInt8>) {
        var (isBottom, labels) = (false, 0)
        while !isBottom {
            guard bytes.count - offset >= 4 else { return encapsulate(in: .mpls, labels: labels) }
            isBottom = bytes[offset + 2] & 1 == 1
            offset += 4
            labels += 1
        }
        let isFrame = offset < bytes.count && bytes[offset] >> 4 == 0 && encapsulation?.kind != .pseudowire
        encapsulate(in: isFrame ? .pseudowire : .mpls, labels: labels)
        if isFrame {
            follow(etherTypeAt: offset + 16, behind: offset + 18, bytes)
        } else {
            network = Self.version(bytes, at: offset)
        }
    }

    /// Steps over LLC and SNAP, which stand where a length is in place of an ethertype (RFC 1042).
    private mutating func readSNAP(_ bytes: Span<UInt8>) {
        network = .other
        guard let type = Self.typeInSNAP(bytes, at: offset) else { return }
        encapsulate(in: .snap)
        network = type == EtherType.ipv4 ? .ipv4 : .ipv6
        offset += Self.lengthOfSNAP
    }

    /// The bytes of LLC and SNAP.
    public static let lengthOfSNAP = 8

    /// The ethertype in LLC and SNAP at `offset`, where it is that of IP, or nil.
    public static func typeInSNAP(_ bytes: Span<UInt8>, at offset: Int) -> UInt16? {
        guard bytes.count - offset >= lengthOfSNAP, bytes.word32(at: offset) == 0xaaaa_0300,
            bytes.word16(at: offset + 4) == 0
        else { return nil }
        let type = bytes.word16(at: offset + 6)
        return type == EtherType.ipv4 || type == EtherType.ipv6 ? type : nil
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
