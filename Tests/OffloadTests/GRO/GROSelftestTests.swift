import TestSupport
import Testing

/// The cases of the kernel's own GRO selftest, over IPv4 and IPv6, in one poll round each.
///
/// Sequence numbers are the offsets of the selftest's table; all packets have identification 0 and DF, as there. What
/// is left out is the FIN frame that ends each case there, and the tunnels.
@Suite struct GROSelftestTests {
    /// For both families: nothing in them belongs to IPv4.
    private static let both =
        data + flags + tcp + [
            Scenario(
                "ip_ecn", packets: ["A s0 100", "A s100 100 tos=2"],
                gro: ["0 tos payload=100", "1 source-end payload=100"], inetLRO: ["0+1 source-end payload=200"]),
            Scenario(
                "single", packets: ["A s0 100"], gro: ["0 source-end payload=100"],
                inetLRO: ["0 source-end payload=100"]),
            Scenario(
                "capacity", "gro-buckets=1 sessions=8",
                packets: ["A", "B", "C", "D"].map { "\($0) s0 200" }
                    + ["A", "B", "C", "D"].map { "\($0) s200 200 psh" },
                gro: ["0+4 psh payload=400", "1+5 psh payload=400", "2+6 psh payload=400", "3+7 psh payload=400"],
                inetLRO: ["0+4 source-end", "1+5 source-end", "2+6 source-end", "3+7 source-end", "= no_desc=0"]),
            Scenario(
                "capacity, too many flows", "gro-buckets=1 sessions=2",
                packets: ["A", "B", "C", "D"].map { "\($0) s0 200" }
                    + ["A", "B", "C", "D"].map { "\($0) s200 200 psh" },
                gro: ["0 evicted cause=2", "1 evicted cause=3", "4 psh", "5 psh", "2+6 psh", "3+7 psh"],
                inetLRO: [
                    "2 no-session", "3 no-session", "6 no-session", "7 no-session", "0+4 source-end", "1+5 source-end",
                    "= no_desc=4",
                ]),
        ]

    private static let data = [
        Scenario(
            "data_same", packets: ["A s0 100", "A s100 100"],
            gro: ["0+1 source-end payload=200"], inetLRO: ["0+1 source-end payload=200"]),
        Scenario(
            "data_lrg_sml", packets: ["A s0 100", "A s100 50"],
            gro: ["0+1 segment-size payload=150 cause=1"], inetLRO: ["0+1 source-end payload=150"]),
        Scenario(
            "data_lrg_1byte", packets: ["A s0 100", "A s100 1"],
            gro: ["0+1 segment-size payload=101 cause=1"], inetLRO: ["0+1 source-end payload=101"]),
        Scenario(
            "data_lrg_1byte, padded", packets: ["A s0 100", "A s100 1 pad=5"],
            gro: ["0 padding payload=100", "1 padding payload=1 held=no"],
            inetLRO: ["0 padding payload=100", "1 padding payload=1 held=no"]),
        Scenario(
            "data_sml_lrg", packets: ["A s0 50", "A s50 100"],
            gro: ["0 segment-size payload=50", "1 source-end payload=100"],
            inetLRO: ["0+1 source-end payload=150"]),
        Scenario(
            "data_burst: the pause ends the round", "budget=2", packets: ["A s0 100 x4"],
            gro: ["0+1 poll-end payload=200 round=0", "2+3 poll-end payload=200 round=1"],
            inetLRO: ["0+1 poll-end payload=200 round=0", "2+3 poll-end payload=200 round=1"]),
        Scenario(
            "ack: a pure one, the same again, and a newer one", packets: ["A s0 0", "A s0 0", "A s0 0 ack=2"],
            gro: ["0 pure-ack held=no", "1 pure-ack held=no", "2 pure-ack held=no"],
            inetLRO: ["0 pure-ack held=no", "1 pure-ack held=no", "2 pure-ack held=no"]),
    ]

    private static let flags = [
        Scenario(
            "flags_psh", packets: ["A s0 100 x2", "A s200 100 psh", "A s300 100 x2"],
            gro: ["0+1+2 psh payload=300 flags=P. cause=2", "3+4 source-end payload=200 flags=."],
            inetLRO: ["0-4 source-end payload=500 flags=."]),
        Scenario(
            "flags_syn", packets: ["A s0 100 x2", "A s0 0 syn", "A s300 100 x2"],
            gro: ["0+1 duplicate payload=200", "2 syn payload=0 held=no", "3+4 source-end payload=200"],
            inetLRO: ["0+1 duplicate payload=200", "2 syn payload=0 held=no", "3+4 source-end payload=200"]),
        Scenario(
            "flags_rst", packets: ["A s0 100 x2", "A s0 0 rst", "A s300 100 x2"],
            gro: ["0+1 duplicate payload=200", "2 rst payload=0 held=no", "3+4 source-end payload=200"],
            inetLRO: ["0+1 duplicate payload=200", "2 rst payload=0 held=no", "3+4 source-end payload=200"]),
        Scenario(
            "flags_urg", packets: ["A s0 100 x2", "A s0 0 urg", "A s300 100 x2"],
            gro: ["0+1 duplicate payload=200", "2 urg payload=0 held=no", "3+4 source-end payload=200"],
            inetLRO: ["0+1 duplicate payload=200", "2 urg payload=0 held=no", "3+4 source-end payload=200"]),
        Scenario(
            "flags_cwr", packets: ["A s0 100", "A s100 100 cwr x2", "A s300 100 x2"],
            gro: ["0 cwr held=yes", "1 cwr held=yes", "2 cwr held=yes", "3+4 source-end payload=200"],
            inetLRO: ["0 cwr held=yes", "1 cwr held=no", "2 cwr held=no", "3+4 source-end payload=200"]),
    ]

    private static let tcp = [
        Scenario(
            "tcp_csum", "verify", packets: ["A s0 100", "A s100 100 badtcp"],
            gro: ["1 tcp-checksum payload=100", "0 source-end payload=100"],
            inetLRO: ["1 tcp-checksum payload=100", "0 source-end payload=100"]),
        Scenario(
            "tcp_csum that nobody verifies", packets: ["A s0 100", "A s100 100 badtcp"],
            gro: ["0+1 source-end payload=200"], inetLRO: ["0+1 source-end payload=200"]),
        Scenario(
            "tcp_seq", packets: ["A s0 100", "A s101 100"],
            gro: ["0 gap held=yes", "1 source-end held=yes"], inetLRO: ["0 gap held=yes", "1 gap held=no"]),
        Scenario(
            "tcp_ts",
            packets: [
                "A s0 100 opt=0101080a0000000000000000 x2", "A s200 100 opt=0101080a0000640000000000",
                "A s300 100 opt=01080a000064000000000001", "A s400 100 opt=080a00006400000000000001",
            ],
            gro: ["0+1 tcp-options payload=200", "2 tcp-options", "3 tcp-options", "4 source-end"],
            inetLRO: ["0 tsecr-zero", "1 tsecr-zero", "2 tsecr-zero", "3 tcp-options", "4 tcp-options"]),
        Scenario(
            "tcp_ts with an echo",
            packets: [
                "A s0 100 opt=0101080a0000000000000007 x2", "A s200 100 opt=0101080a0000640000000007",
                "A s300 100 opt=01080a000064000000000701", "A s400 100 opt=080a00006400000000070101",
            ],
            gro: ["0+1 tcp-options payload=200", "2 tcp-options", "3 tcp-options", "4 source-end"],
            inetLRO: ["0+1+2 tcp-options payload=300", "3 tcp-options", "4 tcp-options"]),
        Scenario(
            "tcp_opt", packets: ["A s0 100 opt=0101080a0000000000000000 x2", "A s200 100 opt=01030300"],
            gro: ["0+1 tcp-options payload=200", "2 source-end payload=100"],
            inetLRO: ["0 tsecr-zero", "1 tsecr-zero", "2 tcp-options"]),
        Scenario(
            "tcp_opt with an echo, and as IPv4 sends it",
            packets: ["A s0 100 opt=0101080a0000000000000007 x2", "A s200 100 opt=00000000"],
            gro: ["0+1 tcp-options payload=200", "2 source-end payload=100"],
            inetLRO: ["0+1 tcp-options payload=200", "2 tcp-options"]),
    ]

    @Test(arguments: both)
    func bothFamilies(_ scenario: Scenario) throws {
        let overIPv4 = try scenario.mismatches()
        #expect(overIPv4 == [])
        let overIPv6 = try scenario.overIPv6().mismatches()
        #expect(overIPv6 == [])
    }

    @Test(arguments: [
        Scenario(
            "ip_tos", packets: ["A s0 100", "A s100 100 tos=1"],
            gro: ["0 tos", "1 source-end"], inetLRO: ["0+1 source-end payload=200"]),
        Scenario(
            "ip_ttl", packets: ["A s0 100 ttl=8", "A s100 100 ttl=7"],
            gro: ["0 ttl", "1 source-end"], inetLRO: ["0+1 source-end payload=200"]),
        Scenario(
            "ip_csum: the second goes up first, and leaves a hole", "verify",
            packets: ["A s0 100", "A s100 100 badip", "A s200 100"],
            gro: ["1 ip-checksum", "0 gap", "2 source-end"], inetLRO: ["1 ip-checksum", "0 gap", "2 gap"]),
        Scenario(
            "ip_csum that nobody verifies", packets: ["A s0 100", "A s100 100 badip", "A s200 100"],
            gro: ["0+1+2 source-end payload=300"], inetLRO: ["0+1+2 source-end payload=300"]),
        Scenario(
            "ip_opt: a timestamp option of 40 bytes; the second goes up first, and leaves a hole",
            packets: [
                "A s0 100", "A s100 100 ipopt=44280500\(String(repeating: "0", count: 72))", "A s200 100",
            ],
            gro: ["1 ip-options", "0 gap", "2 source-end"], inetLRO: ["0 ip-options", "1 ip-options", "2 source-end"]),
        Scenario(
            "ip_frag4: the second goes up first", packets: ["A s0 100", "A s100 100 frag=0x6000 badtcp"],
            gro: ["1 fragment", "0 source-end"], inetLRO: ["1 fragment", "0 source-end"]),
        Scenario(
            "ip_id_df1_inc", packets: ["A s0 100 id=8", "A s100 100 id=9"],
            gro: ["0+1 source-end payload=200"], inetLRO: ["0+1 source-end payload=200"]),
        Scenario(
            "ip_id_df1_fixed", packets: ["A s0 100 id=8", "A s100 100 id=8"],
            gro: ["0+1 source-end payload=200"], inetLRO: ["0+1 source-end payload=200"]),
        Scenario(
            "ip_id_df0_inc", packets: ["A s0 100 id=8 no-df", "A s100 100 id=9 no-df"],
            gro: ["0+1 source-end payload=200"], inetLRO: ["0+1 source-end payload=200"]),
        Scenario(
            "ip_id_df0_fixed", packets: ["A s0 100 id=8 no-df", "A s100 100 id=8 no-df"],
            gro: ["0+1 source-end payload=200"], inetLRO: ["0+1 source-end payload=200"]),
        Scenario(
            "ip_id_df1_inc_fixed", packets: ["A s0 100 id=8", "A s100 100 id=9", "A s200 100 id=9"],
            gro: ["0+1 ip-id payload=200", "2 source-end payload=100"], inetLRO: ["0+1+2 source-end payload=300"]),
        Scenario(
            "ip_id_df1_fixed_inc", packets: ["A s0 100 id=8", "A s100 100 id=8", "A s200 100 id=9"],
            gro: ["0+1 ip-id payload=200", "2 source-end payload=100"], inetLRO: ["0+1+2 source-end payload=300"]),
        Scenario(
            "large_max", "max-aggr=64 mtu=4096", packets: ["A s0 4056 x16", "A s64896 599", "A s68952 599"],
            gro: ["0-16 segment-size payload=65495 len=65535 cause=16", "17 source-end payload=599"],
            inetLRO: ["0-15 size-limit payload=64896", "16 gap payload=599", "17 gap payload=599"]),
        Scenario(
            "large_rem", "max-aggr=64 mtu=4096", packets: ["A s0 4056 x16", "A s64896 600", "A s68952 600"],
            gro: ["0-15 size-limit payload=64896 cause=16", "16 gap payload=600", "17 source-end payload=600"],
            inetLRO: ["0-15 size-limit payload=64896 cause=15", "16 gap payload=600", "17 gap payload=600"]),
    ])
    func onlyIPv4(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "ip_tos", packets: ["A s0 100 v6", "A s100 100 v6 tos=0xf0"],
            gro: ["0 tos tos=0", "1 source-end tos=240"], inetLRO: ["0 ipv6", "1 ipv6"]),
        Scenario(
            "ip_frag6: a fragment header in a round of its own, though the datagram is whole", "budget=2",
            packets: ["A s0 100 v6 x2", "A s200 100 v6 ext=44", "A s300 100 v6"],
            gro: ["0+1 poll-end payload=200", "2 fragment payload=100", "3 poll-end payload=100"],
            inetLRO: ["0 ipv6", "1 ipv6", "2 ipv6", "3 ipv6"]),
        Scenario(
            "ip_v6ext_same, destination options", packets: ["A s0 100 v6 ext=60:000000000000 x2"],
            gro: ["0+1 source-end payload=200"], inetLRO: ["0 ipv6", "1 ipv6"]),
        Scenario(
            "ip_v6ext_same, hop-by-hop options", packets: ["A s0 100 v6 ext=0:000000000000 x2"],
            gro: ["0+1 source-end payload=200"], inetLRO: ["0 ipv6", "1 ipv6"]),
        Scenario(
            "ip_v6ext_diff, destination options",
            packets: ["A s0 100 v6 ext=60:000000000000", "A s100 100 v6 ext=60:111111111111"],
            gro: ["0 source-end payload=100", "1 source-end payload=100"], inetLRO: ["0 ipv6", "1 ipv6"]),
        Scenario(
            "ip_v6ext_diff, hop-by-hop options",
            packets: ["A s0 100 v6 ext=0:000000000000", "A s100 100 v6 ext=0:111111111111"],
            gro: ["0 source-end payload=100", "1 source-end payload=100"], inetLRO: ["0 ipv6", "1 ipv6"]),
        Scenario(
            "large_max", packets: ["A s0 4036 v6 x16", "A s64576 899 v6", "A s68612 899 v6"],
            gro: ["0-16 segment-size payload=65475 len=65535 cause=16", "17 source-end payload=899"],
            inetLRO: (0..<18).map { "\($0) ipv6" }),
        Scenario(
            "large_rem", packets: ["A s0 4036 v6 x16", "A s64576 900 v6", "A s68612 900 v6"],
            gro: ["0-15 size-limit payload=64576 cause=16", "16 gap payload=900", "17 source-end payload=900"],
            inetLRO: (0..<18).map { "\($0) ipv6" }),
    ])
    func onlyIPv6(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
