/// Makes a TCP/IP frame: right lengths and checksums unless told otherwise.
///
///     var frame = FrameBuilder(flow)
///     frame.payload = [UInt8](repeating: 0x61, count: 1448)
///     let bytes = frame.bytes()
public struct FrameBuilder: Sendable {
    /// A VLAN tag: its type, priority bits and VLAN id.
    public struct Tag: Sendable {
        /// The ethertype that announces the tag.
        public var type: UInt16
        /// Priority, drop eligibility and VLAN id.
        public var control: UInt16

        /// An 802.1Q tag, or another `type`, for VLAN `id` with a priority from 0 to 7.
        public init(id: UInt16, priority: UInt16 = 0, type: UInt16 = EtherType.vlan) {
            self.type = type
            control = priority << 13 | id & 0x0fff
        }

        /// An 802.1Q tag of these 16 bits.
        public init(control: UInt16) {
            type = EtherType.vlan
            self.control = control
        }
    }

    /// What stands in front of IP.
    public var link = LinkType.ethernet
    /// The receiver's MAC address, six bytes.
    public var destinationMAC: [UInt8] = [2, 0, 0, 0, 0, 2]
    /// The sender's MAC address, six bytes.
    public var sourceMAC: [UInt8] = [2, 0, 0, 0, 0, 1]
    /// VLAN tags, the outermost first.
    public var tags: [Tag] = []
    /// MPLS labels, the outermost first; empty for none.
    public var labels: [UInt32] = []
    /// The PPPoE session that the packet is in, or nil for none.
    public var pppoeSession: UInt16?
    /// Addresses and ports; two IPv6 addresses make an IPv6 packet, and the VLAN is not looked at.
    public var flow: FlowKey
    /// TOS or traffic class.
    public var typeOfService: UInt8 = 0
    /// TTL or hop limit.
    public var timeToLive: UInt8 = 64
    /// The IPv6 flow label, 20 bits.
    public var flowLabel: UInt32 = 0
    /// The IPv4 identification.
    public var identification: UInt16 = 0
    /// The IPv4 flag bits and fragment offset; DF by default.
    public var fragmentWord: UInt16 = 0x4000
    /// IPv4 option bytes, a multiple of four, at most 40.
    public var ipOptions: [UInt8] = []
    /// IPv6 extension headers: the type of the first, and the bytes of all, the last naming TCP as next.
    public var extensionHeaders: (first: UInt8, bytes: [UInt8])?
    /// The protocol named in the IP header.
    public var protocolNumber: UInt8 = 6
    /// The TCP sequence number.
    public var sequence: UInt32 = 0
    /// The TCP acknowledgment number.
    public var acknowledgment: UInt32 = 0
    /// The TCP flags.
    public var flags: TCPFlags = [.ack]
    /// The four bits beside the data offset.
    public var reserved: UInt8 = 0
    /// The TCP window.
    public var window: UInt16 = 65_535
    /// The urgent pointer.
    public var urgentPointer: UInt16 = 0
    /// TCP option bytes, a multiple of four, at most 40.
    public var tcpOptions: [UInt8] = []
    /// The TCP payload.
    public var payload: [UInt8] = []
    /// Bytes behind the IP packet: Ethernet padding, or a frame check sequence.
    public var trailer: [UInt8] = []
    /// An IPv4 header length in words to lie about, or nil for the right one.
    public var ipHeaderWords: UInt8?
    /// A TCP data offset in words to lie about, or nil for the right one.
    public var tcpHeaderWords: UInt8?
    /// An IPv4 total length or IPv6 payload length to lie about, or nil for the right one.
    public var length: UInt16?
    /// Added to the IPv4 header checksum; 0 leaves it right.
    public var ipChecksumError: UInt16 = 0
    /// Added to the TCP checksum; 0 leaves it right.
    public var tcpChecksumError: UInt16 = 0

    /// A frame of `flow` that carries nothing yet.
    public init(_ flow: FlowKey) {
        self.flow = flow
    }

    /// The option bytes NOP NOP TIMESTAMP.
    public static func timestamp(_ value: UInt32, echo: UInt32) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: OptionLayout.timestampWord)
        bytes.append(bigEndian: value)
        bytes.append(bigEndian: echo)
        return bytes
    }

    /// The whole frame.
    public func bytes() -> [UInt8] {
        var frame: [UInt8] = []
        frame.reserveCapacity(128 + payload.count)
        appendLink(to: &frame)
        appendIP(to: &frame)
        appendTCP(to: &frame)
        frame += trailer
        return frame
    }

    /// What stands in front of IP.
    public var linkHeader: [UInt8] {
        var header: [UInt8] = []
        appendLink(to: &header)
        return header
    }

    private var isIPv6: Bool { flow.source.isIPv6 }

    private var tcpLength: Int { TCPHeader.minimumLength + tcpOptions.count + payload.count }

    /// Appends the link header with tags, PPPoE and labels.
    private func appendLink(to frame: inout [UInt8]) {
        let network = isIPv6 ? EtherType.ipv6 : EtherType.ipv4
        let carried =
            pppoeSession != nil ? EtherType.pppoeSession : labels.isEmpty ? network : EtherType.mplsUnicast
        let first = tags.first?.type ?? carried
        switch link {
        case .ethernet:
            frame += destinationMAC + sourceMAC
            frame.append(bigEndian: first)
        case .linuxCooked:
            frame += [0, 0, 0, 1, 0, 6] + sourceMAC + [0, 0]
            frame.append(bigEndian: first)
        case .linuxCooked2:
            frame.append(bigEndian: first)
            frame += [0, 0, 0, 0, 0, 1, 0, 1, 0, 6] + sourceMAC + [0, 0]
        case .null: frame += [isIPv6 ? 30 : 2, 0, 0, 0]
        case .loop: frame += [0, 0, 0, isIPv6 ? 24 : 2]
        case .rawIP, .ipv4, .ipv6: return
        }
        for (index, tag) in tags.enumerated() {
            frame.append(bigEndian: tag.control)
            frame.append(bigEndian: index + 1 < tags.count ? tags[index + 1].type : carried)
        }
        if let pppoeSession {
            frame += [0x11, 0]
            frame.append(bigEndian: pppoeSession)
            frame.append(bigEndian: UInt16(truncatingIfNeeded: networkLength + 2))
            frame += isIPv6 ? [0x00, 0x57] : [0x00, 0x21]
        }
        for (index, label) in labels.enumerated() {
            frame.append(bigEndian: label << 12 | (index + 1 == labels.count ? 0x100 : 0) | 64)
        }
    }

    /// The right length of the IP packet.
    private var networkLength: Int {
        isIPv6
            ? IPv6Header.length + (extensionHeaders?.bytes.count ?? 0) + tcpLength
            : IPv4Header.minimumLength + ipOptions.count + tcpLength
    }

    private func appendIP(to frame: inout [UInt8]) {
        if isIPv6 {
            frame.append(bigEndian: UInt32(6) << 28 | UInt32(typeOfService) << 20 | flowLabel & 0xf_ffff)
            frame.append(bigEndian: length ?? UInt16(truncatingIfNeeded: networkLength - IPv6Header.length))
            frame += [extensionHeaders?.first ?? protocolNumber, timeToLive]
            frame += flow.source.bytes + flow.destination.bytes + (extensionHeaders?.bytes ?? [])
            return
        }
        let start = frame.count
        let words = ipHeaderWords ?? UInt8((IPv4Header.minimumLength + ipOptions.count) / 4)
        frame += [0x40 | words & 0x0f, typeOfService]
        frame.append(bigEndian: length ?? UInt16(truncatingIfNeeded: networkLength))
        frame.append(bigEndian: identification)
        frame.append(bigEndian: fragmentWord)
        frame += [timeToLive, protocolNumber, 0, 0]
        frame += flow.source.bytes + flow.destination.bytes + ipOptions
        let sum = Checksum(frame.span.extracting(start..<frame.count))
        frame.store(sum.field &+ ipChecksumError, at: start + 10)
    }

    private func appendTCP(to frame: inout [UInt8]) {
        let start = frame.count
        let words = tcpHeaderWords ?? UInt8((TCPHeader.minimumLength + tcpOptions.count) / 4)
        frame.append(bigEndian: flow.sourcePort)
        frame.append(bigEndian: flow.destinationPort)
        frame.append(bigEndian: sequence)
        frame.append(bigEndian: acknowledgment)
        frame += [words << 4 | reserved & 0x0f, flags.rawValue]
        frame.append(bigEndian: window)
        frame += [0, 0]
        frame.append(bigEndian: urgentPointer)
        frame += tcpOptions + payload
        var sum = Checksum(frame.span.extracting(start..<frame.count))
        sum.add(.pseudoHeader(flow, length: tcpLength))
        frame.store(sum.field &+ tcpChecksumError, at: start + 16)
    }
}
