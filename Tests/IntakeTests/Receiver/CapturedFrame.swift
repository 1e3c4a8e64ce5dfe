import Frames
import Intake
import Packet

/// A host, with the MAC address that its frames have: its own, or that of a gateway in front of it.
struct Station {
    var mac: UInt8
    var address: IPAddress

    /// The host at 10.0.0.`number`, behind the card 02:00:00:00:00:`mac`.
    init(_ number: UInt32, mac: UInt8) {
        self.mac = mac
        address = IPAddress(v4: 0x0a00_0000 | number)
    }

    /// The host at another address.
    init(_ address: IPAddress, mac: UInt8) { (self.address, self.mac) = (address, mac) }

    /// What its card received.
    var card: Receiver { .mac(MACAddress(0x0200_0000_0000 | UInt64(mac))) }
}

/// A frame as a test captures it.
struct CapturedFrame {
    /// The frame's packet type in cooked headers.
    enum Kind: UInt8 {
        case received = 0
        case broadcast = 1
        case passing = 3
        case sent = 4
    }

    var builder: FrameBuilder
    /// Whether its checksum is only the sum of the pseudo-header.
    var isIncomplete = false
    /// Whether it was padded to 60 bytes on its way.
    var isPadded = false
    var kind = Kind.received
    var interface: UInt32 = 2
    var isLoopback = false
    var origin = FrameOrigin()

    /// A frame with so much payload.
    init(
        from source: Station, to destination: Station, _ payload: Int = 0, port: UInt16 = 5_201,
        link: LinkType = .ethernet
    ) {
        builder = FrameBuilder(
            FlowKey(source: source.address, destination: destination.address, sourcePort: port, destinationPort: port))
        builder.link = link
        builder.sourceMAC = [2, 0, 0, 0, 0, source.mac]
        builder.destinationMAC = [2, 0, 0, 0, 0, destination.mac]
        builder.payload = [UInt8](repeating: 0x61, count: payload)
    }

    /// The frame after a change.
    func with(_ change: (inout CapturedFrame) -> Void) -> CapturedFrame {
        var frame = self
        change(&frame)
        return frame
    }

    /// The frame as cooked headers tell of it.
    func cooked(_ kind: Kind, at interface: UInt32 = 2, isLoopback: Bool = false) -> CapturedFrame {
        with { ($0.kind, $0.interface, $0.isLoopback) = (kind, interface, isLoopback) }
    }

    /// The captured bytes.
    var bytes: [UInt8] {
        var bytes = builder.bytes()
        let link = builder.linkHeader.count
        if isIncomplete {
            let length = bytes.count - link - (builder.flow.isIPv6 ? 40 : 20)
            let sum = Checksum.pseudoHeader(builder.flow, length: length).folded
            bytes.store(sum, at: bytes.count - length + 16)
        }
        if isPadded { bytes += [UInt8](repeating: 0, count: max(0, 60 - bytes.count)) }
        switch builder.link {
        case .linuxCooked:
            bytes[1] = kind.rawValue
            bytes.store(isLoopback ? 772 : 1, at: 2)
        case .linuxCooked2:
            bytes.store(UInt16(interface), at: 6)
            bytes.store(isLoopback ? 772 : 1, at: 8)
            bytes[10] = kind.rawValue
        default: break
        }
        return bytes
    }

    /// Whether a receiver takes the frame.
    func isTaken(by receiver: Receiver) -> Bool {
        let bytes = bytes
        return receiver.takes(bytes.span, link: builder.link, origin: origin)
    }
}

extension [CapturedFrame] {
    /// What the frames say of the receiver, in a capture that names these interfaces.
    func evidence(interfaces: [String] = []) -> ReceiverEvidence {
        var evidence = ReceiverEvidence(
            interfaces: interfaces.map { CaptureInterface(name: $0, link: .ethernet, snapLength: 65_535) })
        for frame in self {
            let bytes = frame.bytes
            evidence.note(bytes.span, wireLength: bytes.count, link: frame.builder.link, origin: frame.origin)
        }
        return evidence
    }

    /// Who is chosen.
    func choice(interfaces: [String] = []) -> ReceiverChoice { evidence(interfaces: interfaces).decide() }

    /// The places of the frames that a receiver takes.
    func taken(by receiver: Receiver) -> [Int] { indices.filter { self[$0].isTaken(by: receiver) } }
}
