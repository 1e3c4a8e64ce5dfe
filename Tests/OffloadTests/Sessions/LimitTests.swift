import TestSupport
import Testing

/// How large an aggregate grows.
@Suite struct LimitTests {
    @Test(arguments: [
        Scenario(
            "max-aggr packets", "max-aggr=2", packets: ["A s0 100 x5"],
            both: ["0+1 max-aggr cause=1", "2+3 max-aggr cause=3", "4 source-end"]),
        Scenario(
            "max-aggr 1 is tested when a session opens (Q13)", "max-aggr=1", packets: ["A s0 100 x3"],
            inetLRO: ["0+1 max-aggr", "2 source-end", "= aggregated=3 flushed=2 passed=0"],
            lro: ["0 max-aggr", "1 max-aggr", "2 max-aggr", "= aggregated=3 flushed=3 passed=0"]),
        Scenario(
            "max-aggr 1 with two sessions open in turn", "max-aggr=1 sessions=1", packets: ["A s0 100", "B s0 100"],
            inetLRO: ["1 no-session", "0 source-end", "= no_desc=1"],
            lro: ["0 max-aggr", "1 max-aggr", "= no_desc=0"]),
    ])
    func packets(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "exactly at 65535 less the MTU a session stays open", "max-aggr=100",
            packets: ["A s0 1448 x44", "A s63712 283"],
            both: ["0-44 source-end len=64035"]),
        Scenario(
            "one byte over it is flushed", "max-aggr=100",
            packets: ["A s0 1448 x44", "A s63712 284", "A s63996 1"],
            both: ["0-44 size-limit len=64036 cause=44", "45 source-end"]),
        Scenario(
            "full segments without timestamps", "max-aggr=100", packets: ["A s0 1448 x46"],
            both: ["0-44 size-limit len=65200 sums=right", "45 source-end"]),
        Scenario(
            "full segments with timestamps", "max-aggr=100", packets: ["A s0 1448 ts=5 x46"],
            both: ["0-44 size-limit len=65212 sums=right", "45 source-end"]),
        Scenario(
            "a large MTU leaves less room", "max-aggr=100 mtu=9000", packets: ["A s0 1448 x41"],
            both: ["0-39 size-limit len=57960", "40 source-end"]),
        Scenario(
            "the largest MTU leaves none", "mtu=65535", packets: ["A s0 100 x3"],
            inetLRO: ["0+1 size-limit", "2 source-end"],
            lro: ["0 size-limit", "1 size-limit", "2 size-limit"]),
        Scenario(
            "a tag of the first frame counts as four bytes: just below", "mode=pages max-aggr=100 max-frags=100",
            packets: ["A s0 1448 vlan=42 x44", "A s63712 279 vlan=42"],
            both: ["0-44 source-end len=64031"]),
        Scenario(
            "and one more", "mode=pages max-aggr=100 max-frags=100",
            packets: ["A s0 1448 vlan=42 x44", "A s63712 280 vlan=42"],
            both: ["0-44 size-limit len=64032"]),
        Scenario(
            "max-aggr names a session that has reached both limits", "max-aggr=45", packets: ["A s0 1448 x45"],
            both: ["0-44 max-aggr"]),
    ])
    func size(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "the size is tested when a session opens (Q13)",
            packets: ["A s0 63996", "B s0 63995", "B s63995 1"],
            inetLRO: ["1+2 size-limit", "0 source-end"],
            lro: ["0 size-limit len=64036", "1+2 size-limit len=64036"]),
        Scenario(
            "two packets of 40000 bytes: the length wraps (Q14)", packets: ["A s0 40000", "A s40000 40000"],
            inetLRO: ["0+1 size-limit len=14504 payload=80000 sums=wrong"],
            lro: ["0 size-limit len=40040 cause=1", "1 source-end len=40040"]),
        Scenario(
            "up to 65535 bytes are appended (Q14)", packets: ["A s0 40000", "A s40000 25495"],
            both: ["0+1 size-limit len=65535 sums=right"]),
        Scenario(
            "but not 65536 (Q14)", packets: ["A s0 40000", "A s40000 25496"],
            inetLRO: ["0+1 size-limit len=0"],
            lro: ["0 size-limit", "1 source-end len=25536"]),
        Scenario(
            "the packet that did not fit opens the next, which may be full at once",
            packets: ["A s0 40000", "A s40000 64000", "A s104000 100"],
            inetLRO: ["0+1 size-limit len=38504", "2 source-end"],
            lro: ["0 size-limit", "1 size-limit len=64040", "2 source-end", "= aggregated=3 flushed=3 passed=0"]),
    ])
    func largePackets(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
