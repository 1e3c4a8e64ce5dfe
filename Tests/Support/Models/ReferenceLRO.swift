import Offload
import Packet
import Receive
import Settings

/// The rulebook `lro` once more, as its text says it, without a thought for speed.
///
/// One queue; it reads the same descriptors and shares no code with the engine. Sessions are a list in the order of
/// opening, each a list of its packets, from which everything is computed anew when it is asked for.
public struct ReferenceLRO {
    private let settings: ReceiveSettings
    private var sessions: [[Descriptor]] = []
    private var taken = 0
    /// What was delivered: the frames, and the reason's id.
    public private(set) var delivered: [String] = []
    /// Packets that could have opened a session in a full table.
    public private(set) var noDesc: UInt64 = 0

    /// A queue that has received nothing.
    public init(_ settings: ReceiveSettings) { self.settings = settings }

    /// Takes the next frame.
    public mutating func take(_ packet: Descriptor) {
        if settings.copybreak > 0, packet.wireLength <= settings.copybreak {
            takeSmall(packet)
        } else {
            takeAny(packet)
        }
        taken += 1
        if taken % settings.budget == 0 { flushAll("poll-end") }
    }

    /// Ends the source.
    public mutating func finish() { flushAll("source-end") }

    private mutating func flushAll(_ reason: String) {
        while !sessions.isEmpty { flush(0, reason) }
    }

    private mutating func flush(_ place: Int, _ reason: String) {
        delivered.append("\(sessions.remove(at: place).map(\.index)) \(reason)")
    }

    private mutating func pass(_ packet: Descriptor, _ reason: String) {
        delivered.append("\([packet.index]) \(reason)")
    }

    /// The session of the packet's flow, if its ports can be read.
    private func session(of packet: Descriptor) -> Int? {
        packet.facts.contains(.hasPorts) ? sessions.firstIndex { $0[0].flow == packet.flow } : nil
    }

    private mutating func takeSmall(_ packet: Descriptor) {
        if let place = session(of: packet) { flush(place, "driver") }
        pass(packet, "small-packet")
    }

    private mutating func takeAny(_ packet: Descriptor) {
        let place = session(of: packet)
        let fault = fault(packet, in: place.map { sessions[$0] })
        if let place {
            if let fault {
                let order = refusal(packet) == nil ? order(packet, sessions[place]) : nil
                flush(place, order ?? fault)
                return pass(packet, fault)
            }
            if let full = fullWith(packet, sessions[place]) {
                flush(place, full)
            } else {
                sessions[place].append(packet)
                if let limit = limit(sessions[place]) { flush(place, limit) }
                return
            }
        } else if let fault {
            return pass(packet, fault)
        }
        if sessions.count == settings.offload.sessions {
            noDesc += 1
            return pass(packet, "no-session")
        }
        sessions.append([packet])
        if let limit = limit([packet]) { flush(sessions.count - 1, limit) }
    }
}

/// What is wrong with a packet, by name.
extension ReferenceLRO {
    /// The first name that holds, or nil when the packet may be merged.
    private func fault(_ packet: Descriptor, in session: [Descriptor]?) -> String? {
        if let refusal = refusal(packet) { return refusal }
        let names: [(Bool, String)] = [
            (packet.totalLength != packet.wireLength - packet.networkOffset, "padding"),
            (packet.flags.contains(.syn), "syn"), (packet.flags.contains(.fin), "fin"),
            (packet.flags.contains(.rst), "rst"), (packet.flags.contains(.urg), "urg"),
            (packet.flags.contains(.ece), "ece"), (packet.flags.contains(.cwr), "cwr"),
            (!packet.flags.contains(.ack), "no-ack"), (packet.typeOfService & 3 == 3, "ce-mark"),
            (packet.payloadLength == 0, "pure-ack"), (packet.transportOffset != 20, "ip-options"),
            (packet.optionLayout == .other, "tcp-options"),
            (session.map { $0[0].optionLayout != packet.optionLayout } ?? false, "tcp-options"),
            (session.map { timestampGoesBack(packet, $0[0]) } ?? false, "ts-back"),
            (packet.optionLayout == .timestamp && packet.timestampEcho == 0, "tsecr-zero"),
        ]
        if let name = names.first(where: \.0)?.1 { return name }
        guard let session else { return nil }
        if let order = order(packet, session) { return order }
        let back = Int32(bitPattern: packet.acknowledgment &- session[session.count - 1].acknowledgment) < 0
        return back ? "ack-back" : nil
    }

    /// What the driver keeps from LRO.
    private func refusal(_ packet: Descriptor) -> String? {
        let names: [(Bool, String)] = [
            (packet.facts.contains(.notIP), "not-ip"), (packet.ipVersion == 6, "ipv6"),
            (packet.facts.contains(.encapsulated), "encapsulated"), (packet.tunnel != nil, "tunnel"),
            (packet.facts.contains(.notTCP), "not-tcp"),
            (packet.facts.contains(.malformed), "malformed"), (packet.facts.contains(.truncated), "truncated"),
            (packet.facts.contains(.fragment), "fragment"), (packet.facts.contains(.badIPChecksum), "ip-checksum"),
            (packet.facts.contains(.badTCPChecksum), "tcp-checksum"),
        ]
        return names.first(where: \.0)?.1
    }

    private func timestampGoesBack(_ packet: Descriptor, _ first: Descriptor) -> Bool {
        packet.optionLayout == .timestamp && Int32(bitPattern: packet.timestampValue &- first.timestampValue) < 0
    }

    private func order(_ packet: Descriptor, _ session: [Descriptor]) -> String? {
        let expected = session.reduce(session[0].sequence) { $0 &+ UInt32(truncatingIfNeeded: $1.payloadLength) }
        if packet.sequence == expected { return nil }
        return Int32(bitPattern: packet.sequence &- expected) < 0 ? "duplicate" : "gap"
    }
}

/// How large an aggregate may grow.
extension ReferenceLRO {
    private func length(_ session: [Descriptor]) -> Int {
        session.dropFirst().reduce(session[0].totalLength) { $0 + $1.payloadLength }
    }

    private func fragments(_ session: [Descriptor]) -> Int {
        let size = settings.offload.fragSize
        return session.reduce(0) { $0 + (size == 0 ? 1 : Int((Double($1.wireLength) / Double(size)).rounded(.up))) }
    }

    /// The limit that the session would pass with the packet.
    private func fullWith(_ packet: Descriptor, _ session: [Descriptor]) -> String? {
        if length(session + [packet]) > 65_535 { return "size-limit" }
        let isFull = fragments(session + [packet]) > settings.offload.maxFrags ?? 18
        return settings.offload.mode == .pages && isFull ? "max-frags" : nil
    }

    /// The limit that the session has reached.
    private func limit(_ session: [Descriptor]) -> String? {
        let isPages = settings.offload.mode == .pages
        if (isPages ? fragments(session) : session.count) >= settings.offload.maxAggr { return "max-aggr" }
        if isPages, fragments(session) >= settings.offload.maxFrags ?? 18 { return "max-frags" }
        let tag = session[0].facts.contains(.inBandTag) ? 4 : 0
        return length(session) + tag > 65_535 - settings.offload.mtu ? "size-limit" : nil
    }
}
