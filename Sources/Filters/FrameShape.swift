import Packet

/// What stands in front of the network header of a frame, layer by layer.
struct FrameShape: Hashable, Sendable {
    /// A layer between the link header and IP.
    enum Layer: Hashable, Sendable {
        /// A VLAN tag of that ethertype, of VLAN 0 where it tells a priority alone.
        case tag(type: UInt16, isPriority: Bool)
        /// A PPPoE session (RFC 2516).
        case pppoe
        /// An MPLS label; the last one is at the bottom of the stack.
        case label(type: UInt16, isLast: Bool)
        /// LLC and SNAP in place of an ethertype (RFC 1042).
        case snap
    }

    /// What is behind the layers.
    enum Network: Hashable, Sendable {
        case ipv4
        case ipv6
        /// Something with that ethertype, or PPP protocol.
        case other(UInt16)
        /// The frame ends before one could tell.
        case cut
    }

    let link: LinkType
    private(set) var layers: [Layer] = []
    private(set) var network = Network.cut
    /// Where the network header begins.
    private(set) var offset = 0
    /// The address family of a BSD loopback frame as it stands, else 0.
    private(set) var family: UInt32 = 0

    /// Reads the shape of a frame.
    init(_ frame: Span<UInt8>, link: LinkType) {
        self.link = link
        if let place = Self.typePlace(of: link) {
            guard frame.count >= place.end else { return }
            offset = place.end
            follow(frame.word16(at: place.type), frame)
            return
        }
        let header = LinkHeader(frame, link: link)
        offset = header.offset
        if link == .null || link == .loop, frame.count >= 4 { family = frame.word32(at: 0) }
        network =
            switch header.network {
            case .ipv4: .ipv4
            case .ipv6: .ipv6
            case .other: .other(0)
            case .cut: .cut
            }
    }

    /// Where the ethertype stands and where the link header ends; nil for links without an ethertype.
    static func typePlace(of link: LinkType) -> (type: Int, end: Int)? {
        switch link {
        case .ethernet: (12, 14)
        case .linuxCooked: (14, 16)
        case .linuxCooked2: (0, 20)
        case .rawIP, .ipv4, .ipv6, .null, .loop: nil
        }
    }

    private mutating func follow(_ firstType: UInt16, _ frame: Span<UInt8>) {
        var type = firstType
        while type == EtherType.vlan || type == EtherType.serviceVLAN || type == EtherType.oldServiceVLAN {
            guard frame.count >= offset + 4 else { return }
            layers.append(.tag(type: type, isPriority: frame.word16(at: offset) & 0x0fff == 0))
            type = frame.word16(at: offset + 2)
            offset += 4
        }
        if type <= EtherType.longestLength, let inner = LinkHeader.typeInSNAP(frame, at: offset) {
            layers.append(.snap)
            offset += LinkHeader.lengthOfSNAP
            type = inner
        }
        switch type {
        case EtherType.ipv4: network = .ipv4
        case EtherType.ipv6: network = .ipv6
        case EtherType.pppoeSession: readPPPoE(frame)
        case EtherType.mplsUnicast, EtherType.mplsMulticast: readLabels(type, frame)
        default: network = .other(type)
        }
    }

    private mutating func readPPPoE(_ frame: Span<UInt8>) {
        layers.append(.pppoe)
        guard frame.count >= offset + 8 else { return }
        let type = frame.word16(at: offset + 6)
        offset += 8
        network = type == 0x0021 ? .ipv4 : type == 0x0057 ? .ipv6 : .other(type)
    }

    private mutating func readLabels(_ type: UInt16, _ frame: Span<UInt8>) {
        var isLast = false
        while !isLast {
            guard frame.count >= offset + 4 else { return }
            isLast = frame[offset + 2] & 1 == 1
            layers.append(.label(type: type, isLast: isLast))
            offset += 4
        }
        guard offset < frame.count else { return }
        network = frame[offset] >> 4 == 4 ? .ipv4 : frame[offset] >> 4 == 6 ? .ipv6 : .other(type)
    }
}
