import Packet

/// The two numbers that explain a reason, kept by the events; packet and session are not changed: in place, they are
/// not copied.
extension Reason {
    /// The numbers of a packet by itself, where the reason has such.
    @inline(never)
    func numbers(_ packet: inout Descriptor, settings: OffloadSettings) -> (first: UInt32, second: UInt32) {
        switch self {
        case .padding, .tagLength:
            Self.pair(packet.networkLength, packet.totalLength)
        case .noSession:
            Self.pair(settings.sessions, 0)
        case .ipOptions:
            Self.pair(packet.transportOffset - IPv4Header.minimumLength, 0)
        case .tcpOptions:
            Self.pair(packet.tcpHeaderLength - TCPHeader.minimumLength, 0)
        case .reserved:
            // The bit of IP stands in front of the four of TCP.
            Self.pair(Int(packet.invariants.reserved) | (packet.invariants.hasReservedFragmentBit ? 0x10 : 0), 0)
        case .encapsulated:
            (packet.encapsulation?.code ?? 0, 0)
        case .tunnel:
            (packet.tunnel?.code ?? 0, 0)
        case .notTCP:
            (UInt32(packet.protocolNumber), 0)
        case .truncated:
            Self.pair(packet.capturedLength, packet.wireLength)
        case .smallPacket:
            Self.pair(packet.wireLength, 0)
        default:
            (0, 0)
        }
    }

    /// The numbers of a packet and the session of its flow: what came and what was expected, where the reason has such.
    @inline(never)
    func numbers(
        _ packet: inout Descriptor, against session: inout Session, settings: OffloadSettings
    ) -> (first: UInt32, second: UInt32) {
        switch self {
        case .gap, .duplicate:
            (packet.sequence, session.nextSequence)
        case .ack, .ackBack:
            (packet.acknowledgment, session.acknowledgment)
        case .tsBack:
            (packet.timestampValue, session.timestampValue)
        case .sizeLimit:
            Self.pair(session.totalLength + packet.payloadLength, SessionLimits(settings).appendBelow - 1)
        case .window:
            (UInt32(packet.window), UInt32(session.window))
        case .ttl:
            (UInt32(packet.invariants.timeToLive), UInt32(session.invariants.timeToLive))
        case .tos:
            (UInt32(packet.typeOfService), UInt32(session.invariants.typeOfService))
        case .df:
            (packet.invariants.dontFragment ? 1 : 0, session.invariants.dontFragment ? 1 : 0)
        case .reserved where !packet.invariants.hasReservedFragmentBit:
            (UInt32(packet.invariants.reserved), UInt32(session.invariants.reserved))
        case .ipID:
            (UInt32(packet.identification), UInt32(session.nextIdentification))
        case .segmentSize:
            Self.pair(packet.payloadLength, session.firstSegment)
        case .maxFrags:
            Self.pair(session.fragments + settings.fragments(wireLength: packet.wireLength), settings.fragmentLimit)
        case .tcpOptions where settings.rules.traits.comparesHeaders:
            OptionDifference(&packet, &session).numbers
        case .syn, .rst, .urg, .ece, .cwr, .noAck:
            settings.rules.traits.comparesHeaders ? flagNumbers(packet.flags, session.flags) : (0, 0)
        default:
            numbers(&packet, settings: settings)
        }
    }

    private static func pair(_ first: Int, _ second: Int) -> (first: UInt32, second: UInt32) {
        (UInt32(truncatingIfNeeded: first), UInt32(truncatingIfNeeded: second))
    }

    /// Whether the packet has the flag that the reason is about, and whether the aggregate has it.
    private func flagNumbers(_ packet: TCPFlags, _ aggregate: TCPFlags) -> (first: UInt32, second: UInt32) {
        let flag: TCPFlags =
            switch self {
            case .syn: .syn
            case .rst: .rst
            case .urg: .urg
            case .ece: .ece
            case .cwr: .cwr
            default: .ack
            }
        return (packet.contains(flag) ? 1 : 0, aggregate.contains(flag) ? 1 : 0)
    }
}
