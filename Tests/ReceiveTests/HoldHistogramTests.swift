import Queues
import Receive
import TestSupport
import Testing

/// How many frames a packet waits for its delivery, computed by hand.
@Suite struct HoldHistogramTests {
    /// Packets by their hold, from 0.
    private func holds(_ packets: [String], _ settings: String = "") throws -> HoldHistogram {
        try Scenario("holds", settings, packets: packets, lro: []).run(.lro).pipeline.holds
    }

    @Test func untilTheRoundEnds() throws {
        let meter = try holds(["A s0 100", "A s100 100", "arp", "B s0 100"], "budget=4")
        // Three frames came after the first, two after the second; ARP passed, and B came last.
        #expect(meter.counts == [2, 0, 1, 1])
        #expect(meter.maximum == 3)
        #expect(meter.percentile(0.5) == 0)
        #expect(meter.percentile(0.51) == 2)
        #expect(meter.percentile(0.75) == 2)
        #expect(meter.percentile(0.99) == 3)
        #expect(meter.percentile(0) == 0)
    }

    @Test func untilTheSessionBreaks() throws {
        // The gap lets three packets go; the two of B stay until the end, with one frame in between.
        let meter = try holds(["A s0 100", "A s100 100", "B s0 100", "A s300 100", "B s100 100", "A s0 0"])
        // A: 3 and 2 frames, the gap 0; B: 3 and 1; the ACK 0.
        #expect(meter.counts == [2, 1, 1, 2])
    }

    @Test func untilTheAggregateIsFull() throws {
        #expect(try holds(["A s0 100 x3"], "max-aggr=3").counts == [1, 1, 1])
        #expect(try holds(["A s0 100 x3"], "max-aggr=1").counts == [3])
    }

    @Test func frameThatOpensTheNextSession() throws {
        #expect(try holds(["A s0 40000", "B s0 100", "A s40000 40000", "C s0 100"]).counts == [1, 1, 2])
    }

    @Test func smallPacketsAndKnobs() throws {
        let meter = try holds(["A s0 100", "B s0 100", "A s100 9", "C s0 100", "turn max-aggr=1"], "copybreak=100")
        // A waited 2 for the small frame; B 2 and C 0 until the knob was turned.
        #expect(meter.counts == [2, 0, 2])
    }

    @Test func onlyFramesOfTheQueueCount() throws {
        // B's queue is another: it does not count for A.
        #expect(try holds(["A s0 100", "B s0 100", "B s100 100", "A s100 100"], "queues=8").counts == [2, 2])
    }

    @Test func longHolds() throws {
        let meter = try holds(["A s0 100", "B s0 0 x65534"], "budget=65535")
        #expect(meter.maximum == 65_534)
        #expect(meter.counts[0] == 65_534)
        #expect(meter.percentile(1) == 65_534)
    }

    @Test func noPackets() throws {
        #expect(try holds([]).maximum == 0)
        #expect(try holds([]).percentile(0.5) == 0)
    }
}
