/// Which rules decide what merges.
public enum Rulebook: String, CaseIterable, Sendable {
    /// The rules of 2007 with their defects repaired.
    case lro
    /// The rules of 2007 to the byte, quirks included.
    case inetLRO = "inet-lro"
    /// Those of Linux GRO (6.18) for TCP over IPv4 and IPv6.
    case gro

    /// Sessions open at once by default: 8 in 2007, 8 in each of 8 buckets under GRO.
    public var defaultSessions: Int { self == .gro ? 64 : 8 }
}

/// How the driver hands packets over.
public enum Mode: String, CaseIterable, Sendable {
    /// The driver has an skb for each packet; merged ones hang on the first one's frag_list.
    case skb
    /// The driver hands over page fragments; an skb is made only for what is delivered.
    case pages
}

/// What an LRO manager is set up with.
public struct OffloadSettings: Equatable, Sendable {
    /// The rules that decide.
    public var rules = Rulebook.lro
    /// How packets come in.
    public var mode = Mode.skb
    /// Packets (in pages mode: fragments) in an aggregate, at most; nothing under GRO.
    public var maxAggr = 32
    /// Sessions open at once, at most (max_desc; under GRO those of all buckets).
    public var sessions = 8
    /// Buckets that share the sessions under GRO (GRO_HASH_BUCKETS).
    public var groBuckets = 8
    /// Under GRO the IP length of an aggregate stays below this (gro_max_size), in bytes.
    public var groMaxSize = 65_536
    /// The device's MTU: an aggregate longer than 65535 less the MTU is flushed.
    public var mtu = 1500
    /// Bytes in a fragment in pages mode; 0 for a fragment per frame.
    public var fragSize = 0
    /// Fragments that a packet can hold in pages mode, or nil for the rulebook's own: `packetFragments`, and no limit for
    /// inet-lro.
    public var maxFrags: Int?

    /// The defaults.
    public init() {}

    /// The buckets in force: LRO keeps all sessions in one.
    var buckets: Int { rules == .gro ? groBuckets : 1 }

    /// Sessions in a bucket, at most; at least one.
    var bucketCapacity: Int { max(1, sessions / buckets) }

    /// Fragments that an skb of 2007 has room for (MAX_SKB_FRAGS: 64 KiB in pages of 4 KiB, and two).
    public static let packetFragments = 18

    /// The fragment limit in force: none in 2007, where drivers saw to it.
    public var fragmentLimit: Int { maxFrags ?? (rules == .inetLRO ? .max : Self.packetFragments) }

    /// The length that an aggregate may not pass (2007: parent.len > 0xFFFF - mtu).
    public var lengthLimit: Int { Self.longestPacket - mtu }

    /// The longest packet that the length field of IP can tell.
    public static let longestPacket = 0xffff

    /// How full an aggregate is, from 0 to 1, towards the limit that is nearest, and which one that is.
    public func fill(packets: Int, fragments: Int, totalLength: Int) -> (fraction: Double, limit: Reason) {
        if rules == .gro { return (min(1, Double(totalLength) / Double(groMaxSize - 1)), .sizeLimit) }
        let counted = mode == .skb ? packets : fragments
        let limits: [(Double, Reason)] = [
            (Double(counted) / Double(maxAggr), .maxAggr),
            (mode == .skb ? 0 : Double(fragments) / Double(fragmentLimit), .maxFrags),
            (Double(totalLength) / Double(max(1, lengthLimit)), .sizeLimit),
        ]
        let nearest = limits.reduce(limits[0]) { $1.0 > $0.0 ? $1 : $0 }
        return (min(1, nearest.0), nearest.1)
    }

    /// How many fragments a frame of `wireLength` bytes fills; none in skb mode.
    @inline(__always)
    public func fragments(wireLength: Int) -> Int {
        if mode == .skb { return 0 }
        return fragSize == 0 ? 1 : (wireLength + fragSize - 1) / fragSize
    }
}
