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
    /// Whether the kernel has 802.1Q (CONFIG_VLAN_8021Q): without it GRO passes frames whose tag is in their bytes.
    public var groVLAN = Support.on
    /// The device's MTU: an aggregate longer than 65535 less the MTU is flushed.
    public var mtu = 1500
    /// The MTU of the link by which a host that forwards sends on what is delivered; it decides nothing.
    public var egressMTU = 1500
    /// Bytes in a fragment in pages mode; 0 for a fragment per frame.
    public var fragSize = 0
    /// Fragments that a packet can hold in pages mode, or nil for the rulebook's own: `packetFragments`, and no limit
    /// for inet-lro.
    public var maxFrags: Int?

    /// The defaults.
    public init() {}

    /// The buckets in force: LRO keeps all sessions in one.
    var buckets: Int { rules.traits.hasBuckets ? groBuckets : 1 }

    /// Sessions in a bucket, at most; at least one.
    var bucketCapacity: Int { max(1, sessions / buckets) }

    /// Fragments that an skb of 2007 has room for (MAX_SKB_FRAGS: 64 KiB in pages of 4 KiB, and two).
    public static let packetFragments = 18

    /// The fragment limit in force in pages mode.
    public var fragmentLimit: Int { maxFrags ?? rules.traits.defaultFragmentLimit }

    /// The longest packet that the length field of IP can tell.
    public static let longestPacket = 0xffff

    /// How many fragments a frame of `wireLength` bytes fills; none in skb mode.
    @inline(__always)
    public func fragments(wireLength: Int) -> Int {
        if mode == .skb { return 0 }
        return fragSize == 0 ? 1 : (wireLength + fragSize - 1) / fragSize
    }
}

/// Whether something is there.
public enum Support: String, CaseIterable, Sendable {
    case on, off
}
