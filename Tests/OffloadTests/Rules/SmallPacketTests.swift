import TestSupport
import Testing

/// Copybreak: a small frame flushes its flow and is delivered by another way (lro_flush_pkt).
@Suite struct SmallPacketTests {
    @Test(arguments: [
        Scenario(
            "frames up to the limit are small, whole frames counted", "copybreak=100",
            packets: ["A s0 100", "A s100 46", "A s146 47", "A s193 100"],
            both: ["0 driver", "1 small-packet", "2+3 source-end"]),
        Scenario(
            "a tag counts", "copybreak=100 mode=pages",
            packets: ["A s0 100 vlan=7", "A s100 42 vlan=7", "A s142 43 vlan=7"],
            both: ["0 driver", "1 small-packet", "2 source-end"]),
        Scenario(
            "a small frame without a session", "copybreak=100", packets: ["A s0 10", "A s10 10"],
            both: ["0 small-packet", "1 small-packet", "= aggregated=0 flushed=0 passed=2"]),
        Scenario(
            "other flows are left alone", "copybreak=100",
            packets: ["A s0 100", "B s0 10", "A s100 100"],
            both: ["1 small-packet", "0+2 source-end"]),
        Scenario(
            "whatever is wrong with it, its name is small-packet", "copybreak=100",
            packets: [
                "A s0 0 syn no-ack", "arp", "A s0 10 v6", "A s0 10 proto=17", "A s0 10 pad=4", "A s0 10 vlan=1 vlan=2",
            ],
            both: [
                "0 small-packet", "1 small-packet", "2 small-packet", "3 small-packet", "4 small-packet",
                "5 small-packet",
            ]),
        Scenario(
            "in 2007 a full table counted small frames too (Q1)", "copybreak=100 sessions=1",
            packets: ["A s0 100", "B s0 10", "A s100 10", "B s10 10"],
            inetLRO: ["1 small-packet", "0 driver", "2 small-packet", "3 small-packet", "= no_desc=1"],
            lro: ["1 small-packet", "0 driver", "2 small-packet", "3 small-packet", "= no_desc=0"]),
    ])
    func small(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: ["mf", "doff=4", "cut=50", "badip", "badtcp"])
    func refused(word: String) throws {
        for mode in ["skb", "pages"] {
            let scenario = Scenario(
                "a small frame that the driver refuses: \(word) (Q12)", "verify copybreak=100 mode=\(mode) sessions=1",
                packets: ["A s0 100", "A s100 10 \(word)"],
                inetLRO: ["1 small-packet", "0 source-end", "= no_desc=0"],
                lro: ["0 driver", "1 small-packet", "= no_desc=0"])
            let mismatches = try scenario.mismatches()
            #expect(mismatches == [])
        }
    }

    @Test func fragmentWithOffset() throws {
        let scenario = Scenario(
            "a small fragment without ports belongs to no flow", "copybreak=100",
            packets: ["A s0 100", "A s100 10 frag=4", "A s100 100"],
            both: ["1 small-packet", "0+2 source-end"])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
