import Offload
import Packet
import Receive
import Replay
import Snapshots
import TestSupport
import Testing

/// What a session expected of a packet just before it came.
@Suite struct ExpectationTests {
    /// What was expected of the last packet, before each of its events.
    private func expectations(_ player: Player) -> [String] {
        let events = Snapshot(player).events
        let last = events.last { $0.event.isVerdict }?.event.frame
        return events.indices.filter { events[$0].event.frame == last && events[$0].event.kind != .roundEnded }.map {
            guard let expected = Expectation(before: $0, in: events) else { return "nothing" }
            let stamp = expected.timestampValue.map { " ts \($0)" } ?? ""
            return "slot \(expected.slot): \(expected.packets) packets \(expected.bytes) B, next "
                + "\(expected.nextSequence) ack \(expected.acknowledgment)\(stamp) \(expected.optionLayout)"
        }
    }

    @Test(arguments: [
        (
            "", ["A s7 100 ts=5,6 ack=3", "A s107 50 ts=6,6 ack=4", "A s157 10 ts=7 ack=4"],
            ["slot 0: 2 packets 150 B, next 157 ack 4 ts 5 timestamp"]
        ),
        ("", ["A s0 100", "A s100 100"], ["slot 0: 1 packets 100 B, next 100 ack 1 none"]),
        // A packet that breaks the session has three events: it ends, it is flushed, the packet passes.
        (
            "", ["A s0 100 ts=5", "A s900 10"],
            Array(repeating: "slot 0: 1 packets 100 B, next 100 ack 1 ts 5 timestamp", count: 3)
        ),
        // Full after two, and opened again.
        (
            "max-aggr=2", ["A s0 100 x2", "A s200 100 ack=8", "A s300 100 ack=8"],
            Array(repeating: "slot 0: 1 packets 100 B, next 300 ack 8 none", count: 2)
        ),
        (
            "", ["B s0 100", "A s0 70", "B s100 100", "A s70 70", "B s200 5", "A s140 1"],
            ["slot 1: 2 packets 140 B, next 140 ack 1 none"]
        ),
        (
            "queues=8", ["B s0 100", "A s0 70", "B s100 100", "A s70 70", "B s200 5", "A s140 1"],
            ["slot 0: 2 packets 140 B, next 140 ack 1 none"]
        ),
        ("", ["A s4294967290 100", "A s94 1"], ["slot 0: 1 packets 100 B, next 94 ack 1 none"]),
        ("budget=3", ["A s0 100 x3"], Array(repeating: "slot 0: 2 packets 200 B, next 200 ack 1 none", count: 2)),
        // No session: the first packet, after a flush, after the round, another flow's slot, none was free.
        ("", ["A s0 100"], ["nothing"]), ("", ["A s0 100", "A s900 1", "A s901 1"], ["nothing"]),
        ("budget=2", ["A s0 100 x3"], ["nothing"]),
        ("sessions=1", ["A s0 100", "A s900 1", "B s0 100", "A s901 1"], ["nothing"]),
        ("", ["A s0 100", "A' s0 100"], ["nothing"]), ("", ["A s0 100", "arp"], ["nothing"]),
        // Opened too long ago to be remembered.
        ("max-aggr=999 budget=999", ["A s0 10 x450"], ["nothing"]),
        ("max-aggr=999 budget=999", ["A s0 10 x400"], ["slot 0: 399 packets 3990 B, next 3990 ack 1 none"]),
    ])
    func lastPacket(settings: String, packets: [String], expected: [String]) throws {
        var player = try Player(packets, settings)
        player.take(try TestFrame.frames(packets).count)
        #expect(expectations(player) == expected)
    }

    @Test func aKnobFlushesTheSession() throws {
        var player = try Player(["A s0 100 x3"])
        player.take(2)
        _ = player.perform(.next(.mode))
        player.take(1)
        #expect(expectations(player) == ["nothing"])
    }

    @Test func noEventNoExpectation() throws {
        var player = try Player(["A s0 100"])
        player.take(1)
        let events = Snapshot(player).events
        #expect(Expectation(before: -1, in: events) == nil)
        #expect(Expectation(before: 1, in: events) == nil)
        #expect(Expectation(before: 0, in: []) == nil)
    }

    /// On random traffic under the rules of `lro`: what was expected is what the table held.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func asTheTable(seed: UInt64) throws {
        var traffic = RandomTraffic(seed: seed)
        var player = try Player(traffic.frames(800), "budget=60 sessions=6")
        var compared = 0
        for _ in 0..<800 {
            let before = player.pipeline.queues[0]
            player.take(1)
            let events = Snapshot(player).events
            guard let place = events.lastIndex(where: { $0.event.isVerdict }), let packet = events[place].frame,
                packet.facts.contains(.hasPorts)
            else { continue }
            let table = before.manager.table
            let slot = table.slotsByAge.first { table.sessions[$0].key == packet.flow }
            let session = slot.map { table.sessions[$0] }
            let expected = Expectation(before: place, in: events)
            #expect(expected?.nextSequence == session?.nextSequence)
            #expect(expected?.acknowledgment == session?.acknowledgment)
            #expect(expected?.packets == session?.packets)
            #expect(expected?.bytes == session?.payloadBytes)
            #expect(expected?.slot == slot)
            compared += session == nil ? 0 : 1
        }
        #expect(compared > 50)
    }
}
