public import Packet

/// What un-merge reads of a TCP packet: whose it is, how long, and where its headers are.
///
/// Fragments, tunnels and packets whose lengths contradict each other, or whose headers are cut, are none.
public struct TCPPacket: Equatable, Sendable {
    /// Addresses, ports and VLAN.
    public var flow: FlowKey
    /// Bytes in front of the IP header.
    public var networkOffset: Int
    /// Bytes from the IP header to the TCP header.
    public var transportOffset: Int
    /// The TCP header length in bytes, options included.
    public var tcpHeaderLength: Int
    /// The length of the IP packet in bytes: what its header says, or all of the frame where that is 0.
    public var ipLength: Int
    /// Whether the IP header says no length: 0, as of packets above 65535 bytes.
    public var hasNoLength: Bool
    /// Whether there is nothing behind the IP packet.
    public var endsWithFrame: Bool
    /// The length in bytes of an IPv6 hop-by-hop header that tells a length above 65535, or 0 without one.
    public var jumboHeaderLength = 0
    /// The IPv4 identification, nil for IPv6.
    public var identification: UInt16?
    /// The TCP sequence number.
    public var sequence: UInt32
    /// The TCP flags.
    public var flags: TCPFlags
    /// The MSS option of a SYN in bytes, where it has one.
    public var maximumSegmentSize: Int?

    /// Payload bytes by the IP length.
    public var payloadLength: Int { ipLength - transportOffset - tcpHeaderLength }
    /// Bytes of TCP options.
    public var optionLength: Int { tcpHeaderLength - TCPHeader.minimumLength }
    /// Bytes in front of the payload.
    public var headerLength: Int { networkOffset + transportOffset + tcpHeaderLength }
    /// Whether the packet is one that GRO, LRO or TSO could have had in hand.
    public var canBeMerged: Bool { payloadLength > 0 && endsWithFrame && flags.isDisjoint(with: [.syn, .rst]) }
    /// Whether the IP header says no length, but could say that of the frame.
    var lacksLength: Bool {
        hasNoLength && ipLength - jumboHeaderLength - (flow.isIPv6 ? IPv6Header.length : 0) <= Int(UInt16.max)
    }
    /// The longest IP packet that Ethernet pads, with the padding.
    private static let mostPadded = 46
    /// Whether the packet has payload and nothing that lets it end short.
    var isMid: Bool { payloadLength > 0 && flags.isDisjoint(with: [.psh, .fin, .syn, .rst, .urg]) }

    /// Reads the captured bytes of a frame; nil when it is no such packet.
    ///
    /// - Parameters:
    ///   - frame: The captured bytes.
    ///   - wireLength: The frame's length on the wire.
    ///   - link: What stands in front of IP.
    public init?(_ frame: Span<UInt8>, wireLength: Int, link: LinkType) {
        let header = LinkHeader(frame, link: link)
        let vlan = header.isEncapsulated ? FlowKey.encapsulatedVLAN : header.vlanID
        switch header.network {
        case .ipv4: self.init(ipv4: frame, at: header.offset, wireLength: wireLength, vlan: vlan)
        case .ipv6: self.init(ipv6: frame, at: header.offset, wireLength: wireLength, vlan: vlan)
        case .other, .cut: return nil
        }
    }

    private init?(ipv4 frame: Span<UInt8>, at offset: Int, wireLength: Int, vlan: UInt16) {
        guard let ip = IPv4Header(frame, at: offset), ip.version == 4, ip.headerLength >= IPv4Header.minimumLength,
            ip.protocolNumber == 6, !ip.moreFragments, ip.fragmentOffset == 0,
            let tcp = TCPHeader(frame, at: offset + ip.headerLength)
        else { return nil }
        self.init(
            tcp, FlowKey(tcp, from: IPAddress(v4: ip.source), to: IPAddress(v4: ip.destination), vlan: vlan), frame,
            network: offset, transport: ip.headerLength, told: ip.totalLength, room: wireLength - offset)
        identification = ip.identification
    }

    private init?(ipv6 frame: Span<UInt8>, at offset: Int, wireLength: Int, vlan: UInt16) {
        guard let ip = IPv6Header(frame, at: offset), ip.version == 6 else { return nil }
        let chain = IPv6Chain(frame, at: offset, first: ip.nextHeader)
        guard chain.protocolNumber == 6, !chain.isCut, !chain.hasFragmentHeader, !chain.hasOtherHeaders,
            let tcp = TCPHeader(frame, at: offset + chain.length)
        else { return nil }
        self.init(
            tcp, FlowKey(tcp, from: ip.source, to: ip.destination, vlan: vlan), frame, network: offset,
            transport: chain.length, told: ip.payloadLength == 0 ? 0 : IPv6Header.length + ip.payloadLength,
            room: wireLength - offset)
        if ip.payloadLength == 0, ip.nextHeader == 0 {
            jumboHeaderLength = Self.jumboHeaderLength(frame, at: offset + IPv6Header.length)
        }
    }

    private init?(
        _ tcp: TCPHeader, _ flow: FlowKey, _ frame: Span<UInt8>, network: Int, transport: Int, told: Int, room: Int
    ) {
        let length = told == 0 ? room : told
        // Nobody can tell a payload from the padding of a short Ethernet frame.
        guard told != 0 || room > Self.mostPadded || room == transport + tcp.headerLength else { return nil }
        guard tcp.headerLength >= TCPHeader.minimumLength, length <= room,
            length >= transport + tcp.headerLength, frame.count >= network + transport + tcp.headerLength
        else { return nil }
        self.flow = flow
        networkOffset = network
        transportOffset = transport
        tcpHeaderLength = tcp.headerLength
        ipLength = length
        hasNoLength = told == 0
        endsWithFrame = length == room
        sequence = tcp.sequence
        flags = tcp.flags
        guard flags.contains(.syn) else { return }
        let options = network + transport + TCPHeader.minimumLength..<network + transport + tcp.headerLength
        maximumSegmentSize = TCPOption.list(frame.extracting(options)).options
            .first { $0.kind == 2 && $0.content.count == 2 }.map { Int($0.content[0]) << 8 | Int($0.content[1]) }
    }

    /// The length of the hop-by-hop header at `start` if it has a jumbo payload option (RFC 2675), else 0.
    private static func jumboHeaderLength(_ frame: Span<UInt8>, at start: Int) -> Int {
        guard frame.count >= start + 8 else { return 0 }
        let end = min(frame.count, start + 8 + Int(frame[start + 1]) * 8)
        var place = start + 2
        while place + 1 < end {
            if frame[place] == 0xc2, frame[place + 1] == 4 { return end - start }
            place += frame[place] == 0 ? 1 : 2 + Int(frame[place + 1])
        }
        return 0
    }
}

extension FlowKey {
    fileprivate init(_ tcp: TCPHeader, from source: IPAddress, to destination: IPAddress, vlan: UInt16) {
        self.init(
            source: source, destination: destination, sourcePort: tcp.sourcePort,
            destinationPort: tcp.destinationPort, vlan: vlan)
    }
}
