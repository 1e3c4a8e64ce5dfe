import Packet

/// What a host receives beside its connections: name lookups, large datagrams, ARP, pings, scans, tunnels.
struct Background: Sendable {
    private var random: RandomNumbers
    private var identification: UInt16 = 1

    private static let receiver = IPAddress(v4: 0x0a00_0002)

    init(_ random: RandomNumbers) {
        self.random = random
    }

    /// Makes `frame` the next frame, with more in `followers` if it comes in pieces.
    mutating func emit(into frame: inout [UInt8], followers: inout [[UInt8]]) -> Pause {
        identification &+= 1
        switch random.number(in: 0...99) {
        case 0..<45:
            frame = nameLookup()
        case 45..<60:
            frame = Self.addressQuestion
        case 60..<72:
            frame = ping()
        case 72..<84:
            var fragments = largeDatagram().ipFragments(of: 1_480)
            frame = fragments.removeFirst()
            followers += fragments
        case 84..<94:
            frame = tunnelled()
        default:
            frame = scan()
        }
        frame.padToShortestFrame()
        return .silence(Int64(random.number(in: 10_000...100_000)))
    }

    private mutating func nameLookup() -> [UInt8] {
        let flow = FlowKey(
            source: IPAddress(v4: 0x0a00_0035), destination: Self.receiver, sourcePort: 53,
            destinationPort: UInt16(random.number(in: 32_768...60_999)))
        return Datagram.frame(flow, length: random.number(in: 40...480), identification: identification)
    }

    private mutating func largeDatagram() -> [UInt8] {
        let flow = FlowKey(
            source: IPAddress(v4: 0x0a00_0031), destination: Self.receiver, sourcePort: 800, destinationPort: 2_049)
        return Datagram.frame(flow, length: random.number(in: 1_600...8_000), identification: identification)
    }

    /// An ARP request for 10.0.0.2 (RFC 826).
    private static let addressQuestion: [UInt8] =
        [255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 1, 8, 6]
        + [0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1, 10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 10, 0, 0, 2]

    private mutating func ping() -> [UInt8] {
        let flow = FlowKey(
            source: IPAddress(v4: 0x0a00_0001), destination: Self.receiver, sourcePort: 0, destinationPort: 0)
        return Datagram.echoRequest(flow, number: identification)
    }

    /// A segment in another tag than 802.1Q, in two tags, in PPPoE, or behind an MPLS label.
    private mutating func tunnelled() -> [UInt8] {
        var builder = stranger(port: 443)
        builder.flags = [.ack, .psh]
        builder.payload = Array(PayloadPattern.shared.stretch(at: 0, length: random.number(in: 20...600)))
        switch random.number(in: 0...3) {
        case 0: builder.tags = [FrameBuilder.Tag(id: 7, type: EtherType.serviceVLAN)]
        case 1:
            builder.tags = [FrameBuilder.Tag(id: 7, type: EtherType.serviceVLAN), FrameBuilder.Tag(id: 42)]
        case 2: builder.pppoeSession = 17
        default: builder.labels = [1_000]
        }
        return builder.bytes()
    }

    /// A probe of a scanner: no flags at all, all that make no sense together, or a header that is too short.
    private mutating func scan() -> [UInt8] {
        var builder = stranger(port: UInt16(random.number(in: 1...1_023)))
        builder.window = 1_024
        builder.tcpOptions = FrameBuilder.timestamp(UInt32.max, echo: 0)
        switch random.number(in: 0...2) {
        case 0: builder.flags = []
        case 1: builder.flags = [.fin, .psh, .urg]
        default: builder.ipHeaderWords = 4
        }
        return builder.bytes()
    }

    private mutating func stranger(port: UInt16) -> FrameBuilder {
        var builder = FrameBuilder(
            FlowKey(
                source: IPAddress(v4: 0xc633_6407), destination: Self.receiver,
                sourcePort: UInt16(random.number(in: 32_768...60_999)), destinationPort: port))
        builder.sequence = UInt32(truncatingIfNeeded: random.next())
        builder.identification = identification
        return builder
    }
}
