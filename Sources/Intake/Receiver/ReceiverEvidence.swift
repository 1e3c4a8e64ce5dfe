import Frames
import Packet
import Unmerge

/// What the first frames of a capture say of the host that received them.
///
/// It keeps at most 4096 ends, 4096 addresses and 64 interfaces; what comes after that is counted, but of no end.
public struct ReceiverEvidence: Sendable {
    /// How many frames are enough.
    public static let enough = 4096

    private static let interfaceLimit = 64
    private static let endLimit = 4096

    /// The interfaces that the capture names.
    private let interfaces: [CaptureInterface]
    /// The interfaces that were seen, in that order.
    private var tallies: [InterfaceTally] = []
    private var endRoom = Self.endLimit
    private var addressRoom = 4096

    /// No evidence yet, of a capture that names these interfaces.
    public init(interfaces: [CaptureInterface] = []) { self.interfaces = interfaces }

    /// Notes a frame.
    ///
    /// - Parameters:
    ///   - frame: The captured bytes.
    ///   - wireLength: The frame's length on the wire.
    ///   - link: What stands in front of IP.
    ///   - origin: What the capture says of the frame.
    public mutating func note(_ frame: Span<UInt8>, wireLength: Int, link: LinkType, origin: FrameOrigin) {
        let place = FramePlace(frame, link: link, origin: origin)
        guard let index = index(of: place) else { return }
        let (destination, source) =
            link == .ethernet ? (MACAddress(frame, at: 0), MACAddress(frame, at: 6)) : (nil, nil)
        if let source, Self.isShort(frame, wireLength, link) {
            tallies[index].change(.mac(source), room: &endRoom) { $0.short += 1 }
        }
        guard destination?.isGroup != true, let packet = TCPPacket(frame, wireLength: wireLength, link: link)
        else { return }
        let isIncomplete = packet.isIncomplete(frame, origin)
        let timeToLive = frame[packet.networkOffset + (packet.flow.isIPv6 ? 7 : 8)]
        tallies[index].payload += packet.payloadLength
        if place.way != .unknown {
            tallies[index].directed += 1
            tallies[index].frames += 1
            if place.way == .received { tallies[index].host.receive(packet, room: &addressRoom) }
            if place.way == .sent {
                tallies[index].host.send(packet, isIncomplete: isIncomplete, timeToLive: timeToLive)
            }
            return
        }
        var ends = (InterfaceTally.End.address(packet.flow.source), InterfaceTally.End.address(packet.flow.destination))
        // MAC addresses that were made alike, as in anonymous captures, say nothing.
        if let source, let destination, source != destination { ends = (.mac(source), .mac(destination)) }
        guard ends.0 != ends.1, !(source == destination && packet.flow.destination.isLoopback) else {
            tallies[index].own += 1
            return
        }
        tallies[index].frames += 1
        tallies[index].change(ends.0, room: &endRoom) {
            $0.send(packet, isIncomplete: isIncomplete, timeToLive: timeToLive)
        }
        var room = addressRoom
        tallies[index].change(ends.1, room: &endRoom) { $0.receive(packet, room: &room) }
        addressRoom = room
    }

    /// Whether a frame is under 60 bytes, and no packet in it says that it was longer once.
    private static func isShort(_ frame: Span<UInt8>, _ wireLength: Int, _ link: LinkType) -> Bool {
        guard wireLength < 60 else { return false }
        let header = LinkHeader(frame, link: link)
        return switch header.network {
        case .ipv4: (IPv4Header(frame, at: header.offset)?.totalLength ?? .max) <= wireLength - header.offset
        case .ipv6: false
        case .other: true
        case .cut: false
        }
    }

    /// Whose received frames a receive path takes.
    public func decide() -> ReceiverChoice {
        let seen = tallies.filter { $0.frames + $0.own > 0 }
        let real = seen.filter { !$0.isLoopback }
        let findings = (real.isEmpty ? seen : real).map { (tally: $0, finding: $0.finding) }
        // Of equals the first that was seen: it is the NIC, whose frames come to a VLAN or a bridge behind it.
        var best = findings.first
        for candidate in findings.dropFirst() {
            guard let known = best, Self.rank(known) < Self.rank(candidate) else { continue }
            best = candidate
        }
        guard let best else { return ReceiverChoice(.all, .all, .noTCP) }
        return choice(best.finding, at: best.tally, isOneOfSeveral: tallies.count > 1 || interfaces.count > 1)
    }

    /// The choice of somebody who names the receiver, with what the frames say of it.
    public func choice(given receiver: Receiver) -> ReceiverChoice {
        var choice = ReceiverChoice(receiver, .given, .given)
        let ends = tallies.lazy.flatMap(\.ends).filter { $0.key.receiver == receiver }
        choice.describe(ends.max { $0.value.receivedPayload < $1.value.receivedPayload }?.value)
        return choice
    }

    private static func rank(_ candidate: (tally: InterfaceTally, finding: Finding)) -> (Int, Int) {
        let (tally, finding) = candidate
        return (finding.tally?.receivedPayload ?? tally.payload, finding.tally?.received ?? tally.frames + tally.own)
    }

    private func choice(_ finding: Finding, at tally: InterfaceTally, isOneOfSeveral: Bool) -> ReceiverChoice {
        if let end = finding.tally, end.received == 0 {
            // It was captured where it was sent, and nothing of it came back.
            return ReceiverChoice(.all, .all, .receivedNothing)
        }
        var choice = ReceiverChoice(finding.receiver, finding.how, finding.ground)
        if isOneOfSeveral, finding.ground != .direction {
            choice.receiver =
                finding.receiver == .all
                ? .interface(tally.number) : .at(interface: tally.number, finding.receiver)
        }
        if isOneOfSeveral { choice.interface = interfaces.name(at: tally.number) ?? "interface \(tally.number)" }
        choice.describe(finding.tally)
        return choice
    }

    /// The place of the tally of a frame's interface; nil where there are too many.
    private mutating func index(of place: FramePlace) -> Int? {
        if let index = tallies.firstIndex(where: { $0.number == place.interface }) { return index }
        guard tallies.count < Self.interfaceLimit else { return nil }
        let isLoopback = place.isLoopback || ["lo", "lo0"].contains(interfaces.name(at: place.interface))
        tallies.append(InterfaceTally(number: place.interface, isLoopback: isLoopback))
        return tallies.count - 1
    }
}

extension TCPPacket {
    /// Whether its checksum field is only the sum of the pseudo-header, or the capture says so.
    fileprivate func isIncomplete(_ frame: Span<UInt8>, _ origin: FrameOrigin) -> Bool {
        switch origin.checksum {
        case .partial: true
        case .valid: false
        case .unknown:
            frame.word16(at: networkOffset + transportOffset + 16)
                == Checksum.pseudoHeader(flow, length: tcpHeaderLength + payloadLength).folded
        }
    }
}

extension IPAddress {
    /// Whether it is an address of the host itself.
    fileprivate var isLoopback: Bool { isIPv6 ? high == 0 && low == 1 : low >> 24 == 127 }
}
