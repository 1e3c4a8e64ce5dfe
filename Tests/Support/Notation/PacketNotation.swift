import Packet

/// A frame in one line: flow, sequence number, payload bytes, and what is special about it.
///
///     A s0 100                  a segment of flow A, ACK set
///     A s100 100 psh ts=5,7     timestamp value 5, echo 7 (or ts=5 for an echo of 1)
///     B s0 1448 x10             ten segments in a row
///     B' s0 0 ack=1448          the other direction of flow B
///     A s0 100 vlan=42/3        VLAN 42 with priority 3; tag=88a8:42 for another type; further ones stand inside
///     A s0 100 id=9+ x4         identifications 9, 10, 11, 12
///     A s0 100 v6 ext=60:0000   IPv6 with a destination options header: its type, then its bytes but the first two,
///                               filled up with zeros; further ones stand behind it
///     arp                       a frame that is not IP
///
/// Flags: `fin syn rst psh urg ece cwr no-ack`. Fields: `ack win urgent tos ttl id label reserved proto`, where `tos`
/// and `ttl` are traffic class and hop limit too, and `reserved` is the four bits beside the data offset, AE the
/// lowest. Options, in hex or as a number of NOPs: `opt ipopt`. Around IP: `pad=6` bytes behind it, `pppoe`, `mpls`,
/// `v6`, `tci=` for all bits of a VLAN tag, `mac=` and `dmac=` for the last byte of sender and receiver. Fragments:
/// `mf`, `frag=` for flag bits and offset in units of eight bytes, `no-df`. Lies: `ihl doff iplen`, `badip`, `badtcp`,
/// `noipsum`, `notcpsum` (a checksum of 0). Numbers may be written `0x1f`. `bytes=` sets the first payload bytes;
/// `cut=` is how much was captured; with `end=` the frame itself ends there.
struct PacketNotation {
    private var builder: FrameBuilder
    private var payloadLength = 0
    private var payloadStart: [UInt8] = []
    private var repeats = 1
    private var identificationStep: UInt16 = 0
    private var extensions: [PacketExtension] = []
    private var captured: Int?
    private var end: Int?
    private var clearsIPChecksum = false
    private var clearsTCPChecksum = false
    private let text: String

    /// The frames that `text` stands for.
    static func frames(_ text: String, link: LinkType) throws -> [TestFrame] {
        if text == "arp" { return [arp] }
        return try PacketNotation(text, link: link).frames()
    }

    /// An ARP request.
    private static let arp = TestFrame(
        [255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 1, 8, 6, 0, 1, 8, 0, 6, 4, 0, 1] + Array(repeating: 0, count: 20))

    private init(_ text: String, link: LinkType) throws {
        self.text = text
        let words = text.split(separator: " ")
        guard words.count >= 3, let flow = TestFlow(words[0]), words[1].first == "s",
            let sequence = UInt32(words[1].dropFirst()), let length = Int(words[2])
        else { throw NotationError(text) }
        let isIPv6 = words.contains("v6")
        builder = FrameBuilder(flow.key(isIPv6: isIPv6))
        builder.link = link
        builder.sequence = sequence
        builder.acknowledgment = 1
        payloadLength = length
        for word in words[3...] where word != "v6" {
            guard readFlag(word) || readWord(word) || readValue(word) else { throw NotationError("\(word) in \(text)") }
        }
        builder.extensionHeaders = PacketExtension.chain(extensions, to: builder.protocolNumber)
    }

    private mutating func readFlag(_ word: Substring) -> Bool {
        let flags: [Substring: TCPFlags] = [
            "fin": .fin, "syn": .syn, "rst": .rst, "psh": .psh, "urg": .urg, "ece": .ece, "cwr": .cwr,
        ]
        if word == "no-ack" {
            builder.flags.remove(.ack)
        } else if let flag = flags[word] {
            builder.flags.insert(flag)
        } else {
            return false
        }
        return true
    }

    private mutating func readWord(_ word: Substring) -> Bool {
        switch word {
        case "mf": builder.fragmentWord = 0x2000
        case "no-df": builder.fragmentWord = 0
        case "pppoe": builder.pppoeSession = 1
        case "mpls": builder.labels = [100]
        case "badip": builder.ipChecksumError = 1
        case "badtcp": builder.tcpChecksumError = 1
        case "noipsum": clearsIPChecksum = true
        case "notcpsum": clearsTCPChecksum = true
        default:
            guard word.first == "x", let count = Int(word.dropFirst()) else { return false }
            repeats = count
        }
        return true
    }

    private mutating func readValue(_ word: Substring) -> Bool {
        let parts = word.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { return false }
        let value = parts[1]
        switch parts[0] {
        case "ts": return readTimestamp(value)
        case "vlan", "tag": return readTag(value, isCustomer: parts[0] == "vlan")
        case "opt": builder.tcpOptions = bytes(value)
        case "ipopt": builder.ipOptions = bytes(value)
        case "bytes": payloadStart = bytes(value)
        case "ext": return readExtension(value)
        case "id" where value.hasSuffix("+"):
            identificationStep = 1
            return readNumber("id", Int(value.dropLast()))
        default: return readNumber(parts[0], value.hasPrefix("0x") ? Int(value.dropFirst(2), radix: 16) : Int(value))
        }
        return true
    }

    private mutating func readExtension(_ value: Substring) -> Bool {
        let parts = value.split(separator: ":")
        guard let type = UInt8(parts[0]) else { return false }
        extensions.append(PacketExtension(type: type, content: parts.count > 1 ? bytes(parts[1]) : []))
        return true
    }

    private mutating func readNumber(_ key: Substring, _ number: Int?) -> Bool {
        guard let number else { return false }
        switch key {
        case "ack": builder.acknowledgment = UInt32(truncatingIfNeeded: number)
        case "win": builder.window = UInt16(truncatingIfNeeded: number)
        case "tos": builder.typeOfService = UInt8(truncatingIfNeeded: number)
        case "ttl": builder.timeToLive = UInt8(truncatingIfNeeded: number)
        case "urgent": builder.urgentPointer = UInt16(truncatingIfNeeded: number)
        case "label": builder.flowLabel = UInt32(truncatingIfNeeded: number)
        case "mac": builder.sourceMAC[5] = UInt8(truncatingIfNeeded: number)
        case "dmac": builder.destinationMAC[5] = UInt8(truncatingIfNeeded: number)
        case "tci": builder.tags.append(.init(control: UInt16(truncatingIfNeeded: number)))
        case "id": builder.identification = UInt16(truncatingIfNeeded: number)
        case "reserved": builder.reserved = UInt8(truncatingIfNeeded: number)
        case "proto": builder.protocolNumber = UInt8(truncatingIfNeeded: number)
        case "frag": builder.fragmentWord = UInt16(truncatingIfNeeded: number)
        case "ihl": builder.ipHeaderWords = UInt8(truncatingIfNeeded: number)
        case "doff": builder.tcpHeaderWords = UInt8(truncatingIfNeeded: number)
        case "iplen": builder.length = UInt16(truncatingIfNeeded: number)
        case "pad": builder.trailer = Array(repeating: 0, count: number)
        case "cut": captured = number
        case "end": end = number
        default: return false
        }
        return true
    }

    private mutating func readTimestamp(_ value: Substring) -> Bool {
        let numbers = value.split(separator: ",").compactMap { UInt32($0) }
        guard let first = numbers.first else { return false }
        builder.tcpOptions = FrameBuilder.timestamp(first, echo: numbers.count > 1 ? numbers[1] : 1)
        return true
    }

    private mutating func readTag(_ value: Substring, isCustomer: Bool) -> Bool {
        let parts = value.split(whereSeparator: { $0 == "/" || $0 == ":" })
        if isCustomer, let id = UInt16(parts[0]) {
            builder.tags.append(.init(id: id, priority: parts.count > 1 ? UInt16(parts[1]) ?? 0 : 0))
        } else if parts.count == 2, let type = UInt16(parts[0], radix: 16), let id = UInt16(parts[1]) {
            builder.tags.append(.init(id: id, type: type))
        } else {
            return false
        }
        return true
    }

    /// Bytes in hex, or a number of NOP options.
    private func bytes(_ value: Substring) -> [UInt8] {
        if let count = Int(value), value.count < 3 { return Array(repeating: 1, count: count) }
        var rest = value
        var bytes: [UInt8] = []
        while let byte = UInt8(rest.prefix(2), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }

    private func frames() -> [TestFrame] {
        var builder = builder
        return (0..<repeats).map { _ in
            let stream = TestFlow.stream(builder.flow, from: builder.sequence, count: payloadLength)
            builder.payload = payloadStart + stream.dropFirst(payloadStart.count)
            var bytes = builder.bytes()
            clearChecksums(&bytes)
            builder.sequence &+= UInt32(payloadLength)
            builder.identification &+= identificationStep
            return TestFrame(Array(bytes.prefix(captured ?? end ?? .max)), wireLength: end ?? bytes.count)
        }
    }

    private func clearChecksums(_ bytes: inout [UInt8]) {
        guard clearsIPChecksum || clearsTCPChecksum else { return }
        let place = TestFrame(bytes).descriptor(index: 0, parser: FrameParser(link: builder.link))
        if clearsIPChecksum { bytes.store(0, at: place.networkOffset + 10) }
        if clearsTCPChecksum { bytes.store(0, at: place.networkOffset + place.transportOffset + 16) }
    }
}
