import TestSupport
import Testing

/// Pages mode: the fragments of a frame, and how many an aggregate can hold.
@Suite struct FragmentLimitTests {
    @Test(arguments: [
        Scenario(
            "without a fragment size a frame is one fragment", "mode=pages max-aggr=3", packets: ["A s0 1460 x4"],
            both: ["0+1+2 max-aggr", "3 source-end"]),
        Scenario(
            "fragments count against max-aggr", "mode=pages max-aggr=18 frag-size=800", packets: ["A s0 1460 x10"],
            both: ["0-8 max-aggr", "9 source-end"]),
        Scenario(
            "max-aggr may be passed by the last packet", "mode=pages max-aggr=3 frag-size=800",
            packets: ["A s0 1460 x3"],
            both: ["0+1 max-aggr", "2 source-end"]),
        Scenario(
            "a frame of the fragment size fills one", "mode=pages max-aggr=2 frag-size=800", packets: ["A s0 746 x2"],
            both: ["0+1 max-aggr"]),
        Scenario(
            "one byte more fills two, which is enough when a session opens (Q13)",
            "mode=pages max-aggr=2 frag-size=800",
            packets: ["A s0 747 x2"],
            inetLRO: ["0+1 max-aggr"],
            lro: ["0 max-aggr", "1 max-aggr"]),
        Scenario(
            "skb mode knows no fragments", "max-aggr=4 frag-size=800 max-frags=2", packets: ["A s0 1460 x5"],
            lro: ["0-3 max-aggr", "4 source-end"]),
    ])
    func maxAggr(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "18 fragments, and no limit in 2007 (Q15)", "mode=pages", packets: ["A s0 100 x20"],
            inetLRO: ["0-19 source-end"],
            lro: ["0-17 max-frags", "18+19 source-end"]),
        Scenario(
            "four fragments a frame overran 18 in 2007 (Q15)", "mode=pages max-aggr=18 frag-size=400",
            packets: ["A s0 1460 x6"],
            inetLRO: ["0-4 max-aggr", "5 source-end"],
            lro: ["0-3 max-frags cause=4", "4+5 source-end"]),
        Scenario(
            "what would pass the limit opens the next session (Q15)", "mode=pages frag-size=800 max-frags=5",
            packets: ["A s0 1460 x5"],
            lro: ["0+1 max-frags cause=2", "2+3 max-frags cause=4", "4 source-end", "= aggregated=5 passed=0"]),
        Scenario(
            "a session that has reached it is flushed at once (Q15)", "mode=pages frag-size=800 max-frags=4",
            packets: ["A s0 1460 x5"],
            lro: ["0+1 max-frags cause=1", "2+3 max-frags cause=3", "4 source-end"]),
        Scenario(
            "with max-aggr reached too, that is the reason (Q15)", "mode=pages max-aggr=4 frag-size=800 max-frags=4",
            packets: ["A s0 1460 x2"],
            lro: ["0+1 max-aggr"]),
        Scenario(
            "frames that fill more than the limit by themselves (Q13, Q15)", "mode=pages frag-size=256 max-frags=4",
            packets: ["A s0 1460 x2", "A s2920 100 x2"],
            lro: ["0 max-frags", "1 max-frags", "2+3 source-end"]),
        Scenario(
            "a frame that does not fit behind a small one", "mode=pages frag-size=256 max-frags=4",
            packets: ["A s0 100", "A s100 1460", "A s1560 100"],
            lro: ["0 max-frags cause=1", "1 max-frags cause=1", "2 source-end"]),
        Scenario(
            "one fragment a packet at most", "mode=pages max-frags=1", packets: ["A s0 100 x3"],
            lro: ["0 max-frags", "1 max-frags", "2 max-frags"]),
        Scenario(
            "a gap is a gap, however many fragments", "mode=pages frag-size=800 max-frags=3",
            packets: ["A s0 1460", "A s3000 1460"],
            lro: ["0 gap", "1 gap"]),
        Scenario(
            "a length above 65535 is named before the fragments", "mode=pages max-frags=1 frag-size=65535",
            packets: ["A s0 64100", "A s64100 40000"],
            lro: ["0 max-frags", "1 max-frags"]),
    ])
    func maxFrags(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
