import Offload
import Packet
import Receive
import Replay
import Snapshots
import TestSupport
import Testing

/// What happened in a round, in words, and the frames that it is said of.
@Suite struct EventViewTests {
    @Test func everyKind() throws {
        var player = try Player(["A s0 100 x2", "A s300 100", "arp", "B s0 50", "C s0 60", "B s50 10"], "budget=7")
        player.take(5)
        _ = player.perform(.set(.maxAggr, 1))
        player.take(2)
        let events = Snapshot(player).events
        #expect(
            events.map(\.sentence) == [
                "opened session 0", "appended to session 0 (2)",
                "session 0 ends with gap: sequence 300, expected 200, 100 bytes missing",
                "flushed session 0: gap, 2 packets, 200 bytes",
                "passed as gap: sequence 300, expected 200, 100 bytes missing", "passed as not-ip: not an IP packet",
                "opened session 0", "max-aggr set to 1", "flushed session 0: tuning, 1 packet, 50 bytes",
                "opened session 0", "flushed session 0: max-aggr, 1 packet, 60 bytes", "opened session 0",
                "flushed session 0: max-aggr, 1 packet, 10 bytes", "round ended: 7 packets → 6 delivered",
            ])
        #expect(events.allSatisfy { $0.frame?.index == $0.event.frame })
    }

    @Test func theLimitOfTheTime() throws {
        var player = try Player(["A s0 10 x6"])
        player.take(2)
        #expect(Snapshot(player).events.last?.sentence == "appended to session 0 (2 of 32)")
        _ = player.perform(.set(.maxAggr, 8))
        player.take(1)
        _ = player.perform(.set(.maxAggr, 9))
        player.take(1)
        let appended = Snapshot(player).events.filter { $0.event.kind == .appended }.map(\.sentence)
        #expect(
            appended == [
                "appended to session 0 (2)", "appended to session 0 (3 of 8)", "appended to session 0 (4 of 9)",
            ])
    }

    @Test func onlyTheLatestOfALongRound() throws {
        var player = try Player(["A s0 10 x3000"], "budget=5000 max-aggr=3000")
        player.take(2500)
        let events = Snapshot(player).events
        #expect(events.count == 400)
        #expect(events.map(\.event.frame) == Array(2100..<2500))
        #expect(events.allSatisfy { $0.frame?.index == $0.event.frame })
    }

    /// A change of a setting is told with the number of a frame that another queue may have taken.
    @Test func framesOfOtherQueuesAreNotShown() throws {
        var player = try Player(["A s0 10", "B s0 10", "A s10 10"], "queues=8")
        player.take(2)
        _ = player.perform(.set(.budget, 9))
        player.take(1)
        let events = Snapshot(player).events
        #expect(events.map(\.sentence) == ["opened session 0", "budget set to 9", "appended to session 0 (2 of 32)"])
        #expect(events.map { $0.frame?.index } == [0, nil, 2])
    }

    @Test func beforeTheFirstFrame() throws {
        var player = try Player(["A s0 10"])
        #expect(Snapshot(player).events.isEmpty)
        _ = player.perform(.next(.mode))
        #expect(Snapshot(player).events.map(\.sentence) == ["mode set to pages"])
        #expect(Snapshot(player).events.first?.frame == nil)
    }
}
