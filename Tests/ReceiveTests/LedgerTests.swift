import Offload
import Packet
import Queues
import Receive
import TestSupport
import Testing

/// What is remembered of each flow, in bounded memory.
@Suite struct LedgerTests {
    private func ledger(_ packets: [String], _ settings: String = "") throws -> FlowLedger {
        let rig = try Scenario("ledger", settings, packets: packets, lro: []).run(.lro)
        #expect(Invariants(rig).violations == [])
        return rig.pipeline.queues[0].ledger
    }

    /// A record in one line, with the letter of its flow.
    private func line(_ record: FlowRecord) -> String {
        let letter =
            record.flow.flatMap { flow in
                UnicodeScalar(
                    min(flow.sourcePort, flow.destinationPort == 5201 ? .max : flow.destinationPort) - 40_000 + 65)
            }.map { String($0) } ?? "older"
        let flushed = record.flushedBy.ranked.map { "\($0.reason.id):\($0.count)" }
        let passed = record.passedBy.ranked.map { "\($0.reason.id):\($0.count)" }
        return
            "\(letter) \(record.packets)p \(record.payloadBytes)B \(record.deliveries)d \(record.aggregates)a "
            + "\(record.mergedBytes)m #\(record.firstFrame)-\(record.lastFrame) "
            + (flushed + passed).joined(separator: " ")
    }

    @Test func sums() throws {
        let ledger = try ledger(["A s0 100", "B s0 50", "A s100 100", "A s300 100", "A s400 10", "A s410 0", "arp"])
        #expect(
            ledger.records.map(line) == [
                "A 5p 310B 4d 1a 200m #0-5 gap:1 pure-ack:1 gap:1 pure-ack:1",
                "B 1p 50B 1d 0a 0m #1-1 source-end:1",
            ])
        #expect(ledger.olderFlows == nil)
        #expect(ledger.records[0].ratio == 1.25)
    }

    @Test func whatHasNoPortsIsNotInIt() throws {
        let ledger = try ledger(["arp", "A s0 100 proto=17", "A s0 100 frag=4", "A s0 100 mf", "A s0 100 v6"])
        #expect(ledger.records.map(\.packets) == [1, 1])
        #expect(ledger.records.map { $0.flow?.source.isIPv6 } == [false, true])
    }

    @Test func vlansAreFlows() throws {
        let packets = ["A s0 100", "A s100 100 vlan=7", "A s0 100 vlan=7/3", "A s0 100 vlan=0"]
        #expect(try ledger(packets, "mode=pages").records.map { $0.flow?.vlan } == [0, 7])
        #expect(try ledger(packets, "mode=pages").records.map(\.packets) == [2, 2])
    }

    @Test func longestUnseenFoldsIntoOlderFlows() throws {
        let packets = ["A s0 0", "B s0 0", "A s0 0", "C s0 0", "D s0 0", "B s0 0"]
        let ledger = try ledger(packets, "flows=2")
        // C takes the place of B, D that of A, and B, back again, that of C.
        #expect(
            Set(ledger.records.map(line)) == ["D 1p 0B 1d 0a 0m #4-4 pure-ack:1", "B 1p 0B 1d 0a 0m #5-5 pure-ack:1"])
        #expect(ledger.olderFlows.map(line) == "older 4p 0B 4d 0a 0m #0-3 pure-ack:4")
    }

    @Test func openSessionOfAFoldedFlow() throws {
        let packets = ["A s0 100", "B s0 100", "C s0 100", "A s100 100"]
        let ledger = try ledger(packets, "flows=2")
        // A's session goes on after its record was folded: what becomes of it counts for the older flows.
        #expect(ledger.olderFlows.map(line) == "older 2p 200B 1d 1a 200m #0-3 source-end:1")
        #expect(ledger.records.map(\.packets) == [1, 1])
    }

    @Test func appendedPacketsAreSeen() throws {
        let ledger = try ledger(["A s0 100", "B s0 100", "A s100 100", "C s0 100"], "flows=2")
        #expect(ledger.olderFlows.map(line) == "older 1p 100B 1d 0a 0m #1-1 source-end:1")
        #expect(ledger.records.map(line).contains("A 2p 200B 1d 1a 200m #0-2 source-end:1"))
    }

    @Test func oneFlow() throws {
        let ledger = try ledger(["A s0 100", "B s0 100", "A s100 100", "B s100 100", "A s200 100"], "flows=1 budget=3")
        #expect(ledger.records.count == 1)
        #expect((ledger.olderFlows?.packets ?? 0) + ledger.records[0].packets == 5)
    }

    @Test func memoryIsShared() throws {
        let rig = try Scenario("shared", "queues=8 flows=16", packets: ["A s0 0"], lro: []).run(.lro)
        #expect(rig.pipeline.queues.map(\.ledger.capacity) == Array(repeating: 2, count: 8))
    }

    /// Random traffic with far more flows than there is room for: the audit sums up records and older flows.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func sumsStayTheSame(seed: UInt64) throws {
        for flows in [1, 2, 3, 7, 100] {
            var traffic = RandomTraffic(seed: seed)
            var rig = PipelineHarness(try TestSettings("flows=\(flows) budget=40 sessions=12"))
            for frame in traffic.frames(1500) { rig.take(frame) }
            rig.finish()
            #expect(Invariants(rig).violations == [], "seed \(seed)")
            #expect(rig.pipeline.queues[0].ledger.records.count <= flows)
        }
    }
}
