import Packet
import Receive
import Replay
import Snapshots
import TestSupport
import Testing

/// What is kept to look back at, and how much of it.
@Suite struct RecentRoundsTests {
    private func recentRounds(_ player: Player) throws -> RecentRounds { try #require(player.runner.recentRounds) }

    @Test func framesOfTheRound() throws {
        var player = try Player(["A s0 10 x7"], "budget=3")
        let kept = try (0..<7).map { _ in
            player.take(1)
            return try recentRounds(player).frames[0].map(\.index)
        }
        #expect(kept == [[0], [0, 1], [0, 1, 2], [3], [3, 4], [3, 4, 5], [6]])
        #expect(try recentRounds(player).frame(6, queue: 0)?.sequence == 60)
        #expect(try recentRounds(player).frame(5, queue: 0) == nil)
    }

    @Test func framesOfEachQueue() throws {
        var player = try Player(["A s0 10", "B s0 10", "B s10 10"], "queues=8 budget=2")
        player.take(3)
        #expect(try recentRounds(player).frames.map { $0.map(\.index) } == [[], [], [0], [1, 2], [], [], [], []])
    }

    @Test func longRoundsAreBounded() throws {
        var player = try Player(["A s0 10 x5000"], "budget=65535")
        for count in 1...5000 {
            player.take(1)
            guard count % 250 == 0 else { continue }
            let frames = try recentRounds(player).frames[0].map(\.index)
            #expect(frames.count <= RecentRounds.frameLimit)
            #expect(frames.count >= min(count, RecentRounds.frameLimit / 2))
            #expect(frames == Array((UInt64(count) - UInt64(frames.count))..<UInt64(count)))
        }
    }

    @Test func roundsAreBounded() throws {
        var player = try Player(["A s0 10 x3000"], "budget=1")
        player.take(3000)
        #expect(try recentRounds(player).rounds.count <= 2 * RecentRounds.roundLimit)
        #expect(Snapshot(player).history.count == RecentRounds.roundLimit)
    }

    @Test func rounds() throws {
        var player = try Player(["A s0 10 x3", "B s0 10 x2", "A s900 20", "A s920 20 x4"], "budget=3 queues=8")
        while player.perform(.stepRound) == nil {}
        let lines = Snapshot(player).history.map {
            "queue \($0.queue): \($0.frames) frames, \($0.deliveries) delivered, \($0.mergedBytes) B merged"
        }
        #expect(
            lines == [
                "queue 2: 3 frames, 1 delivered, 30 B merged", "queue 2: 3 frames, 1 delivered, 60 B merged",
                "queue 2: 2 frames, 1 delivered, 40 B merged", "queue 3: 2 frames, 1 delivered, 20 B merged",
            ])
    }

    @Test func changesAreMarkedOnTheNextRound() throws {
        var player = try Player(["A s0 10 x20"], "budget=4")
        player.take(6)
        _ = player.perform(.set(.maxAggr, 3))
        _ = player.perform(.set(.sessions, 3))
        player.take(6)
        // The round took the new budget already, so that it ends with the change.
        player.take(2)
        _ = player.perform(.set(.budget, 2))
        player.take(2)
        #expect(Snapshot(player).history.map(\.isTuned) == [false, true, false, true, false])
        #expect(Snapshot(player).history.map(\.frames) == [4, 4, 4, 2, 2])
    }
}
