import Testing
import Timing

/// What is counted of latencies.
@Suite struct LatencyTests {
    private static let packet = PacketTimes(arrived: 100, listed: 150, taken: 175)

    @Test func partsAddUp() {
        let latency = Latency(Self.packet, heldUntil: 400, at: 450)
        #expect((latency.moderation, latency.ring, latency.held, latency.delivery) == (50, 25, 225, 50))
        #expect(latency.total == 350)
    }

    @Test func percentilesAreOfTheNearestRank() {
        var tally = LatencyTally()
        for time in 1...100 {
            tally.note(Latency(PacketTimes(arrived: 0, listed: 0, taken: 0), heldUntil: Int64(time), at: Int64(time)))
        }
        #expect([0.5, 0.9, 0.99, 0.999].map(tally.total.percentile) == [50, 90, 99, 100])
        #expect(tally.count == 100 && tally.held.sum == 5_050 && tally.total.maximum == 100 && tally.total.mean == 50)
        var both = tally
        both.add(tally)
        #expect(both.count == 200 && both.total.sum == 10_100 && both.total.percentile(0.5) == 50)
    }

    @Test func aFlowCountsPowersOfTwo() {
        var flow = FlowLatency()
        for time in [0, 1, 2, 3, 4, 1_000] as [Int64] { flow.note(time) }
        #expect(flow.powers == [1, 1, 2, 1, 0, 0, 0, 0, 0, 0, 1])
        #expect((flow.count, flow.sum, flow.maximum, flow.mean) == (6, 1_010, 1_000, 168))
        flow.note(.max)
        #expect(flow.powers.count == 32)
    }
}
