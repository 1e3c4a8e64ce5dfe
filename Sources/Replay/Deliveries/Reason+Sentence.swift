import Offload
import Packet

/// Reasons in words, with the numbers that events keep of them.
extension Reason {
    /// The reason in words with its numbers: `gap: sequence 9912, expected 8464, 1448 bytes missing`.
    ///
    /// The numbers are those of an event of kind `broke` or `passed`.
    public func sentence(_ first: UInt32, _ second: UInt32) -> String {
        "\(id): \(comparison(first, second) ?? fault(first, second) ?? meaning)"
    }

    /// What the packet has, and what the aggregate has in its place; nil of other reasons, and where nothing differs.
    private func comparison(_ first: UInt32, _ second: UInt32) -> String? {
        guard first != second else { return nil }
        switch self {
        case .gap: return "sequence \(first), expected \(second), \(first &- second) bytes missing"
        case .duplicate: return "sequence \(first), expected \(second), \(second &- first) bytes before it"
        case .window: return "window \(first), the aggregate has \(second)"
        case .ack: return "acknowledges \(first), the aggregate \(second)"
        case .ttl: return "\(first), the aggregate has \(second)"
        case .tos: return Self.service(first, second)
        case .ipID: return "identification \(first), expected \(second)"
        case .segmentSize: return "payload of \(first) bytes, the first has \(second)"
        case .reserved:
            if first & 0x10 != 0 { return "the reserved bit of IP is set" }
            return "reserved bits of TCP \(Self.bits(first)), the aggregate has \(Self.bits(second))"
        case .df, .syn, .rst, .urg, .ece, .cwr, .noAck:
            let name = self == .noAck ? "ACK" : id.uppercased()
            return first == 1
                ? "\(name) is set, the aggregate does not have it" : "\(name) is not set, the aggregate has it"
        case .ackBack: return "acknowledges \(first), the session already \(second)"
        case .tsBack: return "timestamp \(first), the session began with \(second)"
        case .sizeLimit where second > 0 && first > second: return "it would be \(first) bytes, \(second) are possible"
        case .maxFrags where second > 0: return "it would have \(first) fragments, \(second) are possible"
        default: return nil
        }
    }

    /// What is wrong with the packet by itself; nil of reasons without numbers.
    private func fault(_ first: UInt32, _ second: UInt32) -> String? {
        switch self {
        case .padding: "the frame carries \(first) bytes, IP says \(second)"
        case .tagLength: "the tag makes \(first) bytes of \(second) look like \(UInt64(first) + 4)"
        case .noSession: first == 1 ? "the only session is taken" : "all \(first) sessions are taken"
        case .ipOptions: "\(first) bytes of IP options"
        case .tcpOptions: Self.options(first, second)
        case .encapsulated: Encapsulation(code: first)?.text
        case .tunnel: Tunnel(code: first)?.text
        case .notTCP: "IP protocol \(first)"
        case .truncated: "only \(first) of \(second) bytes were captured"
        case .smallPacket: "\(first) bytes"
        default: nil
        }
    }

    private static func options(_ first: UInt32, _ second: UInt32) -> String {
        guard let difference = OptionDifference(first, second) else {
            return first == 0
                ? "no timestamp, but the session has" : "\(first) bytes of options, not the session's layout"
        }
        let (packet, aggregate) = (difference.packet, difference.aggregate)
        let other = aggregate.map { "\($0)" } ?? "another"
        return switch difference.field {
        case .value: "timestamp \(packet), the aggregate has \(other)"
        case .echo: "timestamp echo \(packet), the aggregate has \(other)"
        case .bytes where packet == aggregate: "\(packet) bytes of options, not those of the aggregate"
        case .bytes: "\(packet) bytes of options, the aggregate has \(other)"
        }
    }

    /// TOS bytes that differ: the congestion mark, else ECN, DSCP, or both.
    private static func service(_ packet: UInt32, _ aggregate: UInt32) -> String {
        let names = ["not ECT", "ECT(1)", "ECT(0)", "CE"]
        let (ecn, other) = (names[Int(packet & 3)], names[Int(aggregate & 3)])
        if packet >> 2 != aggregate >> 2 {
            return packet & 3 == aggregate & 3
                ? "DSCP \(packet >> 2), the aggregate has \(aggregate >> 2)"
                : "DSCP \(packet >> 2) and \(ecn), the aggregate has \(aggregate >> 2) and \(other)"
        }
        if packet & 3 == 3 { return "congestion mark CE, the aggregate has none" }
        return aggregate & 3 == 3
            ? "no congestion mark, the aggregate has CE" : "ECN \(ecn), the aggregate has \(other)"
    }

    private static func bits(_ number: UInt32) -> String {
        let digits = String(number & 0xf, radix: 2)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
