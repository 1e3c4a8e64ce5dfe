import Offload
import Packet
import Screen
import Snapshots

/// The fields of a packet, layer by layer, and beside them what its session expected.
struct PacketText {
    let frame: Descriptor
    let expected: Expectation?
    /// Whether session opened earlier, so that nothing is known of what it expected.
    var isOfEarlierSession = false
    /// The rulebook that decides what is expected.
    var rules = Rulebook.lro

    private static let nameWidth = 18
    private static let valueWidth = 34
    private static let faultMark = "≠ "

    /// The lines, the headings among them; first the names of the fields that are not as expected.
    var lines: [[Span]] {
        let faults = layers.filter { $0.contains { $0.role == .error && $0.text == Self.faultMark } }
        let names = faults.compactMap { $0.first?.text.split(separator: " ").joined(separator: " ") }
        return names.isEmpty
            ? layers : [[Span("not as expected: \(names.joined(separator: ", "))", .error)], []] + layers
    }

    private var layers: [[Span]] {
        let without = isOfEarlierSession ? "session opened earlier" : "no session was open"
        var lines = [heading("LINK", expected == nil ? without : "SESSION EXPECTED")] + link
        let isGRO = rules.traits.comparesHeaders
        if frame.ipVersion != 0 { lines += [heading("IP")] + (isGRO ? networkUnderGRO : network) }
        if frame.facts.contains(.hasTCP) {
            lines += [heading("TCP")] + (isGRO ? transportUnderGRO : transport + options)
        }
        return lines
    }

    private func heading(_ text: String, _ beside: String = "") -> [Span] {
        [Span(TextWidth.pad(text, to: Self.nameWidth + Self.valueWidth), .header), Span(beside, .header)]
    }

    /// A field; `isFault` marks it, and `wanted` stands beside it.
    func field(_ name: String, _ value: String, wanted: String? = nil, isFault: Bool = false) -> [Span] {
        let text = TextWidth.pad(TextWidth.cut(value, to: Self.valueWidth - 3), to: Self.valueWidth - 2)
        return [
            Span(TextWidth.pad("  " + name, to: Self.nameWidth), .muted), Span(isFault ? Self.faultMark : "  ", .error),
            Span(text, isFault ? .error : .text), Span(wanted ?? "", isFault ? .warning : .muted),
        ]
    }

    private var link: [[Span]] {
        var lines = [
            field("frame", "\(frame.wireLength) bytes, \(frame.capturedLength) captured"),
            field("before IP", "\(frame.networkOffset) bytes"),
        ]
        if let encapsulation = frame.encapsulation {
            lines.append(field("encapsulation", encapsulation.text, wanted: "at most one 802.1Q tag", isFault: true))
        } else if frame.flow.vlan != 0 {
            lines.append(field("VLAN", "\(frame.flow.vlan)"))
        }
        return lines
    }

    /// DSCP and ECN in words.
    static func serviceText(_ byte: UInt8) -> String {
        "\(byte >> 2), \(["not ECT", "ECT(1)", "ECT(0)", "CE"][Int(byte & 3)])"
    }

    /// Flags that must be set, and such as may be: `ACK, perhaps PSH`.
    static func wantedFlags(_ flags: TCPFlags, perhaps others: [TCPFlags]) -> String {
        "\(flags.text), perhaps \(others.map(\.text).joined(separator: " or "))"
    }

    private var network: [[Span]] {
        let headers = frame.headers
        var lines = [
            field("version", "\(frame.ipVersion)", wanted: "4", isFault: frame.ipVersion != 4),
            field("from", "\(frame.flow.source)"), field("to", "\(frame.flow.destination)"),
            field(
                "length", "\(frame.totalLength)", wanted: "\(frame.networkLength), as the frame has",
                isFault: frame.totalLength != frame.networkLength),
        ]
        lines.append(
            field(
                "DSCP, ECN", Self.serviceText(frame.typeOfService), wanted: "no CE",
                isFault: frame.typeOfService & 3 == 3))
        guard frame.ipVersion == 4 else { return lines }
        let isFragment = frame.facts.contains(.fragment)
        let options = frame.transportOffset - IPv4Header.minimumLength
        lines += [
            field("identification", "\(headers.word16(at: 4))"),
            field(
                "fragment word", "0x" + String(headers.word16(at: 6), radix: 16), wanted: "no fragment",
                isFault: isFragment),
            field("TTL", "\(headers.byte(at: 8))"),
            protocolField,
            field("options", "\(max(0, options)) bytes", wanted: "none", isFault: options > 0),
        ]
        return lines
    }

    /// The protocol of IP, and which tunnel it is.
    var protocolField: [Span] {
        let text = frame.tunnel?.text ?? "\(frame.protocolNumber)"
        return field("protocol", text, wanted: "6", isFault: frame.protocolNumber != 6)
    }

    private var transport: [[Span]] {
        let refused: TCPFlags = [.syn, .fin, .rst, .urg, .ece, .cwr]
        let isFlagged = !frame.flags.isDisjoint(with: refused) || !frame.flags.contains(.ack)
        let next = expected.map { "\($0.nextSequence)" }
        let isBack = expected.map { frame.acknowledgment.precedes($0.acknowledgment) } ?? false
        return [
            field("ports", "\(frame.flow.sourcePort) → \(frame.flow.destinationPort)"),
            field(
                "sequence", "\(frame.sequence)", wanted: next,
                isFault: expected.map { $0.nextSequence != frame.sequence } ?? false),
            field(
                "acknowledgment", "\(frame.acknowledgment)", wanted: expected.map { "\($0.acknowledgment) or later" },
                isFault: isBack),
            field("flags", frame.flags.text, wanted: Self.wantedFlags(.ack, perhaps: [.psh]), isFault: isFlagged),
            field("window", "\(frame.window)"),
            field("payload", "\(frame.payloadLength) bytes", wanted: "some", isFault: frame.payloadLength <= 0),
        ]
    }

    /// The options by name, or nil without any.
    var optionNames: String? {
        let bytes = frame.tcpOptions
        return bytes.count == frame.tcpHeaderLength - TCPHeader.minimumLength ? TCPOption.text(bytes) : nil
    }

    private var options: [[Span]] {
        guard let names = optionNames else { return [] }
        let layout = expected?.optionLayout
        let wanted = layout.map { $0 == .none ? "none" : "NOP NOP timestamp" } ?? "none, or NOP NOP timestamp"
        let isFault = layout.map { $0 != frame.optionLayout } ?? (frame.optionLayout == .other)
        var lines = [field("options", names, wanted: wanted, isFault: isFault)]
        guard frame.optionLayout == .timestamp else { return lines }
        let first = expected?.timestampValue
        lines += [
            field(
                "timestamp", "\(frame.timestampValue)", wanted: first.map { "\($0) or later" },
                isFault: first.map { frame.timestampValue.precedes($0) } ?? false),
            field("echo", "\(frame.timestampEcho)", wanted: "not 0", isFault: frame.timestampEcho == 0),
        ]
        return lines
    }
}

extension TCPFlags {
    /// The flags that are set, by name.
    var text: String {
        let names: [(TCPFlags, String)] = [
            (.cwr, "CWR"), (.ece, "ECE"), (.urg, "URG"), (.ack, "ACK"), (.psh, "PSH"), (.rst, "RST"), (.syn, "SYN"),
            (.fin, "FIN"),
        ]
        let set = names.filter { contains($0.0) }.map(\.1)
        return set.isEmpty ? "none" : set.joined(separator: " ")
    }
}

extension TCPOption {
    /// The options in these bytes by name, or nil without any.
    static func text(_ bytes: [UInt8]) -> String? {
        guard !bytes.isEmpty else { return nil }
        let (list, isComplete) = list(bytes.span)
        return list.map(\.text).joined(separator: " ") + (isComplete ? "" : " (cut)")
    }

    /// The option by its usual name, or its number.
    var text: String {
        switch kind {
        case 1: "NOP"
        case 2: "MSS"
        case 3: "WScale"
        case 4: "SACK-permitted"
        case 5: "SACK"
        case 8: "timestamp"
        default: "option-\(kind)"
        }
    }
}
