import Packet

/// The two numbers that explain a reason, and the sentences made of them.
extension Reason {
    /// The numbers of a case: what came and what was expected, where the reason has such.
    func numbers(_ packet: Descriptor, session: Session?, settings: Settings) -> (first: UInt32, second: UInt32) {
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
            (UInt32(truncatingIfNeeded: (session?.totalLength ?? 0) + packet.payloadLength), 65_535)
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
            (UInt32(truncatingIfNeeded: packet.tcpHeaderLength - TCPHeader.minimumLength), 0)
        case .notTCP:
            (UInt32(packet.protocolNumber), 0)
        case .truncated:
            (UInt32(truncatingIfNeeded: packet.capturedLength), UInt32(truncatingIfNeeded: packet.wireLength))
        case .smallPacket:
            (UInt32(truncatingIfNeeded: packet.wireLength), 0)
        default:
            (0, 0)
        }
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
