import Offload

/// A setting of the receive path, by the long name of its option.
///
/// What is known of each stands in its row of the table, which help, config, keys, sentences, reports and events are
/// made from.
public enum Setting: String, CaseIterable, Sendable {
    case maxAggr = "max-aggr"
    case sessions
    case budget
    case mode
    case rules
    case mtu
    case egressMTU = "egress-mtu"
    case copybreak
    case fragSize = "frag-size"
    case maxFrags = "max-frags"
    case groBuckets = "gro-buckets"
    case groMaxSize = "gro-max-size"
    case queues
    case flows
    case groVLAN = "gro-vlan"
    case flush
    case rxUsecs = "rx-usecs"
    case rxFrames = "rx-frames"
    case ring
    case cpus
    case hz
}

extension SettingRow {
    /// The rows of all settings; the numbers by which events name them need no order, and are never used again.
    static let table: [SettingRow] =
        [
            SettingRow(
                .maxAggr, number: 0, .number(\.offload.maxAggr), 1...65_535, help: "Packets in an aggregate, at most.",
                ladder: fineLadder + [65_535], counterpart: .groMaxSize,
                applies: { $0.offload.rules.traits.aggregateLimit == .count }),
            SettingRow(
                .sessions, number: 1, .number(\.offload.sessions), 1...65_536,
                help: "Sessions of a queue, at most; gro: 64 unless given, in all buckets.",
                ladder: fineLadder + [65_536], defaultByRules: { $0.traits.defaultSessions }),
            SettingRow(
                .budget, number: 2, .number(\.budget), 1...65_535,
                help: "Frames of a poll round, at most (the NAPI weight).", ladder: [1, 2, 4, 8, 16, 32, 64, 128, 300]),
            SettingRow(
                .mode, number: 3, .choice(\.offload.mode),
                help: "How packets come in: an skb each, or page fragments and an skb for each delivery: fewer skbs."),
            SettingRow(
                .rules, number: 4, .choice(\.rulebook),
                help: "The rulebook: the repaired rules, those of 2007 to the byte, or those of Linux GRO."),
            SettingRow(
                .mtu, number: 7, .number(\.offload.mtu), 68...65_535, help: "The MTU of the link.", inOneLineList: false
            ),
            SettingRow(
                .egressMTU, number: 13, .number(\.offload.egressMTU), 68...65_535,
                help:
                    "The MTU of the link by which a host would send on what is delivered; the report says what is longer.",
                isTunable: false, listed: .whenChanged, inOneLineList: false),
            SettingRow(
                .copybreak, number: 5, .number(\.copybreak), 0...65_535,
                help: "Frames of at most so many bytes flush their flow (lro_flush_pkt) and are copied; 0 for none.",
                hint: "bytes, 0 for none", listed: .whenChanged),
            SettingRow(
                .fragSize, number: 8, .number(\.offload.fragSize), 256...65_535, alsoAllowed: 0,
                help: "Bytes of a fragment in pages mode; 0 for the whole frame.",
                applies: { $0.offload.mode == .pages },
                inOneLineList: false),
            SettingRow(
                .maxFrags, number: 9, .optional(\.offload.maxFrags, without: OffloadSettings.packetFragments),
                1...65_535,
                help: "Fragments of a packet in pages mode, at most; inet-lro: no limit unless given.",
                applies: { $0.offload.mode == .pages }, listed: .whenChanged, inOneLineList: false),
            SettingRow(
                .groBuckets, number: 10, .number(\.offload.groBuckets), 1...1_024,
                help: "Hash buckets that share the sessions under gro.", applies: { $0.offload.rules.traits.hasBuckets }
            ),
            // The length field of IP cannot hold more.
            SettingRow(
                .groMaxSize, number: 6, .number(\.offload.groMaxSize), 68...65_536,
                help: "Under gro the IP length of an aggregate stays below this many bytes.",
                ladder: (8...16).map { 1 << $0 }, counterpart: .maxAggr,
                applies: { $0.offload.rules.traits.aggregateLimit == .length }),
            SettingRow(
                .groVLAN, number: 20, .choice(\.offload.groVLAN),
                help:
                    "Under gro: whether the kernel has 802.1Q; one without passes frames whose tag is in their bytes.",
                applies: { $0.offload.rules.traits.hasBuckets }, isTunable: false, listed: .whenChanged,
                inOneLineList: false),
            SettingRow(
                .queues, number: 11, .number(\.queues), 1...128,
                help: "Receive queues; capture: those that a pcapng capture tells (epb_queue).", isTunable: false),
            SettingRow(
                .flows, number: 12, .number(\.flows), 1...1_048_576, help: "Flows that are remembered one by one.",
                isTunable: false, listed: .never),
        ] + clockTable

    private static let fineLadder: [Int] =
        [1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192] + (8...15).map { 1 << $0 }
}
