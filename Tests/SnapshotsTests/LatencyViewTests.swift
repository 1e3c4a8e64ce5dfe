import Packet
import Receive
import Replay
import Snapshots
import TestSupport
import Testing
import Timing

/// What a snapshot says of time.
@Suite struct LatencyViewTests {
    /// A run of two flows in two queues, one of which sends twice as much.
    private func player(_ settings: String = "queues=2 arrivals=1G rx-usecs=20") throws -> Player {
        try Player((0..<40).flatMap { ["A s\($0 * 200) 100 x2", "B s\($0 * 100) 100"] }, settings)
    }

    @Test func itSaysWhatWasMeasured() throws {
        var player = try player()
        player.take(100)
        let snapshot = Snapshot(player)
        let tally = try #require(player.pipeline.latencies)
        let latency = try #require(snapshot.latency)
        #expect(latency.count == tally.count && latency.count > 0)
        #expect(latency.p50 == tally.total.percentile(0.5) && latency.p99 == tally.total.percentile(0.99))
        #expect(latency.means.held == tally.held.mean && latency.means.moderation == tally.moderation.mean)
        #expect(snapshot.latencies.map(\.count).reduce(0, +) == latency.count)
        let clock = try #require(snapshot.clock)
        #expect(clock.queues.map(\.polls).reduce(0, +) == Int(player.pipeline.rounds))
        #expect(clock.time == player.pipeline.clock?.time)
    }

    @Test func withoutAClockItSaysNothing() throws {
        var player = try player("queues=2")
        player.take(100)
        let snapshot = Snapshot(player)
        #expect(snapshot.latency == nil && snapshot.latencies.isEmpty && snapshot.clock == nil)
        #expect(snapshot.table.rows.allSatisfy { $0.latency == nil })
    }

    /// A knob that is turned shows at once in what is said of each queue.
    @Test func queuesCountFromTheLatestChangeOn() throws {
        var player = try player("queues=1 arrivals=1G rx-usecs=20")
        player.take(60)
        let before = try #require(Snapshot(player).latencies.first)
        _ = player.perform(.set(.rxUsecs, 0))
        #expect(Snapshot(player).latencies.first?.count == 0)
        player.take(60)
        let after = Snapshot(player)
        #expect(after.latencies[0].p50 < before.p50)
        #expect(after.latency?.count == after.latencies[0].count + before.count)
    }

    @Test func flowsHaveTheirOwnAndAreSortedByIt() throws {
        var player = try player()
        player.take(120)
        player.take(1)
        var query = TableQuery()
        (query.content, query.column, query.isDescending, query.isComplete) = (.flows, .latency, true, true)
        let snapshot = Snapshot(player, query)
        let means = snapshot.table.rows.compactMap(\.latency?.mean)
        #expect(means.count == 2 && means == means.sorted(by: >))
        #expect(snapshot.table.rows.compactMap(\.latency?.count).reduce(0, +) == UInt64(snapshot.latency?.count ?? 0))
        for row in snapshot.table.rows { #expect(snapshot.flowLatencies[row.flow]?.count == row.latency?.count) }
        #expect(snapshot.tallies?.map(\.count).reduce(0, +) == snapshot.latency?.count)
    }

    @Test func aSessionSaysHowLongItIsHeld() throws {
        var settings = try TestSettings("arrivals=1G").receive
        (settings.rxUsecs, settings.flushPolicy) = (0, .timeoutAtPoll(1_000))
        let source = try TestSource(["A s0 1000 x5"])
        let runner = Runner(source, Pipeline(settings, keepsDeliveries: true), keepsRecentRounds: true)
        var player = Player(runner, isRunning: false)
        player.take(4)
        let row = try #require(Snapshot(player).table.rows.first)
        // The time from the first of the frames, which was taken at once, to the latest that has arrived.
        #expect(row.heldFor == player.pipeline.clock?.time && row.isOpen)
    }
}
