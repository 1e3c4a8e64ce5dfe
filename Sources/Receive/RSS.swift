import Packet

/// Receive-side scaling: which queue a packet goes to.
///
/// Unfragmented TCP is hashed by its 4-tuple, all other IP by addresses; the rest goes to queue 0. The
/// low seven bits of the hash pick an entry of the indirection table, filled with the queues in turn
/// (Linux, ethtool_rxfh_indir_default).
public struct RSS: Sendable {
    /// Entries of the indirection table.
    public static let tableSize = 128

    private let toeplitz: Toeplitz
    /// Whether the hash tells anything: with one queue and no buckets nobody asks for it.
    var isNeeded: Bool
    /// Whether a frame whose capture tells its queue, by that plus one in place of a hash, goes there.
    let followsCapture: Bool
    /// The queue of each entry.
    public let indirection: [Int]

    /// Scaling over `queues` queues.
    public init(
        queues: Int, key: [UInt8] = Toeplitz.defaultKey, isNeeded: Bool = true, followsCapture: Bool = false
    ) {
        (self.isNeeded, self.followsCapture) = (isNeeded, followsCapture)
        toeplitz = Toeplitz(key: key)
        recentHash = toeplitz.hash(recent, withPorts: true)
        indirection = (0..<Self.tableSize).map { $0 % max(queues, 1) }
    }

    /// The queue of a packet with an RSS hash.
    @inline(__always)
    public func queue(_ hash: UInt32) -> Int { indirection[Int(hash & 127)] }

    /// The flow that was hashed last, and its hash: packets come in bursts.
    private var recent = FlowKey(
        source: IPAddress(v4: 0), destination: IPAddress(v4: 0), sourcePort: 0, destinationPort: 0)
    private var recentHash: UInt32 = 0

    /// The hash of a flow.
    @inline(__always)
    mutating func hash(_ flow: FlowKey) -> UInt32 {
        if flow != recent {
            recent = flow
            recentHash = toeplitz.hash(flow, withPorts: true)
        }
        return recentHash
    }

    /// Hashes the packet as the NIC does, notes the hash in the descriptor, and returns the queue.
    @inline(__always)
    public mutating func steer(_ packet: inout Descriptor) -> Int {
        let told = followsCapture ? packet.rssHash : 0
        let queue = steerByHash(&packet)
        return told == 0 ? queue : self.queue(told &- 1)
    }

    /// Hashes a frame as the NIC does, by header words where these tell all, notes the hash in its record, and returns the
    /// queue; the descriptor is where others are parsed.
    @inline(__always)
    mutating func steer(
        _ place: Int, of frames: RawFrames, noting record: inout FrameRecord, _ descriptor: inout Descriptor
    ) -> Int {
        let told = followsCapture ? record.rssHash : 0
        if frames.parser.link == .ethernet, let segment = frames.tcpv4Words(at: place), segment.isTCPv4 {
            record.rssHash = hash(segment.flow)
            return queue(told == 0 ? record.rssHash : told &- 1)
        }
        frames.parse(place, into: &descriptor)
        let queue = steer(&descriptor)
        record.rssHash = descriptor.rssHash
        return queue
    }

    @inline(__always)
    private mutating func steerByHash(_ packet: inout Descriptor) -> Int {
        guard isNeeded, packet.facts.contains(.hasAddresses) else {
            packet.rssHash = 0
            return 0
        }
        if packet.isWholeTCP {
            packet.rssHash = hash(packet.segment.flow)
        } else {
            packet.rssHash = toeplitz.hash(packet.flow, withPorts: false)
        }
        return queue(packet.rssHash)
    }
}
