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

    private func tally(_ times: some Sequence<Int64>) -> LatencyTally {
        var tally = LatencyTally()
        for time in times {
            tally.note(Latency(PacketTimes(arrived: 0, listed: time / 2, taken: time), heldUntil: time, at: time))
        }
        return tally
    }

    /// What is counted since a change says nothing of what was before.
    @Test func sinceAnEarlierTime() {
        let (before, after) = (tally(1...100), tally((1...100).map { $0 * 1_000 }))
        var all = before
        all.add(after)
        let since = LatencySample(all).since(LatencySample(before))
        #expect([0.5, 0.99].map(since.total.percentile) == [0.5, 0.99].map(after.total.percentile))
        #expect(since.total.count == 100 && since.total.sum == after.total.sum)
        #expect(since.means == LatencySample(after).means)
        #expect(LatencySample(all).since(LatencySample(all)).total.count == 0)
        #expect(LatencySample(all).since(LatencySample(LatencyTally())).total.count == 200)
    }

    @Test func samplesAddUp() {
        let parts = [LatencySample(tally(1...10)), LatencySample(tally(11...20))]
        let all = LatencySample(tally(1...20))
        #expect(LatencySample(parts).sums == all.sums && LatencySample(parts).total.percentile(0.5) == 10)
        #expect(LatencySample(LatencyTally()).means == Latency())
    }

    @Test func severalPercentilesAtOnce() {
        let shares = [0, 0.001, 0.5, 0.9, 0.99, 0.999, 1]
        for count in [1, 2, 3, 10, 99, 100, 101, 1_000, 5_000] as [Int64] {
            let total = tally((1...count).map { ($0 * 7_919) % 104_729 }).total
            let sorted = (1...count).map { ($0 * 7_919) % 104_729 }.sorted()
            for (share, time) in zip(shares, total.percentiles(shares)) {
                let rank = max(1, Int((share * Double(count)).rounded(.up)))
                #expect(abs(time - sorted[rank - 1]) <= sorted[rank - 1] / 1_000, "\(share) of \(count)")
            }
        }
        #expect(LatencyTally().total.percentiles(shares).allSatisfy { $0 == 0 })
    }
}
