import Packet

/// What kinds of frames there are, for a sentence about a filter that keeps none; at most 64 kinds are told apart.
public struct FrameKinds: Sendable {
    private static let limit = 64
    /// Kinds that the sentence names.
    private static let named = 4

    /// Frames that were noted.
    public private(set) var count = 0
    private var counts: [String: Int] = [:]

    /// No frames yet.
    public init() {}

    /// Notes a frame as it was captured.
    public mutating func note(_ frame: Span<UInt8>, link: LinkType) {
        count += 1
        let name = FrameShape(frame, link: link).name(frame)
        if counts[name] != nil || counts.count < Self.limit { counts[name, default: 0] += 1 }
    }

    /// Kinds with the number of their frames, most first: `IPv4 TCP in PPPoE (1900), ARP (4)`; nil without frames.
    public var list: String? {
        let kinds = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
        guard let first = kinds.first else { return nil }
        if first.value == count { return first.key }
        let named = kinds.prefix(Self.named).map { "\($0.key) (\($0.value))" }
        let rest = count - kinds.prefix(Self.named).reduce(0) { $0 + $1.value }
        return (named + (rest > 0 ? ["others (\(rest))"] : [])).joined(separator: ", ")
    }

    /// That a filter keeps none of the frames, and what they are; nil without frames.
    public func sentence(filter: String) -> String? {
        guard let list else { return nil }
        return count == 1
            ? "filter \"\(filter)\" does not keep the one frame: it is \(list)"
            : "filter \"\(filter)\" keeps none of \(count) frames: they are \(list)"
    }
}

extension FrameShape {
    /// What the frame is: its protocol, and what that is in.
    func name(_ frame: Span<UInt8>) -> String {
        let name =
            switch network {
            case .ipv4: "IPv4 \(IPv4Header(frame, at: offset).map(Self.name) ?? "cut")"
            case .ipv6:
                "IPv6 "
                    + (IPv6Header(frame, at: offset).map {
                        Self.name(IPv6Chain(frame, at: offset, first: $0.nextHeader))
                    }
                        ?? "cut")
            case .other(let type): name(ofType: type)
            case .cut: "cut"
            }
        return ([name] + wrappers).joined(separator: " in ")
    }

    /// What the packet is in, the innermost first.
    private var wrappers: [String] {
        var wrappers = layers.contains(.snap) ? ["LLC and SNAP"] : []
        if layers.contains(.pppoe) { wrappers.append("PPPoE") }
        if layers.contains(where: { if case .label = $0 { true } else { false } }) { wrappers.append("MPLS") }
        let tags = layers.compactMap { layer -> (type: UInt16, isPriority: Bool)? in
            if case .tag(let type, let isPriority) = layer { (type, isPriority) } else { nil }
        }
        if let tag = tags.first {
            wrappers.append(
                tags.count > 1
                    ? "\(tags.count) VLAN tags"
                    : tag.type != EtherType.vlan
                        ? "a service tag" : tag.isPriority ? "a priority tag" : "a VLAN tag")
        }
        if link == .null || link == .loop { wrappers.append("BSD loopback family \(familyNumber)") }
        return wrappers
    }

    private var familyNumber: UInt32 { link == .null && family > 0xffff ? family.byteSwapped : family }

    private func name(ofType type: UInt16) -> String {
        switch type {
        case 0: "not IP"
        case 1..<1536 where layers.isEmpty: "IEEE 802.3"
        case 0x0806: "ARP"
        case 0x88cc: "LLDP"
        case 0x8863: "PPPoE discovery"
        case 0x888e: "EAPOL"
        default: "\(layers.contains(.pppoe) ? "PPP protocol" : "ethertype") 0x\(String(type, radix: 16))"
        }
    }

    private static func name(_ header: IPv4Header) -> String {
        name(ofProtocol: header.protocolNumber) + (header.fragmentWord & 0x3fff == 0 ? "" : " fragments")
    }

    private static func name(_ chain: IPv6Chain) -> String {
        name(ofProtocol: chain.protocolNumber) + (chain.isFragment ? " fragments" : "")
    }

    private static func name(ofProtocol number: UInt8) -> String {
        switch number {
        case 1: "ICMP"
        case 2: "IGMP"
        case 4: "IP-in-IP"
        case 6: "TCP"
        case 17: "UDP"
        case 41: "IPv6-in-IP"
        case 47: "GRE"
        case 50: "ESP"
        case 58: "ICMPv6"
        case 89: "OSPF"
        case 132: "SCTP"
        default: "protocol \(number)"
        }
    }
}
