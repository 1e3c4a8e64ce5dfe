import Offload
import Packet
import Queues
import Receive
import Replay
import Snapshots
import TestSupport
import Testing

/// The table: its order, what passes its filter, and the part of it that is asked for.
@Suite struct TableQueryTests {
    /// Sessions A3 (flushed: gap), B5 (flushed: max-aggr), C1 and A2 (open); flow D has no session.
    private static let packets = [
        "A s0 100 x3", "B s0 50 x5", "C s0 200", "A s900 10", "D s0 0", "A s910 10 x2",
    ]

    private func player() throws -> Player {
        var player = try Player(Self.packets, "max-aggr=5 budget=300")
        player.take(13)
        return player
    }

    private func query(_ content: TableQuery.Content, _ change: (inout TableQuery) -> Void = { _ in }) -> TableQuery {
        var query = TableQuery()
        query.content = content
        change(&query)
        return query
    }

    /// `A3` for a session of flow A with three packets, `A` for a flow.
    private func name(_ row: TableRow) -> String {
        guard let port = row.flow?.sourcePort, let letter = UnicodeScalar(UInt32(port) - 40_000 + 65) else {
            return "older"
        }
        return row.slot == nil ? "\(letter)" : "\(letter)\(row.packets)"
    }

    private func line(_ player: Player, _ query: TableQuery) -> String {
        Snapshot(player, query).table.rows.map(name).joined(separator: " ")
    }

    private static let sortedSessions: [(TableQuery.Column, String, String)] = [
        (.opened, "A3 B5 C1 A2", "A2 C1 B5 A3"), (.queue, "B5 A3 C1 A2", "B5 A3 C1 A2"),
        (.flow, "A3 A2 B5 C1", "C1 B5 A3 A2"), (.packets, "C1 A2 A3 B5", "B5 A3 A2 C1"),
        (.bytes, "A2 C1 B5 A3", "A3 B5 C1 A2"), (.fill, "C1 A2 A3 B5", "B5 A3 A2 C1"),
        (.flushed, "C1 A2 A3 B5", "B5 A3 C1 A2"), (.aggregates, "C1 B5 A3 A2", "B5 A3 A2 C1"),
        (.ratio, "C1 A3 A2 B5", "B5 A3 A2 C1"),
    ]

    @Test(arguments: sortedSessions)
    func sessions(column: TableQuery.Column, ascending: String, descending: String) throws {
        let player = try player()
        #expect(line(player, query(.sessions) { $0.column = column }) == ascending)
        #expect(line(player, query(.sessions) { ($0.column, $0.isDescending) = (column, true) }) == descending)
    }

    private static let sortedFlows: [(TableQuery.Column, String, String)] = [
        (.opened, "A B C D", "D C B A"), (.queue, "A B C D", "A B C D"), (.flow, "A B C D", "D C B A"),
        (.packets, "C D B A", "A B C D"), (.bytes, "D C B A", "A B C D"), (.fill, "A B C D", "A B C D"),
        (.flushed, "A C D B", "B A C D"), (.aggregates, "C D A B", "A B C D"), (.ratio, "C D A B", "B A D C"),
    ]

    @Test(arguments: sortedFlows)
    func flows(column: TableQuery.Column, ascending: String, descending: String) throws {
        let player = try player()
        #expect(line(player, query(.flows) { $0.column = column }) == ascending)
        #expect(line(player, query(.flows) { ($0.column, $0.isDescending) = (column, true) }) == descending)
    }

    @Test func queuesAreSortedToo() throws {
        // With eight queues A goes to queue 2, B to 3, and I to 0.
        var player = try Player(["B s0 10", "I s0 10", "A s0 10"], "queues=8")
        player.take(3)
        for content in [TableQuery.Content.sessions, .flows] {
            let names = Snapshot(player, query(content) { $0.column = .queue }).table.rows.map { $0.queue }
            #expect(names == [0, 2, 3])
            let reversed = query(content) { ($0.column, $0.isDescending) = (.queue, true) }
            #expect(Snapshot(player, reversed).table.rows.map { $0.queue } == [3, 2, 0])
            let only = Snapshot(player, query(content) { $0.queue = 3 }).table
            #expect(only.rows.map(\.queue) == [3])
            #expect((only.matching, only.total) == (1, 3))
            #expect(
                Snapshot(player, query(content) { $0.filter = RowFilter("queue 2") }).table.rows.map(\.queue) == [2])
        }
    }

    @Test(arguments: [
        ("", "A B C D"), ("   ", "A B C D"), ("port 40001", "B"), ("40001", "B"), ("port 5201", "A B C D"),
        ("port 4000", ""), ("4000", "A B C D"), ("addr 10.0.0.1", "A B C D"), ("addr 10.0.0.9", ""),
        ("addr 40001", ""), ("10.0.0.1:40002", "C"), ("reason gap", "A"), ("gap", "A"), ("GAP", "A"),
        ("reason max-aggr", "B"), ("pure-ack", "D"), ("reason gone", ""), ("queue 0", "A B C D"), ("queue 1", ""),
        ("open", "A C"), ("open gap", "A"), ("reason gap port 40000", "A"), ("port 40000 reason gap", "A"),
        ("reason gap port 40001", ""), ("gap max-aggr", ""), ("port", "A B C D"), ("open port", "A C"),
        ("nonsense", ""), ("port 99999", ""), ("port -1", ""),
    ])
    func filteredFlows(text: String, names: String) throws {
        let player = try player()
        let query = query(.flows) { $0.filter = RowFilter(text) }
        let table = Snapshot(player, query).table
        #expect(line(player, query) == names)
        #expect(table.matching == table.rows.count)
        #expect(table.total == 4)
    }

    @Test(arguments: [
        ("gap", "A3"), ("open", "C1 A2"), ("reason max-aggr", "B5"), ("40000", "A3 A2"), ("40000 open", "A2"),
        ("pure-ack", ""), ("port 40003", ""),
    ])
    func filteredSessions(text: String, names: String) throws {
        #expect(line(try player(), query(.sessions) { $0.filter = RowFilter(text) }) == names)
    }

    @Test func filterOfIPv6() throws {
        var player = try Player(["A s0 10 v6", "B s0 10", "C s0 10 vlan=7"], "budget=300")
        player.take(3)
        for (text, names) in [("addr 2001:DB8", "A"), ("[2001:db8::1]:40000", "A"), ("vlan", "C"), ("ipv6", "A")] {
            #expect(line(player, query(.flows) { $0.filter = RowFilter(text) }) == names, "\(text)")
        }
    }

    @Test(arguments: [
        (0, 2, "A B", 0), (1, 2, "B C", 1), (3, 2, "D", 3), (9, 2, "D", 3), (-5, 1, "A", 0), (0, 0, "", 0),
        (2, -1, "", 2), (0, Int.max, "A B C D", 0),
    ])
    func windows(offset: Int, limit: Int, names: String, first: Int) throws {
        let table = Snapshot(try player(), query(.flows) { ($0.offset, $0.limit) = (offset, limit) }).table
        #expect(table.rows.map(name).joined(separator: " ") == names)
        #expect(table.offset == first)
        #expect((table.matching, table.total) == (4, 4))
    }

    @Test func nothingMatches() throws {
        let table = Snapshot(try player(), query(.flows) { ($0.filter, $0.offset) = (RowFilter("nonsense"), 3) }).table
        #expect(table.rows.isEmpty)
        #expect((table.offset, table.matching, table.total) == (0, 0, 4))
    }

    @Test func frozenOrderStaysWhileNumbersChange() throws {
        var player = try Player(
            ["A s0 10 x3", "B s0 10 x2", "C s0 10", "C s10 10 x9", "D s0 10 x7", "B s20 10"], "budget=300")
        player.take(6)
        var query = query(.flows) { ($0.column, $0.isDescending) = (.packets, true) }
        let before = Snapshot(player, query).table
        #expect(before.rows.map(name) == ["A", "B", "C"])
        player.take(17)
        #expect(line(player, query) == "C D A B")
        query.frozen = before.rows.map(\.id)
        #expect(line(player, query) == "A B C D")
        #expect(Snapshot(player, query).table.rows.map(\.packets) == [3, 3, 10, 7])
        query.filter = RowFilter("port 40002")
        #expect(line(player, query) == "C")
        query.filter = RowFilter()
        query.frozen = []
        #expect(line(player, query) == "C D A B")
    }

    @Test func followedRowIsFoundAfterSorting() throws {
        let player = try player()
        let flow = try #require(Snapshot(player, query(.flows)).table.rows.first { name($0) == "C" })
        for (column, place) in [(TableQuery.Column.opened, 2), (.packets, 0), (.bytes, 1)] {
            let table = Snapshot(player, query(.flows) { ($0.column, $0.followed, $0.limit) = (column, flow.id, 1) })
                .table
            #expect(table.followed?.place == place)
        }
        let hidden = query(.flows) { ($0.filter, $0.followed) = (RowFilter("open gap"), flow.id) }
        #expect(Snapshot(player, hidden).table.followed?.place == nil)
        let session = try #require(Snapshot(player).table.rows.first { name($0) == "A2" })
        let sorted = query(.sessions) { ($0.column, $0.followed) = (.bytes, session.id) }
        #expect(Snapshot(player, sorted).table.followed?.place == 0)
    }

    /// A session keeps its id when it is flushed, so that who follows it goes on with it.
    @Test func aSessionKeepsItsID() throws {
        var player = try Player(["A s0 10", "B s0 10", "A s90 10"], "budget=300")
        player.take(2)
        let open = try #require(Snapshot(player).table.rows.first)
        player.take(1)
        let flushed = try #require(Snapshot(player, query(.sessions) { $0.followed = open.id }).table.rows.first)
        #expect((open.isOpen, flushed.isOpen, flushed.flushed) == (true, false, .gap))
        #expect(open.id == flushed.id)
    }

    @Test func manyFlows() throws {
        var random = SplitMix(seed: 1)
        var traffic = TestTraffic(seed: 1, flows: 5000)
        var frames: [TestFrame] = []
        for flow in 0..<traffic.count { frames += traffic.burst(flow, 1, payload: 1 + random.below(40)) }
        for _ in 0..<2000 { frames += traffic.burst(random.below(5000), 2, payload: 20) }
        var player = try Player(frames, "queues=4 sessions=64")
        while player.perform(.stepRound) == nil {}
        let records = player.pipeline.queues.flatMap { $0.ledger.records }
        #expect(records.count == 5000)
        let columns: [(TableQuery.Column, (FlowRecord) -> Double)] = [
            (.bytes, { Double($0.payloadBytes) }), (.packets, { Double($0.packets) }), (.ratio, \.ratio),
        ]
        for (column, value) in columns {
            for isDescending in [false, true] {
                // A sort that keeps the order of equals.
                let sorted = records.enumerated().sorted {
                    let (one, other) = (value($0.element), value($1.element))
                    if one == other { return $0.offset < $1.offset }
                    return isDescending ? one > other : one < other
                }.map { $0.element.flow }
                for offset in [0, 1, 2400, 4800, 4900] {
                    let table = Snapshot(
                        player,
                        query(.flows) { ($0.column, $0.isDescending, $0.offset) = (column, isDescending, offset) }
                    ).table
                    #expect(table.rows.map(\.flow) == Array(sorted.dropFirst(offset).prefix(200)))
                    #expect((table.matching, table.total, table.offset) == (5000, 5000, offset))
                }
            }
        }
        let port = traffic.flow(7).sourcePort
        let filtered = Snapshot(player, query(.flows) { $0.filter = RowFilter("port \(port)") }).table
        #expect(filtered.matching == records.count { $0.flow?.sourcePort == port })
    }

    @Test func flowsThatFoldAreOneRow() throws {
        var traffic = TestTraffic(seed: 2, flows: 60)
        var player = try Player(traffic.turns(3, of: 2), "flows=8 budget=10")
        player.take(300)
        let table = Snapshot(player, query(.flows) { ($0.column, $0.isDescending) = (.packets, true) }).table
        #expect(table.total == 9)
        #expect(table.rows.map(\.flow).filter { $0 == nil }.count == 1)
        #expect(table.rows[0].flow == nil)
        #expect(table.rows.reduce(0) { $0 + $1.packets } == 300)
        #expect(Set(table.rows.map(\.id)).count == 9)
        let older = Snapshot(player, query(.flows) { $0.filter = RowFilter("older") }).table
        #expect(older.rows.map(\.id) == [table.rows[0].id])
        for column in TableQuery.Column.allCases {
            let followed = query(.flows) { ($0.column, $0.followed) = (column, older.rows.first?.id) }
            #expect(Snapshot(player, followed).table.followed != nil)
        }
        #expect(Snapshot(player, query(.flows) { $0.filter = RowFilter("port 5201") }).table.matching == 8)
    }

    @Test func fullSpeedShowsFlows() throws {
        var player = try Player(Self.packets, "budget=300", isRunning: true)
        #expect(Snapshot(player).table.content == .sessions)
        while player.pace != .full { _ = player.perform(.changePace(.forward)) }
        #expect(Snapshot(player).table.content == .flows)
        player.advance(seconds: 1)
        #expect(player.runner.isOver)
        #expect(Snapshot(player).table.content == .sessions)
    }
}
