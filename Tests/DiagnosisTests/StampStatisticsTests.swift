import Diagnosis
import Packet
import Replay
import Testing
import Timing

/// What stamps say of the link that carried their frames.
@Suite struct StampStatisticsTests {
    /// The statistics of full frames that were stamped so.
    private func statistics(_ stamps: [Int64], link: String = "10G") throws -> StampStatistics {
        var statistics = StampStatistics(try #require(Rate(link)))
        for (index, time) in stamps.enumerated() {
            statistics.note(FrameRecord(index: UInt64(index), time: time, start: 0, captured: 60, wireLength: 1_514))
        }
        return statistics
    }

    @Test func backToBackIsNoBurst() throws {
        // 1231 ns each on the wire, in nanoseconds and rounded to microseconds.
        let exact = try statistics((0..<500).map { $0 * 1_231 })
        #expect((exact.inBursts, exact.medianGap, exact.burstShare) == (0, 1_231, 0))
        #expect(try statistics((0..<500).map { $0 * 1_231 / 1_000 * 1_000 }).inBursts == 0)
    }

    @Test func whatAPollTakesIsOne() throws {
        // 20 frames each millisecond, 100 ns apart; the first of each may have come by itself.
        let polls = try statistics((0..<400).map { $0 / 20 * 1_000_000 + $0 % 20 * 100 })
        #expect(polls.burstShare > 0.9 && polls.medianGap == 100)
        // In bursts of fewer than a window there is no telling.
        #expect(try statistics((0..<400).map { $0 / 4 * 1_000_000 + $0 % 4 * 100 }).inBursts == 0)
    }

    @Test func aFasterLinkCarriesIt() throws {
        let stamps = (0..<400).map { Int64($0) * 130 }
        #expect(try statistics(stamps, link: "10G").burstShare > 0.9)
        #expect(try statistics(stamps, link: "100G").inBursts == 0)
    }

    @Test func withoutStampsThereAreNone() throws {
        #expect(try !statistics([]).areThere && !statistics([5, 5, 5]).areThere && statistics([5, 6]).areThere)
        // Stamps may be anything that a file holds.
        #expect(try statistics([.max, .min, 0, .max]).frames == 4)
    }
}
