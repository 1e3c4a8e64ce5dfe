import Offload
import Packet
import Replay

/// Checks what must hold of every finished run, whatever the traffic, the settings and the knobs.
public struct Invariants {
    let rig: PipelineHarness
    /// What does not hold, in words; the first few of each kind.
    public private(set) var violations: [String]

    /// Looks at a rig whose source has ended.
    public init(_ rig: PipelineHarness) {
        self.rig = rig
        violations = Array(rig.faults.prefix(3))
        checkDeliveries()
        checkOrder()
        checkRoundEnds()
        checkCounters()
        checkLedger()
        for packet in rig.delivered { checkPacket(packet) }
    }

    mutating func expect(_ holds: Bool, _ sentence: @autoclosure () -> String) {
        if !holds, violations.count < 12 { violations.append(sentence()) }
    }

    /// The rulebook that was in force for a delivery.
    func rules(_ packet: DeliveredPacket) -> Rulebook {
        packet.frames.last.map { rig.taken[Int($0)].settings.offload.rules } ?? .lro
    }

    /// Each frame is delivered once, in the round in which it came, by its queue; causes never go back.
    private mutating func checkDeliveries() {
        var seen = [Int](repeating: 0, count: rig.taken.count)
        var cause: UInt64 = 0
        for packet in rig.delivered {
            for frame in packet.frames {
                let taken = rig.taken[Int(frame)]
                seen[Int(frame)] += 1
                expect(taken.queue == packet.queue, "frame \(frame) of queue \(taken.queue) left by \(packet.queue)")
                expect(taken.round == packet.round, "frame \(frame) of round \(taken.round) left in \(packet.round)")
                expect(frame <= packet.delivery.cause, "frame \(frame) left because of \(packet.delivery.cause)")
            }
            expect(cause <= packet.delivery.cause, "a delivery caused by \(packet.delivery.cause) after \(cause)'s")
            cause = packet.delivery.cause
            expect(packet.frames == packet.frames.sorted(), "frames in the order \(packet.frames)")
            expect(packet.frames.first == packet.delivery.firstFrame, "first frame \(packet.delivery.firstFrame)")
        }
        for (frame, count) in seen.enumerated() { expect(count == 1, "frame \(frame) delivered \(count) times") }
    }

    /// Packets of a flow leave in the order in which they came.
    ///
    /// The order is kept of unfragmented TCP, with `inet-lro` of what the driver hands to LRO (<doc:InetLRO> Q12), and
    /// with `gro` of what does not go up at once; its flows are finer.
    private mutating func checkOrder() {
        var latest: [FlowKey: UInt64] = [:]
        var latestOfGRO: [GROFlow: UInt64] = [:]
        for frame in rig.delivered.flatMap(\.frames) {
            let taken = rig.taken[Int(frame)]
            guard taken.packet.isWholeTCP else { continue }
            let before: UInt64?
            if taken.settings.offload.rules == .gro {
                guard let flow = GROFlow(taken) else { continue }
                before = latestOfGRO.updateValue(frame, forKey: flow)
            } else {
                let isRefused = !taken.packet.facts.isDisjoint(with: .refusals)
                if taken.settings.offload.rules == .inetLRO, isRefused { continue }
                before = latest.updateValue(frame, forKey: taken.packet.flow)
            }
            if let before {
                expect(before < frame, "frame \(frame) of \(taken.packet.flow) left after frame \(before)")
            }
        }
    }

    /// The counters balance.
    private mutating func checkCounters() {
        let counters = rig.pipeline.counters
        let merged = rig.delivered.filter { $0.frames.count > 1 }
        let payload = rig.taken.reduce(0) { $0 + Self.payload($1.packet) }
        let rows: [(String, UInt64, Int)] = [
            ("received", counters.received, rig.taken.count),
            ("delivered", counters.delivered, rig.delivered.count),
            ("flushed", counters.flushed, rig.delivered.count { $0.delivery.isHeld }),
            ("flushedBy", counters.flushedBy.total, rig.delivered.count { $0.delivery.isHeld }),
            ("passed", counters.passed, rig.delivered.count { !$0.delivery.isHeld }),
            ("passedBy", counters.passedBy.total, rig.delivered.count { !$0.delivery.isHeld }),
            (
                "aggregated", counters.aggregated,
                rig.delivered.reduce(0) { $0 + ($1.delivery.isHeld ? $1.frames.count : 0) }
            ),
            ("mergedPackets", counters.mergedPackets, merged.reduce(0) { $0 + $1.frames.count }),
            ("mergedBytes", counters.mergedBytes, merged.reduce(0) { $0 + $1.delivery.payloadBytes }),
            ("payloadBytes", counters.payloadBytes, payload),
            ("holds", rig.pipeline.holds.counts.reduce(0, +), rig.taken.count),
            ("skbs", counters.skbs, expectedBuffers),
        ]
        for (name, count, expected) in rows { expect(count == UInt64(expected), "\(name) \(count), not \(expected)") }
        for (size, count) in counters.segmentsPerDelivery.enumerated() {
            let expected = rig.delivered.count { $0.frames.count == size }
            expect(count == UInt64(expected), "\(count) deliveries of \(size) packets, not \(expected)")
        }
        for packet in rig.delivered {
            let by = packet.delivery.isHeld ? counters.flushedBy : counters.passedBy
            expect(by[packet.delivery.reason] > 0, "\(packet.delivery.reason.id) is not counted")
        }
    }

    /// An skb for each frame in skb mode, for each delivery in pages mode.
    private var expectedBuffers: Int {
        rig.delivered.reduce(0) { count, packet in
            let mode = packet.frames.last.map { rig.taken[Int($0)].settings.offload.mode }
            return count + (mode == .pages ? 1 : packet.frames.count)
        }
    }

    /// What counts as TCP payload: that of whole segments whose headers can be read.
    static func payload(_ packet: Descriptor) -> Int {
        packet.isWholeTCP && packet.facts.isDisjoint(with: [.malformed, .truncated]) ? max(0, packet.payloadLength) : 0
    }

    /// The ledgers hold every packet that has a flow, and every delivery of one.
    private mutating func checkLedger() {
        let records = rig.pipeline.queues.flatMap {
            Array($0.ledger.records) + ($0.ledger.olderFlows.map { [$0] } ?? [])
        }
        let inFlows = rig.taken.filter { $0.packet.facts.contains(.hasPorts) }
        let deliveries = rig.delivered.filter {
            rig.taken[Int($0.delivery.firstFrame)].packet.facts.contains(.hasPorts)
        }
        let rows: [(String, UInt64, Int)] = [
            ("packets", records.reduce(0) { $0 + $1.packets }, inFlows.count),
            ("deliveries", records.reduce(0) { $0 + $1.deliveries }, deliveries.count),
            ("aggregates", records.reduce(0) { $0 + $1.aggregates }, deliveries.count { $0.frames.count > 1 }),
            ("flushes", records.reduce(0) { $0 + $1.flushedBy.total }, deliveries.count { $0.delivery.isHeld }),
            ("passes", records.reduce(0) { $0 + $1.passedBy.total }, deliveries.count { !$0.delivery.isHeld }),
            ("merged bytes", records.reduce(0) { $0 + $1.mergedBytes }, Int(rig.pipeline.counters.mergedBytes)),
        ]
        for (name, count, expected) in rows {
            expect(count == UInt64(expected), "ledger: \(count) \(name), not \(expected)")
        }
    }
}
