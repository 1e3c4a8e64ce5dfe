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
    /// The queue of each entry.
    public let indirection: [Int]

    /// Scaling over `queues` queues.
    public init(queues: Int, key: [UInt8] = Toeplitz.defaultKey, isNeeded: Bool = true) {
        self.isNeeded = isNeeded
        toeplitz = Toeplitz(key: key)
        indirection = (0..<Self.tableSize).map { $0 % max(queues, 1) }
    }

    /// Hashes the packet as the NIC does, notes the hash in the descriptor, and returns the queue.
    @inline(__always)
    public func steer(_ packet: inout Descriptor) -> Int {
        guard isNeeded, packet.facts.contains(.hasAddresses) else {
            packet.rssHash = 0
            return 0
        }
        packet.rssHash = toeplitz.hash(packet.flow, withPorts: packet.isWholeTCP)
        return indirection[Int(packet.rssHash & 127)]
    }
}
