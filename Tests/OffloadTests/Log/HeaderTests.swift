import TestSupport
import Testing

/// The headers of a merged packet.
@Suite struct HeaderTests {
    @Test(arguments: [
        Scenario(
            "TTL, TOS, identification and sequence stay the first packet's; the rest is the last one's (Q10)",
            packets: [
                "A s7 100 ttl=9 tos=8 id=5 ack=1 win=100", "A s107 140 ttl=8 tos=4 id=6 ack=2 win=200",
                "A s247 60 ttl=7 tos=0 id=7 ack=3 win=300",
            ],
            both: ["0+1+2 source-end len=340 ttl=9 tos=8 id=5 seq=7 ack=3 win=300 payload=300 gso=140 sums=right"]),
        Scenario(
            "odd payloads turn the sums of what follows",
            packets: ["A s0 101", "A s101 33", "A s134 7", "A s141 2", "A s143 1"],
            both: ["0-4 source-end len=184 sums=right"]),
        Scenario(
            "odd payloads behind timestamps",
            packets: ["A s0 1 ts=1", "A s1 1 ts=2", "A s2 3 ts=3"],
            both: ["0+1+2 source-end len=57 sums=right"]),
        Scenario(
            "a session of one packet keeps its headers, whatever they are",
            packets: ["A s0 100 badip badtcp ttl=3 win=5"],
            both: ["0 source-end len=140 ttl=3 win=5 gso=100 sums=wrong"]),
        Scenario(
            "only what was held has a largest segment",
            packets: ["A s0 100", "A s300 80"],
            both: ["0 gap gso=100", "1 gap gso=0"]),
        Scenario(
            "a window that shrinks", packets: ["A s0 100 win=500", "A s100 100 win=0"],
            both: ["0+1 source-end win=0"]),
    ])
    func merged(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
