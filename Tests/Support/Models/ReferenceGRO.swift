import Offload
import Packet
import Receive
import Settings

/// The rulebook `gro` once more, as its text says it, without a thought for speed.
///
/// One queue; it reads the bytes of the frames and shares no code with the engine. Each bucket is a list of
/// aggregates, the longest held first, each a list of its packets, from which everything is computed anew.
public struct ReferenceGRO {
    private let settings: ReceiveSettings
    private var buckets: [[[PipelineHarness.Taken]]]
    private var count = 0
    /// What was delivered: the frames, and the reason's id.
    public private(set) var delivered: [String] = []

    /// A queue that has received nothing.
    public init(_ settings: ReceiveSettings) {
        self.settings = settings
        buckets = Array(repeating: [], count: settings.offload.groBuckets)
    }

    /// Takes the next frame.
    public mutating func take(_ taken: PipelineHarness.Taken) {
        receive(taken)
        count += 1
        if count % settings.budget == 0 { flushAll("poll-end") }
    }

    /// Ends the source.
    public mutating func finish() { flushAll("source-end") }

    private mutating func flushAll(_ reason: String) {
        for bucket in buckets.indices {
            while !buckets[bucket].isEmpty { flush(bucket, 0, reason) }
        }
    }

    private mutating func flush(_ bucket: Int, _ place: Int, _ reason: String) {
        delivered.append("\(buckets[bucket].remove(at: place).map(\.packet.index)) \(reason)")
    }

    private mutating func pass(_ taken: PipelineHarness.Taken, _ reason: String) {
        delivered.append("\([taken.packet.index]) \(reason)")
    }

    private mutating func receive(_ taken: PipelineHarness.Taken) {
        guard let flow = GROFlow(taken, sums: false) else { return pass(taken, refusal(taken)) }
        let bucket = Int(taken.packet.rssHash) % buckets.count
        let place = buckets[bucket].firstIndex { GROFlow($0[0]) == flow }
        if let oddity = oddity(taken) {
            if let place { flush(bucket, place, oddity) }
            return pass(taken, oddity)
        }
        if taken.packet.facts.contains(.badTCPChecksum) { return pass(taken, "tcp-checksum") }
        if let place {
            guard let difference = difference(taken, buckets[bucket][place]) else {
                buckets[bucket][place].append(taken)
                if let end = end(buckets[bucket][place]) { flush(bucket, place, end) }
                return
            }
            flush(bucket, place, difference)
        }
        if let own = own(taken) { return pass(taken, own) }
        if buckets[bucket].count >= max(1, settings.offload.sessions / buckets.count) { flush(bucket, 0, "evicted") }
        buckets[bucket].append([taken])
    }
}

/// The names of what is special about a packet.
extension ReferenceGRO {
    /// Why a packet without a flow goes up.
    private func refusal(_ taken: PipelineHarness.Taken) -> String {
        let (packet, header) = (taken.packet, taken.ipHeader)
        let names: [(Bool, String)] = [
            (packet.facts.contains(.notIP), "not-ip"), (packet.facts.contains(.encapsulated), "encapsulated"),
            (packet.tunnel != nil, "tunnel"), (packet.facts.contains(.notTCP) && !taken.endsInExtension, "not-tcp"),
            (packet.facts.contains(.malformed) && !taken.hasWholeTCPHeader, "malformed"),
            (packet.facts.contains(.truncated), "truncated"),
            (packet.facts.contains(.fragment) || taken.extensions.contains(44), "fragment"),
            (packet.facts.contains(.badIPChecksum), "ip-checksum"),
            (packet.ipVersion == 4 && header.count != 20, "ip-options"),
        ]
        return names.first { $0.0 }?.1 ?? "extension"
    }

    /// What sends the candidate ahead and keeps the packet from being held.
    private func oddity(_ taken: PipelineHarness.Taken) -> String? {
        if taken.packet.totalLength != taken.packet.wireLength - taken.packet.networkOffset { return "padding" }
        return taken.packet.ipVersion == 4 && taken.ipHeader[6] & 0x80 != 0 ? "reserved" : nil
    }

    /// Why the packet does not join, by the first name that holds, or nil.
    private func difference(_ taken: PipelineHarness.Taken, _ aggregate: [PipelineHarness.Taken]) -> String? {
        let (first, payload) = (aggregate[0], aggregate.reduce(0) { $0 + $1.packet.payloadLength })
        let distance = Int32(
            bitPattern: taken.packet.sequence &- first.packet.sequence &- UInt32(truncatingIfNeeded: payload))
        let (ip, tcp) = (taken.ipHeader, taken.tcpHeader)
        let (firstIP, firstTCP) = (first.ipHeader, first.tcpHeader)
        let flags = tcp[13] ^ firstTCP[13]
        let length = taken.packet.payloadLength
        let isIPv6 = taken.packet.ipVersion == 6
        let names: [(Bool, String)] = [
            (distance > 0, "gap"), (distance < 0, "duplicate"), (tcp[12] & 15 != firstTCP[12] & 15, "reserved"),
            (flags & 2 != 0, "syn"), (flags & 4 != 0, "rst"), (flags & 32 != 0, "urg"), (flags & 64 != 0, "ece"),
            ((flags | tcp[13]) & 128 != 0, "cwr"), (flags & 16 != 0, "no-ack"),
            (tcp[20...] != firstTCP[20...], "tcp-options"), (tcp[14..<16] != firstTCP[14..<16], "window"),
            (tcp[8..<12] != firstTCP[8..<12], "ack"), (ip[isIPv6 ? 7 : 8] != firstIP[isIPv6 ? 7 : 8], "ttl"),
            (taken.packet.typeOfService != first.packet.typeOfService, "tos"),
            (!isIPv6 && ip[6] & 0x40 != firstIP[6] & 0x40, "df"), (!isIPv6 && !continues(taken, aggregate), "ip-id"),
            (length == 0, "pure-ack"), (length > first.packet.payloadLength, "segment-size"),
            (ip.count + tcp.count + payload + length >= settings.offload.groMaxSize, "size-limit"),
        ]
        return names.first { $0.0 }?.1
    }

    /// Whether the IPv4 identification counts on, or stays where the second packet stayed.
    private func continues(_ taken: PipelineHarness.Taken, _ aggregate: [PipelineHarness.Taken]) -> Bool {
        let offset = taken.identification &- aggregate[0].identification
        if aggregate.count == 1 { return offset <= 1 }
        let isFixed = aggregate[1].identification == aggregate[0].identification
        return offset == (isFixed ? 0 : UInt16(truncatingIfNeeded: aggregate.count))
    }

    /// Why the last packet of an aggregate ends it, or nil.
    private func end(_ aggregate: [PipelineHarness.Taken]) -> String? {
        guard let last = aggregate.last else { return nil }
        let names: [(Bool, String)] = [
            (last.packet.flags.contains(.fin), "fin"), (last.packet.flags.contains(.psh), "psh"),
            (last.packet.payloadLength < aggregate[0].packet.payloadLength, "segment-size"),
        ]
        return names.first { $0.0 }?.1
    }

    /// Why the packet is never held, or nil.
    private func own(_ taken: PipelineHarness.Taken) -> String? {
        let flags = taken.packet.flags
        let names: [(Bool, String)] = [
            (flags.contains(.syn), "syn"), (flags.contains(.fin), "fin"), (flags.contains(.rst), "rst"),
            (flags.contains(.psh), "psh"), (flags.contains(.urg), "urg"), (taken.packet.payloadLength == 0, "pure-ack"),
        ]
        return names.first { $0.0 }?.1
    }
}

extension PipelineHarness.Taken {
    fileprivate var ipHeader: [UInt8] {
        Array(frame.bytes.dropFirst(packet.networkOffset).prefix(packet.transportOffset))
    }

    fileprivate var tcpHeader: [UInt8] {
        Array(frame.bytes.dropFirst(packet.networkOffset + packet.transportOffset).prefix(packet.tcpHeaderLength))
    }

    fileprivate var identification: UInt16 { UInt16(ipHeader[4]) << 8 | UInt16(ipHeader[5]) }

    /// The types of the IPv6 headers in a row up to the first that is not stepped over.
    fileprivate var extensions: [UInt8] {
        let bytes = Array(frame.bytes.dropFirst(packet.networkOffset))
        guard packet.ipVersion == 6, bytes.count >= 40 else { return [] }
        var (types, offset) = ([bytes[6]], 40)
        while let type = types.last, [0, 43, 60].contains(type), bytes.count >= offset + 2 {
            types.append(bytes[offset])
            offset += 8 + Int(bytes[offset + 1]) * 8
        }
        return types
    }

    /// Whether the last header is IPv6's for nothing at all, or for experiments, so that one cannot say what it
    /// carries.
    fileprivate var endsInExtension: Bool {
        packet.ipVersion == 6 && [59, 253].contains(packet.protocolNumber)
    }
}
