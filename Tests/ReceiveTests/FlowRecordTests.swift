import Offload
import Packet
import Queues
import Receive
import TestSupport
import Testing

/// What is remembered of a flow's packets and deliveries.
@Suite struct FlowRecordTests {
    private func records(_ packets: [String], _ settings: String = "") throws -> [FlowRecord] {
        try Scenario("record", settings, packets: packets, lro: []).run(.lro).pipeline.queues[0].ledger.records.map(
            \.self)
    }

    private func sizes(_ record: FlowRecord) -> [UInt32] { record.sizes.indices.map { record.sizes[$0] } }

    @Test func deliveriesBySize() throws {
        var (packets, sequence) = ([String](), 0)
        for size in [1, 2, 3, 4, 7, 8, 127, 128, 200] {
            packets += ["turn max-aggr=\(size)", "A s\(sequence) 10 x\(size)"]
            sequence += size * 10
        }
        let record = try #require(try records(packets, "budget=65535").first)
        #expect(sizes(record) == [1, 2, 2, 1, 0, 0, 1, 2])
        #expect(record.deliveries == 9)
        #expect(record.aggregates == 8)
        #expect(record.flushedBy.ranked.map(\.reason) == [.maxAggr])
        #expect(record.ratio == Double(record.packets) / 9)
    }

    /// Sessions flushed alike are counted together until another kind follows: nothing of it may show.
    @Test(arguments: [[2, 2, 2], [2, 3, 2, 3], [2, 2, 3, 3, 3, 2], [1, 1, 4, 1, 4, 4]])
    func sessionsFlushedAlikeAndNot(sizes aggregates: [Int]) throws {
        var (packets, sequence) = ([String](), 0)
        for size in aggregates {
            packets += ["turn max-aggr=\(size)", "A s\(sequence) 10 x\(size)"]
            sequence += size * 10
        }
        let record = try #require(try records(packets, "budget=65535").first)
        let merged = aggregates.filter { $0 > 1 }
        #expect(sizes(record)[0] == aggregates.count { $0 == 1 })
        #expect(sizes(record)[1] == aggregates.count { $0 == 2 || $0 == 3 })
        #expect(sizes(record)[2] == aggregates.count { $0 == 4 })
        #expect((record.packets, record.payloadBytes) == (UInt64(sequence / 10), UInt64(sequence)))
        #expect((record.deliveries, record.aggregates) == (UInt64(aggregates.count), UInt64(merged.count)))
        #expect(record.mergedBytes == UInt64(merged.reduce(0, +) * 10))
        #expect(record.flushedBy[.maxAggr] == UInt64(aggregates.count))
        #expect(record.has(.maxAggr))
        #expect(!record.has(.gap))
    }

    @Test func packetsThatPassAreDeliveriesOfOne() throws {
        let record = try #require(try records(["A s0 10 x3", "A s90 10", "A s100 0", "A s100 0"]).first)
        #expect(sizes(record) == [3, 1, 0, 0, 0, 0, 0, 0])
        #expect(record.flushedBy.ranked.map(\.reason.id) == ["gap"])
        #expect(record.passedBy.ranked.map { "\($0.reason.id) \($0.count)" } == ["pure-ack 2", "gap 1"])
    }

    /// What fills the latest gap of its flow was overtaken; what was seen before was not, and both are duplicates.
    @Test(
        arguments: [
            (["A s0 100", "A s200 100", "A s100 100", "A s300 100"], 0),
            (["A s0 100", "A s200 100", "A s300 100", "A s100 100"], 1),
            (["A s0 100", "A s200 100", "A s300 100", "A s100 100", "A s100 100"], 1),
            (["A s0 100", "A s200 100", "A s300 100", "A s0 100"], 0),
            (["A s0 100", "A s300 100", "A s400 100", "A s200 100", "A s500 100", "A s100 100"], 2),
        ] as [([String], UInt32)])
    func late(packets: [String], count: UInt32) throws {
        let record = try #require(try records(packets).first)
        #expect(record.latePackets == count, "\(record.passedBy.ranked)")
    }

    /// The last sequence number is the furthest of a flow, also where nothing of it was ever held.
    @Test func theFurthestSequence() throws {
        let record = try #require(try records(["A s500 100 fin", "A s100 100 fin"]).first)
        #expect((record.firstSequence, record.nextSequence) == (500, 601))
    }

    @Test func acknowledgmentsAndWindows() throws {
        let packets = [
            "A s0 0 syn no-ack ack=77 win=900", "B s0 10", "A s1 10 ack=5 win=100", "A s11 10 ack=9 win=50",
            "A s21 10 ack=9 win=200", "A s31 10 no-ack ack=1 win=60",
        ]
        let record = try #require(try records(packets).first)
        #expect((record.firstAcknowledgment, record.lastAcknowledgment) == (5, 9))
        #expect((record.window, record.smallestWindow, record.largestWindow) == (60, 50, 900))
        #expect((record.firstFrame, record.lastFrame) == (0, 5))
        #expect((record.firstTime, record.lastTime) == (0, 5))
        #expect((record.firstSequence, record.nextSequence) == (0, 41))
        #expect((record.packets, record.payloadBytes, record.mergedBytes) == (5, 40, 30))
    }

    @Test func openOrFlushed() throws {
        var rig = PipelineHarness(try TestSettings("max-aggr=3"))
        let states = try TestFrame.frames(["A s0 10 x4", "A s90 10"]).map { frame in
            rig.take(frame)
            let record = rig.pipeline.queues[0].flowRecord(at: 0)
            return "\(record.isOpen) \(record.flushedLast?.id ?? "-")"
        }
        #expect(states == ["true -", "true -", "false max-aggr", "true -", "false -"])
    }

    @Test func theOlderFlowsAreNeverOpen() throws {
        var rig = PipelineHarness(try TestSettings("flows=2"))
        for frame in try TestFrame.frames(["A s0 10", "B s0 10", "C s0 10"]) { rig.take(frame) }
        let queue = rig.pipeline.queues[0]
        #expect(queue.ledger.rows == 3)
        #expect((0..<3).map { queue.flowRecord(at: $0).isOpen } == [true, true, false])
        #expect(queue.flowRecord(at: 2).flow == nil)
        #expect(queue.flowRecord(at: 2).packets == 1)
        rig.finish()
        #expect(rig.pipeline.queues[0].flowRecord(at: 2).flushedBy[.sourceEnd] == 1)
    }

    @Test func merged() throws {
        var rig = PipelineHarness(try TestSettings("queues=8 flows=8"))
        rig.run(try TestFrame.frames(["A s0 10", "B s0 30", "I s0 10", "A s10 5", "Q s0 99"]))
        let merged = FlowRecord.merged(rig.pipeline.queues.map(\.ledger))
        // The most payload first, then the earliest; what has no room in a queue of one flow comes last.
        let folded = merged.last.map { $0.flow == nil } ?? false
        #expect(merged.dropLast(folded ? 1 : 0).map(\.payloadBytes).isSorted)
        #expect(merged.reduce(0) { $0 + $1.packets } == 5)
        #expect(merged.reduce(0) { $0 + $1.payloadBytes } == 154)
    }

    /// Counts by size stay at the largest number: a monitor may run for weeks.
    @Test func countsDoNotOverflow() throws {
        var record = try #require(try records(["A s0 10 x2", "A s90 10"]).first)
        for _ in 0..<40 {
            let copy = record
            record.add(copy)
        }
        #expect(sizes(record) == [.max, .max, 0, 0, 0, 0, 0, 0])
        #expect(record.deliveries == 2 << 40)
    }
}

extension [UInt64] {
    fileprivate var isSorted: Bool { zip(self, dropFirst()).allSatisfy { $0 >= $1 } }
}
