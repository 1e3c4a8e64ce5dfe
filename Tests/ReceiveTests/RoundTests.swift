import TestSupport
import Testing

/// Poll rounds: a queue's next frames up to the budget, then a flush of all.
@Suite struct RoundTests {
    @Test(arguments: [
        Scenario(
            "a round is budget frames", "budget=2", packets: ["A s0 100 x5"],
            both: [
                "0+1 poll-end round=0 cause=1", "2+3 poll-end round=1 cause=3", "4 source-end round=2 cause=4",
                "= rounds=3",
            ]),
        Scenario(
            "of any kind", "budget=2", packets: ["A s0 100", "arp", "A s100 100", "A s200 0"],
            both: ["1 not-ip round=0", "0 poll-end round=0", "2 pure-ack round=1", "3 pure-ack round=1", "= rounds=2"]),
        Scenario(
            "a source that ends with a round has no other", "budget=2", packets: ["A s0 100 x2"],
            both: ["0+1 poll-end", "= rounds=1"]),
        Scenario("no frames, no rounds", packets: [], both: ["= rounds=0 delivered=0"]),
        Scenario(
            "a budget of one merges nothing", "budget=1", packets: ["A s0 100 x2"],
            both: ["0 poll-end round=0", "1 poll-end round=1", "= aggregated=2 flushed=2"]),
        Scenario(
            "the frame that fills the round may flush by itself first", "budget=2 max-aggr=2", packets: ["A s0 100 x3"],
            both: ["0+1 max-aggr round=0", "2 source-end round=1", "= rounds=2"]),
        Scenario(
            "each queue has its own rounds; at the end they go in queue order", "queues=2 budget=2",
            packets: ["A s0 100", "B s0 100", "C s0 100", "D s0 100", "E s0 100", "F s0 100", "G s0 100", "A s9 9"],
            both: [
                "0 poll-end queue=0 round=0 cause=2", "2 poll-end queue=0 round=0 cause=2",
                "1 poll-end queue=1 round=0 cause=3", "3 poll-end queue=1 round=0 cause=3",
                "4 poll-end queue=0 round=1 cause=6", "6 poll-end queue=0 round=1 cause=6",
                "7 source-end queue=0 round=2 cause=7", "5 source-end queue=1 round=1 cause=7", "= rounds=5",
            ]),
    ])
    func rounds(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
