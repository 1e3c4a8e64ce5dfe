import TestSupport
import Testing

/// The table of sessions: full, and in which order it is flushed.
@Suite struct SessionTests {
    @Test(arguments: [
        Scenario(
            "a full table passes what could have opened a session", "sessions=2",
            packets: ["A s0 100", "B s0 100", "C s0 100", "A s100 100", "C s100 100"],
            both: [
                "2 no-session", "4 no-session", "0+3 source-end", "1 source-end", "= no_desc=2 aggregated=3 passed=2",
            ]),
        Scenario(
            "in 2007 whatever found no session was counted (Q2)", "sessions=1",
            packets: ["A s0 100", "B s0 100", "B s100 0", "C s0 0 syn no-ack", "C s1 100 pad=4", "arp"],
            inetLRO: [
                "1 no-session", "2 pure-ack", "3 syn", "4 padding", "5 not-ip", "0 source-end", "= no_desc=4",
            ],
            lro: ["1 no-session", "2 pure-ack", "3 syn", "4 padding", "5 not-ip", "0 source-end", "= no_desc=1"]),
        Scenario(
            "a refused packet is not counted", "sessions=1",
            packets: ["A s0 100", "B s0 100 mf", "B s0 100 doff=4"],
            both: ["1 fragment", "2 malformed", "0 source-end", "= no_desc=0"]),
        Scenario(
            "a flushed session makes room", "sessions=1",
            packets: ["A s0 100", "B s0 100", "A s300 100", "B s100 100"],
            both: ["1 no-session", "0 gap", "2 gap", "3 source-end", "= no_desc=1"]),
        Scenario(
            "a full session makes room at once", "sessions=1 max-aggr=2",
            packets: ["A s0 100", "A s100 100", "B s0 100"],
            both: ["0+1 max-aggr", "2 source-end", "= no_desc=0"]),
    ])
    func full(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "sessions are flushed in the order of opening, in 2007 in that of their slots (Q18)",
            packets: ["A s0 100", "B s0 100", "C s0 100", "A s300 100", "D s0 100", "B s100 100"],
            inetLRO: [
                "0 gap slot=0", "3 gap slot=-", "4 source-end slot=0", "1+5 source-end slot=1", "2 source-end slot=2",
            ],
            lro: [
                "0 gap slot=0", "3 gap slot=-", "1+5 source-end slot=1", "2 source-end slot=2", "4 source-end slot=0",
            ]),
        Scenario(
            "the lowest free slot is taken",
            packets: [
                "A s0 100", "B s0 100", "C s0 100", "B s300 100", "A s300 100", "D s0 100", "E s0 100", "F s0 100",
            ],
            inetLRO: [
                "1 gap", "3 gap", "0 gap", "4 gap", "5 source-end slot=0", "6 source-end slot=1", "2 source-end slot=2",
                "7 source-end slot=3",
            ],
            lro: [
                "1 gap", "3 gap", "0 gap", "4 gap", "2 source-end slot=2", "5 source-end slot=0", "6 source-end slot=1",
                "7 source-end slot=3",
            ]),
    ])
    func order(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
