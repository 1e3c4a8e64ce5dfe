/// A tunnel that a packet is part of: what it carries is another packet, or the frame of one.
public struct Tunnel: Equatable, Sendable {
    /// The kinds, by what tells them: the protocol of IP, or the destination port of UDP.
    public enum Kind: UInt8, CaseIterable, Sendable {
        case ipv4InIPv4, ipv6InIPv4, ipv4InIPv6, ipv6InIPv6, gre, esp, ah, etherIP, l2tp, mpls
        case vxlan, vxlanGPE, geneve, gtpU, l2tpInUDP, espInUDP, mplsInUDP
    }

    /// The kind.
    public var kind: Kind
    /// The protocol of IP, or the destination port of UDP, by which it was told.
    public var number: UInt16

    /// A tunnel of a kind, told by that number.
    public init(_ kind: Kind, number: UInt16) {
        self.kind = kind
        self.number = number
    }

    /// The tunnel that a protocol of IP makes (IANA, Protocol Numbers), or nil.
    init?(protocolNumber: UInt8, ipVersion: UInt8) {
        let kind: Kind? =
            switch protocolNumber {
            case 4: ipVersion == 4 ? .ipv4InIPv4 : .ipv4InIPv6
            case 41: ipVersion == 4 ? .ipv6InIPv4 : .ipv6InIPv6
            case 47: .gre
            case 50: .esp
            case 51: .ah
            case 97: .etherIP
            case 115: .l2tp
            case 137: .mpls
            default: nil
            }
        guard let kind else { return nil }
        self.init(kind, number: UInt16(protocolNumber))
    }

    /// The tunnel that a UDP datagram to a well-known port is of, or nil; its header begins at `offset`.
    ///
    /// Of NAT traversal only what carries ESP counts: four zeros begin a message of IKE (RFC 3948).
    init?(udp bytes: Span<UInt8>, at offset: Int) {
        guard bytes.count >= offset + 4 else { return nil }
        let port = bytes.word16(at: offset + 2)
        let kind: Kind? =
            switch port {
            case 4_789, 8_472: .vxlan
            case 4_790: .vxlanGPE
            case 6_081: .geneve
            case 2_152: .gtpU
            case 1_701: .l2tpInUDP
            case 4_500: bytes.count >= offset + 12 && bytes.word32(at: offset + 8) != 0 ? .espInUDP : nil
            case 6_635: .mplsInUDP
            default: nil
            }
        guard let kind else { return nil }
        self.init(kind, number: port)
    }

    /// The tunnel in one number, as events keep it.
    public var code: UInt32 { UInt32(kind.rawValue) << 16 | UInt32(number) }

    /// The tunnel of such a number, or nil.
    public init?(code: UInt32) {
        guard let kind = Kind(rawValue: UInt8(truncatingIfNeeded: code >> 16)) else { return nil }
        self.init(kind, number: UInt16(truncatingIfNeeded: code))
    }

    /// What it is, in words: `VXLAN (UDP port 4789)`.
    public var text: String { "\(kind.name) (\(kind.isInUDP ? "UDP port" : "IP protocol") \(number))" }
}

extension Tunnel.Kind {
    fileprivate var isInUDP: Bool { rawValue >= Tunnel.Kind.vxlan.rawValue }

    fileprivate var name: String {
        switch self {
        case .ipv4InIPv4: "IPv4 in IPv4"
        case .ipv6InIPv4: "IPv6 in IPv4"
        case .ipv4InIPv6: "IPv4 in IPv6"
        case .ipv6InIPv6: "IPv6 in IPv6"
        case .gre: "GRE"
        case .esp, .espInUDP: "ESP"
        case .ah: "AH"
        case .etherIP: "EtherIP"
        case .l2tp, .l2tpInUDP: "L2TP"
        case .mpls, .mplsInUDP: "MPLS"
        case .vxlan: "VXLAN"
        case .vxlanGPE: "VXLAN-GPE"
        case .geneve: "Geneve"
        case .gtpU: "GTP-U"
        }
    }
}
