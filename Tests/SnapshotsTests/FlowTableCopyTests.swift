import Queues
import Receive
import Replay
import Snapshots
import TestSupport
import Testing

/// The flows of a run, copied from it in pieces.
@Suite struct FlowTableCopyTests {
    /// A run in whose ledgers some flows have a session open, others none, and many were folded.
    private func player(_ settings: String, flows: Int) throws -> Player {
        var traffic = TestTraffic(seed: 4, flows: flows)
        var player = try Player(traffic.turns(2, of: 3), settings)
        player.take(flows * 6 - 1)
        return player
    }

    /// All flows of a run, one by one.
    private func flows(_ player: Player) -> [String] {
        player.pipeline.queues.flatMap { queue in (0..<queue.ledger.rows).map { queue.flowRecord(at: $0).line } }
    }

    private func lines(_ copy: FlowTableCopy) -> [String] { records(copy).map(\.line) }

    private func records(_ copy: FlowTableCopy) -> [FlowRecord] { copy.pieces.flatMap(\.records) }

    @Test(arguments: ["queues=1", "queues=7 budget=40", "queues=3 flows=90", "queues=2 flows=800 budget=300"])
    func pieceByPieceOrAtOnce(settings: String) throws {
        let player = try player(settings, flows: 700)
        let expected = flows(player)
        #expect(player.pipeline.queues.contains { $0.manager.table.count > 0 })
        #expect(lines(FlowTableCopy(player.pipeline)) == expected)
        for rows in [1, 100, 255, 256, 257, expected.count - 1, expected.count] {
            var copy = FlowTableCopy()
            var pieces = 0
            while !copy.isWhole {
                let before = copy.count
                copy.advance(player.pipeline, rows: rows)
                pieces += 1
                #expect(copy.count == min(before + rows, expected.count))
                #expect(copy.isWhole == (copy.count == expected.count))
            }
            #expect(pieces == (expected.count + rows - 1) / rows)
            #expect(lines(copy) == expected)
        }
    }

    @Test func withoutFlowsItIsWholeAtOnce() throws {
        let player = try Player(["A s0 10"], "queues=8")
        var copy = FlowTableCopy()
        #expect(!copy.isWhole)
        copy.advance(player.pipeline, rows: 1)
        #expect(copy.isWhole && copy.count == 0)
    }

    @Test func itBeginsAnew() throws {
        let (many, few) = (try player("queues=3", flows: 700), try player("queues=3", flows: 20))
        var copy = FlowTableCopy(many.pipeline)
        copy.begin()
        #expect(!copy.isWhole && copy.count == 0 && lines(copy).isEmpty)
        copy.advance(few.pipeline)
        #expect(lines(copy) == flows(few))
        copy.begin()
        copy.advance(many.pipeline, rows: 300)
        copy.begin()
        copy.advance(many.pipeline)
        #expect(lines(copy) == flows(many))
    }

    @Test func aFlowIsAsItWasWhenItsPieceWasCopied() throws {
        var player = try Player(["A s0 100", "B s0 100", "A s100 100", "B s100 100"], "queues=1")
        player.take(2)
        var copy = FlowTableCopy()
        copy.advance(player.pipeline, rows: 1)
        player.take(2)
        copy.advance(player.pipeline, rows: 1)
        #expect(copy.isWhole)
        #expect(records(copy).map(\.packets) == [1, 2])
        #expect(records(FlowTableCopy(player.pipeline)).map(\.packets) == [2, 2])
    }
}
