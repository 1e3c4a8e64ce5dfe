import Offload
import Packet
import Screen
import Snapshots

/// The fields of a packet beside what GRO expects: the same as the first packet of the aggregate has.
extension PacketText {
    /// The IP header.
    var networkUnderGRO: [[Span]] {
        let (headers, isIPv4) = (frame.headers, frame.ipVersion == 4)
        var lines = [
            field("version", "\(frame.ipVersion)"), field("from", "\(frame.flow.source)"),
            field("to", "\(frame.flow.destination)"),
            field(
                "length", "\(frame.totalLength)", wanted: "\(frame.networkLength), as the frame has",
                isFault: frame.totalLength != frame.networkLength),
            same("DSCP, ECN", Self.serviceText(frame.typeOfService)) { Self.serviceText($0.invariants.typeOfService) },
        ]
        if isIPv4 {
            let isNext = expected.map { $0.identification == frame.identification } ?? true
            lines += [
                field(
                    "identification", "\(frame.identification)", wanted: expected.map { "\($0.identification)" },
                    isFault: !isNext && !startsFixedID),
                same("DF", frame.invariants.dontFragment ? "set" : "not set") {
                    $0.invariants.dontFragment ? "set" : "not set"
                },
                field(
                    "fragment word", "0x" + String(headers.word16(at: 6), radix: 16),
                    wanted: "no fragment, no reserved",
                    isFault: frame.facts.contains(.fragment) || headers.byte(at: 6) & 0x80 != 0),
            ]
        }
        let extra = frame.transportOffset - (isIPv4 ? IPv4Header.minimumLength : IPv6Header.length)
        lines += [
            same(isIPv4 ? "TTL" : "hop limit", "\(frame.invariants.timeToLive)") { "\($0.invariants.timeToLive)" },
            protocolField,
            field(
                isIPv4 ? "options" : "extensions", "\(max(0, extra)) bytes", wanted: isIPv4 ? "none" : nil,
                isFault: isIPv4 && extra > 0),
        ]
        return lines
    }

    /// The TCP header.
    var transportUnderGRO: [[Span]] {
        let kept: TCPFlags = [.fin, .psh]
        let payload = frame.payloadLength
        let names = optionNames ?? "none"
        return [
            field("ports", "\(frame.flow.sourcePort) → \(frame.flow.destinationPort)"),
            same("sequence", "\(frame.sequence)") { "\($0.nextSequence)" },
            same("acknowledgment", "\(frame.acknowledgment)") { "\($0.acknowledgment)" },
            field(
                "flags", frame.flags.text,
                wanted: expected.map { Self.wantedFlags($0.flags.subtracting(kept), perhaps: [.fin, .psh]) },
                isFault: expected.map { frame.flags.subtracting(kept) != $0.flags.subtracting(kept) } ?? false),
            same("window", "\(frame.window)") { "\($0.invariants.window)" },
            field(
                "payload", "\(payload) bytes", wanted: expected.map { "1 to \($0.firstPayload) bytes" } ?? "some",
                isFault: payload < 1 || expected.map { payload > $0.firstPayload } ?? false),
            field(
                "options", frame.optionLayout == .timestamp ? "\(names) \(stamp(frame))" : names,
                wanted: expected.map { $0.options == frame.tcpOptions ? "the same bytes" : optionText($0) },
                isFault: expected.map { $0.options != frame.tcpOptions } ?? false),
        ]
    }

    /// A field that must be what the first packet, or what came before, makes expected.
    private func same(_ name: String, _ value: String, _ wanted: (Expectation) -> String) -> [Span] {
        let wanted = expected.map(wanted)
        return field(name, value, wanted: wanted, isFault: wanted.map { $0 != value } ?? false)
    }

    /// Whether the packet is the second, and has the identification of the first.
    private var startsFixedID: Bool {
        expected.map { $0.packets == 1 && $0.identification == frame.identification &+ 1 } ?? false
    }

    /// The options of the aggregate.
    private func optionText(_ expected: Expectation) -> String {
        guard let value = expected.timestampValue, let echo = expected.timestampEcho else {
            return TCPOption.text(expected.options) ?? "none"
        }
        return "\(TCPOption.text(expected.options) ?? "timestamp") \(value) \(echo)"
    }

    private func stamp(_ frame: Descriptor) -> String { "\(frame.timestampValue) \(frame.timestampEcho)" }
}
