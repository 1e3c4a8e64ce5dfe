/// Which rules decide what merges.
public enum Rulebook: String, CaseIterable, Sendable {
    /// The rules of 2007 with their defects repaired.
    case lro
    /// The rules of 2007 to the byte, quirks included.
    case inetLRO = "inet-lro"
    /// Those of Linux GRO (6.18) for TCP over IPv4 and IPv6.
    case gro

    /// What tells it apart outside its own rules.
    @inline(__always)
    public var traits: RulebookTraits {
        switch self {
        case .lro:
            RulebookTraits(
                aggregateLimit: .count, defaultSessions: 8, hasBuckets: false, comparesHeaders: false,
                mayWrapLength: false, defaultFragmentLimit: OffloadSettings.packetFragments, testsLimitsOnOpening: true,
                tellsTagsApart: true, flushesBySlot: false, keepsPush: true, leavesChecksum: false)
        case .inetLRO:
            RulebookTraits(
                aggregateLimit: .count, defaultSessions: 8, hasBuckets: false, comparesHeaders: false,
                mayWrapLength: true, defaultFragmentLimit: .max, testsLimitsOnOpening: false, tellsTagsApart: false,
                flushesBySlot: true, keepsPush: false, leavesChecksum: false)
        case .gro:
            RulebookTraits(
                aggregateLimit: .length, defaultSessions: 64, hasBuckets: true, comparesHeaders: true,
                mayWrapLength: false, defaultFragmentLimit: OffloadSettings.packetFragments, testsLimitsOnOpening: true,
                tellsTagsApart: true, flushesBySlot: false, keepsPush: true, leavesChecksum: true)
        }
    }
}

/// What tells rulebooks apart outside their own rules; none has a default, so that a further rulebook answers each.
public struct RulebookTraits: Sendable {
    /// What bounds an aggregate first.
    public enum AggregateLimit: Sendable {
        /// The packets, or in pages mode the fragments, in it (max-aggr).
        case count
        /// Its IP length (gro_max_size).
        case length
    }

    /// What bounds an aggregate first.
    public let aggregateLimit: AggregateLimit
    /// Sessions open at once by default: 8 in 2007, 8 in each of 8 buckets under GRO.
    public let defaultSessions: Int
    /// Whether sessions are shared out among buckets, by the RSS hash.
    public let hasBuckets: Bool
    /// Whether packets are compared with the first one's headers, which have to be kept then.
    public let comparesHeaders: Bool
    /// Whether a session may grow past what the length field of IP can tell (<doc:InetLRO> Q14).
    public let mayWrapLength: Bool
    /// The fragments that a packet can hold in pages mode where nothing else is set: in 2007 drivers saw to that.
    let defaultFragmentLimit: Int
    /// Whether limits are tested when a session opens too (<doc:InetLRO> Q13).
    let testsLimitsOnOpening: Bool
    /// Whether the tag belongs to the flow (<doc:InetLRO> Q3).
    let tellsTagsApart: Bool
    /// Whether a flush of all goes by slots, and not by age (<doc:InetLRO> Q18).
    let flushesBySlot: Bool
    /// Whether a merged packet has the PSH of any of its packets, and not the first one's alone (<doc:InetLRO> Q8).
    let keepsPush: Bool
    /// Whether the TCP checksum of a merged packet is left to whoever sends it on.
    let leavesChecksum: Bool
}

/// How the driver hands packets over.
public enum Mode: String, CaseIterable, Sendable {
    /// The driver has an skb for each packet; merged ones hang on the first one's frag_list.
    case skb
    /// The driver hands over page fragments; an skb is made only for what is delivered.
    case pages
}
