import Timing

/// A kind of synthetic traffic.
public enum Profile: String, CaseIterable, Sendable {
    /// A bit of everything; mostly clean bulk data.
    case mixed
    /// Bulk data and nothing else.
    case bulk
    /// Small requests of many clients.
    case rpc
    /// Bulk data over a path that loses, reorders and doubles.
    case lossy
    /// More senders of bulk data at a time than the session tables have room for.
    case manyflows
    /// Senders that all begin their bursts at the same moment.
    case incast
    /// Bulk data in frames for an MTU of 9000.
    case jumbo
    /// Bulk data over IPv6.
    case ipv6

    /// What the traffic is, or what receive offload meets in it, in one line.
    public var summary: String {
        switch self {
        case .mixed: "bulk, requests, loss, VLAN, IPv6, ECN, UDP, more"
        case .bulk: "bulk data without loss, from SYN to FIN"
        case .rpc: "small requests with PSH, seldom two in a round"
        case .lossy: "loss, reordering, duplicates: short aggregates"
        case .manyflows: "more flows than sessions, in trains of 4"
        case .incast: "all flows burst at once, packet by packet"
        case .jumbo: "9000-byte packets, 7 an aggregate: use --mtu 9000"
        case .ipv6: "bulk data over IPv6: LRO passes, GRO merges"
        }
    }

    /// How many connections there are at a time unless said otherwise.
    public var defaultFlows: Int {
        switch self {
        case .mixed: 24
        case .bulk, .lossy, .jumbo, .ipv6: 8
        case .incast: 32
        case .rpc: 400
        case .manyflows: 512
        }
    }

    /// The maximum segment size that peers offer unless said otherwise: what the MTU leaves behind IP and TCP.
    public var defaultMSS: Int { self == .jumbo ? 8_960 : 1_460 }

    /// How many frames of a burst go back to back unless said otherwise; see `SyntheticSettings.interleave`.
    var defaultInterleave: Int? {
        switch self {
        case .incast: 1
        case .manyflows: 4
        default: nil
        }
    }

    /// The bits a second that come over the link unless said otherwise, as a host has them over 10 Gbit/s.
    public var naturalRate: Rate {
        switch self {
        // The iperf of a link that is as good as full: some idle time is left between the bursts.
        case .bulk, .ipv6: Rate(bits: 9_400_000_000)
        // The same with a sixth of the headers.
        case .jumbo: Rate(bits: 9_900_000_000)
        // A server of the day: half a link on average.
        case .mixed: Rate(bits: 5_000_000_000)
        // Some 800 000 small frames a second, which keep a few CPUs busy.
        case .rpc: Rate(bits: 1_000_000_000)
        // Eight windows that are halved again and again, with 1 % lost (Mathis: 0.2 Gbit/s each at a round trip of 0.7 ms).
        case .lossy: Rate(bits: 1_600_000_000)
        // A busy front end: 512 clients at 16 Mbit/s.
        case .manyflows: Rate(bits: 8_000_000_000)
        // So much of the link as makes the common moments of its senders a millisecond apart.
        case .incast: Rate(bits: 4_650_000_000)
        }
    }

    /// Whether there are frames beside the connections.
    var hasBackground: Bool { self == .mixed }
}
