import TestSupport
import Testing

/// The buckets of the table: a packet's RSS hash says which; each holds so many aggregates, and is emptied in its turn.
@Suite struct GROBucketTests {
    /// What the other examples build on: flows A and C share bucket 2 of 8, B and D bucket 3, and so on.
    @Test func bucketsOfTheFlows() throws {
        let flows = "ABCDEFGHIJKLMNOP"
        let rig = try Scenario("", packets: flows.map { "\($0) s0 100" }, gro: []).run(.gro)
        #expect(rig.taken.map { $0.packet.rssHash % 8 } == [2, 3, 2, 3, 6, 7, 6, 7, 0, 1, 0, 1, 4, 5, 4, 5])
    }

    @Test(arguments: [
        Scenario(
            "buckets 0 to 7, whatever came first",
            packets: ["A", "B", "E", "F", "I", "J", "M", "N"].map { "\($0) s0 100" },
            gro: [4, 5, 0, 1, 6, 7, 2, 3].map { "\($0) source-end" }),
        Scenario(
            "in each bucket what was held longest first",
            packets: ["C", "B", "A", "D", "K", "I"].map { "\($0) s0 100" },
            gro: [4, 5, 0, 2, 1, 3].map { "\($0) source-end" }),
        Scenario(
            "joining does not make it younger or older",
            packets: ["C s0 100", "A s0 100", "A s100 100", "C s100 100", "A s200 100"],
            gro: ["0+3 source-end", "1+2+4 source-end"]),
        Scenario(
            "a new aggregate is the youngest", packets: ["C s0 100", "A s0 100", "C s300 100"],
            gro: ["0 gap", "1 source-end", "2 source-end"]),
        Scenario(
            "at the end of every round", "budget=4",
            packets: ["B", "A", "I", "C"].map { "\($0) s0 100" } + ["D", "K"].map { "\($0) s0 100" },
            gro: [
                "2 poll-end round=0", "1 poll-end round=0", "3 poll-end round=0", "0 poll-end round=0",
                "5 source-end round=1", "4 source-end round=1",
            ]),
        Scenario(
            "two buckets", "gro-buckets=2", packets: ["B", "A", "D", "C", "F", "E"].map { "\($0) s0 100" },
            gro: [1, 3, 5, 0, 2, 4].map { "\($0) source-end" }),
        Scenario(
            "one bucket", "gro-buckets=1", packets: ["F", "E", "B", "A", "J", "I"].map { "\($0) s0 100" },
            gro: (0..<6).map { "\($0) source-end" }),
        Scenario(
            "a tag or MAC address changes the flow, not the bucket",
            packets: ["E s0 100", "A s0 100 vlan=7", "A s0 100 mac=9", "A s0 100"],
            gro: ["1 source-end", "2 source-end", "3 source-end", "0 source-end"]),
    ])
    func endOfARound(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "eight aggregates a bucket by default; the ninth sends the longest held away",
            packets: (1...10).map { "A s0 100 mac=\($0)" },
            gro: ["0 evicted cause=8 held=yes", "1 evicted cause=9"] + (2...9).map { "\($0) source-end" }),
        Scenario(
            "joining does not renew the age", "gro-buckets=1 sessions=2",
            packets: ["A s0 100", "B s0 100", "A s100 100", "C s0 100"],
            gro: ["0+2 evicted cause=3 payload=200 sums=partial", "1 source-end", "3 source-end"]),
        Scenario(
            "joining sends nothing away", "gro-buckets=1 sessions=2",
            packets: ["A s0 100", "B s0 100", "B s100 100", "A s100 100 psh"],
            gro: ["0+3 psh", "1+2 source-end"]),
        Scenario(
            "a flushed candidate has left its place before", "gro-buckets=1 sessions=2",
            packets: ["A s0 100", "B s0 100", "A s300 100", "C s0 100"],
            gro: ["0 gap cause=2", "1 evicted cause=3", "2 source-end", "3 source-end"]),
        Scenario(
            "what ended by joining has left too", "gro-buckets=1 sessions=2",
            packets: ["A s0 100", "B s0 100", "A s100 100 psh", "C s0 100"],
            gro: ["0+2 psh", "1 source-end", "3 source-end"]),
        Scenario(
            "what goes up by itself sends nothing away", "gro-buckets=1 sessions=2 verify",
            packets: [
                "A s0 100", "B s0 100", "C s0 100 psh", "C s100 0", "C s100 0 syn", "C s100 100 pad=9",
                "C s100 100 badtcp", "C s100 100 frag=0xc000", "arp", "C s100 100 ipopt=4", "C s100 100 urg",
            ],
            gro: [
                "2 psh", "3 pure-ack", "4 syn", "5 padding", "6 tcp-checksum", "7 reserved", "8 not-ip", "9 ip-options",
                "10 urg", "0 source-end", "1 source-end",
            ]),
        Scenario(
            "a full bucket is nothing to another one", "gro-buckets=8 sessions=8",
            packets: ["A s0 100", "B s0 100", "C s0 100", "E s0 100"],
            gro: ["0 evicted cause=2", "2 source-end", "1 source-end", "3 source-end"]),
        Scenario(
            "the sessions are those of all buckets together", "gro-buckets=8 sessions=16",
            packets: ["A s0 100", "C s0 100", "A s0 100 mac=9", "B s0 100", "D s0 100"],
            gro: ["0 evicted cause=2", "1 source-end", "2 source-end", "3 source-end", "4 source-end"]),
        Scenario(
            "what was sent away begins anew", "gro-buckets=1 sessions=1",
            packets: ["A s0 100 x2", "B s0 100", "A s200 100 x2", "B s100 100"],
            gro: ["0+1 evicted cause=2", "2 evicted cause=3", "3+4 evicted cause=5", "5 source-end"]),
        Scenario(
            "an aggregate flushed by a packet that is not held makes room", "gro-buckets=1 sessions=2",
            packets: ["A s0 100", "B s0 100", "A s300 100 psh", "C s0 100", "D s0 100"],
            gro: ["0 gap", "2 psh held=no", "1 evicted cause=4", "3 source-end", "4 source-end"]),
    ])
    func fullBucket(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
