import Packet

/// What was seen of a flow that tells how long its full segments are: lengths, and steps of the identification.
///
/// Counts of what differs are kept, not packets; of each kind no more than `limit`.
struct FlowEvidence: Sendable {
    /// A length of packets of the flow.
    struct Length: Hashable, Sendable {
        /// Payload bytes.
        var payload: Int
        /// Bytes of TCP options.
        var options: Int
        /// Whether nothing lets the packet end short.
        var isMid: Bool
    }

    /// A packet with payload that the next one follows in sequence.
    struct Neighbour: Hashable, Sendable {
        /// Its payload bytes.
        var payload: Int
        /// Its bytes of TCP options.
        var options: Int
        /// From its identification to the next packet's.
        var gap: Int
    }

    /// A latest packet of the flow.
    private struct Latest: Sendable {
        var sequence: UInt32
        var payload: Int
        var options: Int
        var identification: UInt16?
        var isSYN: Bool
    }

    /// Most kinds of lengths, and of neighbours, that are counted.
    static let limit = 1024
    /// The largest step of the identification that is taken for one.
    static let largestGap = 1024

    /// Whether it is a flow of IPv6.
    let isIPv6: Bool
    /// The two hosts.
    let hosts: HostPair
    /// The MSS option of its own SYN or SYN-ACK.
    private(set) var ownMSS: Int?
    /// The MSS option of the other side.
    var peerMSS: Int?
    /// How many packets have each length.
    private(set) var lengths: [Length: Int] = [:]
    /// How many neighbours there are of each kind.
    private(set) var neighbours: [Neighbour: Int] = [:]
    /// Packets without payload before one with, and those of them that the identification counts as one.
    private(set) var empty = (total: 0, single: 0)
    /// Neighbours with the same identification, and with one that is larger by a usable step.
    private(set) var identifications = (same: 0, counted: 0)
    /// The longest IP length of a packet with payload.
    private(set) var longest = 0
    /// Packets seen.
    private(set) var packets = 0

    private var latest: Latest?

    /// Evidence of a flow of which `packet` is the first.
    init(_ packet: TCPPacket, peerMSS: Int? = nil) {
        self.peerMSS = peerMSS
        isIPv6 = packet.flow.isIPv6
        hosts = HostPair(source: packet.flow.source, destination: packet.flow.destination)
    }

    /// Whether an MSS option of either side is known.
    var hasOptions: Bool { ownMSS != nil || peerMSS != nil }

    /// Whether the identification stands still, and tells nothing.
    var hasFixedIdentification: Bool { identifications.same > identifications.counted }

    /// The neighbours whose identification counts packets.
    var countingNeighbours: [(key: Neighbour, count: Int)] {
        hasFixedIdentification ? [] : neighbours.map { ($0.key, $0.value) }
    }

    /// Takes note of the flow's next packet.
    ///
    /// - Returns: From the identification of the packet before to this one's, where the two are neighbours.
    mutating func note(_ packet: TCPPacket) -> Int? {
        packets += 1
        let payload = packet.payloadLength
        if let size = packet.maximumSegmentSize { ownMSS = size }
        if payload > 0, !packet.flags.contains(.syn) {
            longest = max(longest, packet.ipLength)
            lengths.count(
                Length(payload: payload, options: packet.optionLength, isMid: packet.isMid), limit: Self.limit)
        }
        let gap = latest.flatMap { note(packet, behind: $0) }
        latest = Latest(
            sequence: packet.sequence, payload: payload, options: packet.optionLength,
            identification: packet.identification, isSYN: packet.flags.contains(.syn))
        return gap
    }

    private mutating func note(_ packet: TCPPacket, behind before: Latest) -> Int? {
        guard let first = before.identification, let second = packet.identification, !before.isSYN,
            !packet.flags.contains(.syn),
            packet.sequence == before.sequence &+ UInt32(truncatingIfNeeded: before.payload)
        else { return nil }
        let gap = Int(second &- first)
        guard before.payload > 0 else {
            if packet.payloadLength > 0 {
                empty.total += 1
                if gap == 1 { empty.single += 1 }
            }
            return nil
        }
        if gap == 0 { identifications.same += 1 }
        if 1...Self.largestGap ~= gap { identifications.counted += 1 }
        neighbours.count(
            Neighbour(payload: before.payload, options: before.options, gap: gap), limit: Self.limit)
        return gap
    }
}

extension Dictionary where Value == Int {
    /// Counts a key, unless it would be one more than `limit`.
    mutating func count(_ key: Key, limit: Int = .max) {
        if let value = self[key] {
            self[key] = value + 1
        } else if count < limit {
            self[key] = 1
        }
    }

    /// The key that was counted most, of equals the largest.
    func mostFrequent() -> Key? where Key: Comparable {
        self.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
    }
}
