import Packet

/// The two numbers that explain a reason, and the sentences made of them.
extension Reason {
    /// The numbers of a case: what came and what was expected, where the reason has such.
    func numbers(_ packet: Descriptor, session: Session?, settings: OffloadSettings) -> (first: UInt32, second: UInt32)
    {
        switch self {
        case .gap, .duplicate:
            (packet.sequence, session?.nextSequence ?? 0)
        case .ackBack:
            (packet.acknowledgment, session?.acknowledgment ?? 0)
        case .tsBack:
            (packet.timestampValue, session?.timestampValue ?? 0)
        case .padding, .tagLength:
            (UInt32(truncatingIfNeeded: packet.networkLength), UInt32(truncatingIfNeeded: packet.totalLength))
        case .sizeLimit:
            (
                UInt32(truncatingIfNeeded: (session?.totalLength ?? 0) + packet.payloadLength),
                UInt32(truncatingIfNeeded: SessionLimits(settings).appendBelow - 1)
            )
        case .window:
            (UInt32(packet.window), UInt32(session?.window ?? 0))
        case .ack:
            (packet.acknowledgment, session?.acknowledgment ?? 0)
        case .ttl:
            (UInt32(packet.invariants.timeToLive), UInt32(session?.invariants.timeToLive ?? 0))
        case .tos:
            (UInt32(packet.typeOfService), UInt32(session?.invariants.typeOfService ?? 0))
        case .ipID:
            (UInt32(packet.identification), UInt32(session?.nextIdentification ?? 0))
        case .segmentSize:
            (UInt32(truncatingIfNeeded: packet.payloadLength), UInt32(truncatingIfNeeded: session?.firstSegment ?? 0))
        case .maxFrags:
            (
                UInt32(
                    truncatingIfNeeded: (session?.fragments ?? 0) + settings.fragments(wireLength: packet.wireLength)),
                UInt32(truncatingIfNeeded: settings.fragmentLimit)
            )
        case .noSession:
            (UInt32(truncatingIfNeeded: settings.sessions), 0)
        case .ipOptions:
            (UInt32(truncatingIfNeeded: packet.transportOffset - IPv4Header.minimumLength), 0)
        case .tcpOptions:
            (
                UInt32(truncatingIfNeeded: packet.tcpHeaderLength - TCPHeader.minimumLength),
                settings.rules.traits.comparesHeaders ? 1 : 0
            )
        case .notTCP:
            (UInt32(packet.protocolNumber), 0)
        case .syn, .rst, .urg, .ece, .cwr, .noAck:
            (isMissed(packet, session) ? 1 : 0, 0)
        case .truncated:
            (UInt32(truncatingIfNeeded: packet.capturedLength), UInt32(truncatingIfNeeded: packet.wireLength))
        case .smallPacket:
            (UInt32(truncatingIfNeeded: packet.wireLength), 0)
        default:
            (0, 0)
        }
    }

    /// Whether the flag that the reason is about is the aggregate's, and the packet does not have it; of ACK the
    /// other way around.
    private func isMissed(_ packet: Descriptor, _ session: Session?) -> Bool {
        guard let session else { return false }
        let flag: TCPFlags =
            switch self {
            case .syn: .syn
            case .rst: .rst
            case .urg: .urg
            case .ece: .ece
            case .cwr: .cwr
            default: .ack
            }
        let (has, had) = (packet.flags.contains(flag), session.flags.contains(flag))
        return self == .noAck ? has && !had : had && !has
    }

    /// The reason in words with its numbers: `gap: sequence 9912, expected 8464, 1448 bytes missing`.
    ///
    /// The numbers are those of an event of kind `broke` or `passed`.
    public func sentence(_ first: UInt32, _ second: UInt32) -> String {
        let detail: String =
            switch self {
            case .gap:
                "sequence \(first), expected \(second), \(first &- second) bytes missing"
            case .duplicate:
                "sequence \(first), expected \(second), \(second &- first) bytes before it"
            case .window where first != second:
                "window \(first), the aggregate has \(second)"
            case .ack where first != second:
                "acknowledges \(first), the aggregate \(second)"
            case .ttl where first != second:
                "\(first), the aggregate has \(second)"
            case .tos where first != second:
                "\(first), the aggregate has \(second)"
            case .ipID where first != second:
                "identification \(first), expected \(second)"
            case .segmentSize where first != second:
                "payload of \(first) bytes, the first has \(second)"
            case .syn, .rst, .urg, .ece, .cwr:
                first == 1 ? "\(id.uppercased()) is not set, the aggregate has it" : meaning
            case .noAck:
                first == 1 ? "ACK is set, the aggregate does not have it" : meaning
            case .ackBack:
                "acknowledges \(first), the session already \(second)"
            case .tsBack:
                "timestamp \(first), the session began with \(second)"
            case .padding:
                "the frame carries \(first) bytes, IP says \(second)"
            case .tagLength:
                "the tag makes \(first) bytes of \(second) look like \(UInt64(first) + 4)"
            case .sizeLimit where second > 0 && first > second:
                "it would be \(first) bytes, \(second) are possible"
            case .maxFrags where second > 0:
                "it would have \(first) fragments, \(second) are possible"
            case .noSession:
                first == 1 ? "the only session is taken" : "all \(first) sessions are taken"
            case .ipOptions:
                "\(first) bytes of IP options"
            case .tcpOptions where second > 0:
                "\(first) bytes of options, not those of the aggregate"
            case .tcpOptions:
                first == 0 ? "no timestamp, but the session has" : "\(first) bytes of options, not the session's layout"
            case .notTCP:
                "IP protocol \(first)"
            case .truncated:
                "only \(first) of \(second) bytes were captured"
            case .smallPacket:
                "\(first) bytes"
            default:
                meaning
            }
        return "\(id): \(detail)"
    }
}
