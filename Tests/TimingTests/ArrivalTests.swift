import Testing
import Timing

/// When frames arrive.
@Suite struct ArrivalTests {
    private func times(_ arrivals: Arrivals, _ frames: [(stamp: Int64, length: Int)]) -> ([Int64], corrected: UInt64) {
        var times = ArrivalTimes(arrivals)
        let all = frames.map { times.next(stamp: $0.stamp, length: $0.length) }
        return (all, times.corrected)
    }

    /// The first is there at 0; each takes its bytes, no less than 60, and 24 more of FCS, preamble and gap.
    @Test func backToBackAtABitRate() throws {
        let rate = try #require(Arrivals("1G"))
        let (all, corrected) = times(rate, [(9, 1514), (8, 40), (7, 60), (6, 1514)])
        #expect(all == [0, 672, 1_344, 1_344 + 12_304])
        #expect(corrected == 0)
    }

    @Test func atAPacketRate() throws {
        #expect(times(try #require(Arrivals("1.5Mpps")), [(0, 60), (0, 9000), (0, 60)]).0 == [0, 666, 1_333])
    }

    @Test func asRecorded() {
        let (all, corrected) = times(.asRecorded, [(1_000, 60), (1_500, 60), (1_400, 60), (2_000, 60)])
        #expect(all == [0, 500, 500, 1_000] && corrected == 1)
        #expect(times(.recorded(speed: 3_000), [(0, 60), (100, 60)]).0 == [0, 33])
        #expect(times(.recorded(speed: 1), [(0, 60), (100, 60)]).0 == [0, 100_000])
    }

    /// Stamps may be anything that a file holds.
    @Test func stampsOfAllAgesNeverGoBack() {
        let (all, _) = times(.recorded(speed: 1), [(.min, 60), (.max, 60), (0, 60)])
        #expect(all == [0, .max, .max])
    }

    @Test(arguments: [Arrivals.asRecorded, .recorded(speed: 500), Arrivals("10G")])
    func thereIsAWayBackFromBacklog(arrivals: Arrivals?) throws {
        var settings = ClockSettings()
        settings.arrivals = try #require(arrivals)
        #expect(settings.toggled.arrivals == .backlog && !settings.toggled.isInForce)
        #expect(settings.toggled.toggled.arrivals == arrivals)
    }

    @Test func withoutAnyArrivalsGivenTheyBecomeAsRecorded() {
        #expect(ClockSettings().toggled.arrivals == .asRecorded)
    }
}
