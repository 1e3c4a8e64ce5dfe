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
        case .mixed: "bulk data, requests, loss, VLAN, IPv6, ECN, UDP and more"
        case .bulk: "bulk data without loss, connections from SYN to FIN"
        case .rpc: "small requests, each with PSH, seldom two in a round"
        case .lossy: "loss, reordering and duplicates cut aggregates short"
        case .manyflows: "more flows than a table has sessions, in trains of 4"
        case .incast: "all flows burst at the same moment, packet by packet"
        case .jumbo: "9000-byte packets, 7 an aggregate: use --mtu 9000"
        case .ipv6: "bulk data over IPv6, which LRO passes and GRO merges"
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

    /// Whether there are frames beside the connections.
    var hasBackground: Bool { self == .mixed }
}
