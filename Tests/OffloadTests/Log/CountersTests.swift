import Frames
import Offload
import Packet
import TestSupport
import Testing

/// Deliveries by the number of their packets, and counting without events.
@Suite struct CountersTests {
    private let parser = FrameParser(link: .ethernet)

    /// What a manager counts of aggregates of these sizes.
    private func counters(_ sizes: [Int]) throws -> Counters {
        var manager = Manager(try TestSettings("max-aggr=1000").receive.offload)
        for size in sizes {
            for frame in try TestFrame.frames(["A s0 10 x\(size)"]) {
                var packet = frame.descriptor(index: 0, parser: parser)
                manager.receive(&packet)
            }
            manager.flushAll(reason: .pollEnd, cause: 0)
        }
        return manager.counters
    }

    /// A histogram as `segmentsPerDelivery` shows it, from size 0 to the largest.
    private func histogram(_ sizes: [Int]) -> [UInt64] {
        let largest = max(1, sizes.max() ?? 0)
        return (0...largest).map { size in UInt64(sizes.count { $0 == size }) }
    }

    static let sizes: [[Int]] = [
        [], [1], [2], [5, 1, 5], [63], [64], [65], [63, 64, 65], [62, 300], [1, 1, 64, 64, 200], [128, 3],
    ]

    @Test(arguments: sizes)
    func segmentsPerDelivery(sizes: [Int]) throws {
        let counters = try counters(sizes)
        #expect(counters.segmentsPerDelivery == histogram(sizes))
        #expect(counters.aggregates == UInt64(sizes.count { $0 > 1 }))
        #expect(counters.deliveredPackets == UInt64(sizes.reduce(0, +)))
    }

    @Test(arguments: sizes, sizes)
    func sum(one: [Int], other: [Int]) throws {
        var sum = try counters(one)
        sum.add(try counters(other))
        #expect(sum.segmentsPerDelivery == histogram(one + other))
        #expect(sum.aggregates == UInt64((one + other).count { $0 > 1 }))
    }

    /// The lengths of deliveries, and how many are too long to be sent on, whatever the rulebook and the mode.
    @Test(arguments: ["", "mode=pages", "rules=inet-lro", "rules=gro"])
    func lengths(settings: String) throws {
        let packets = [
            // Two are merged to 40 + 2 · 1460 bytes, or pass with 1500 each; none is longer than the MTU by itself.
            "A s0 1460 x2", "arp", "B s0 9 mf", "C s0 100 proto=17 pad=9",
            // The frames of others, already merged, with and without DF.
            "D s0 4000 fin", "E s0 4000 fin no-df",
        ]
        let rules: Rulebook = settings == "rules=gro" ? .gro : .lro
        let rig = try Scenario("lengths", settings, packets: packets, both: []).run(rules)
        let counters = rig.pipeline.counters
        #expect(counters.lengths.maximum == 4040)
        #expect(counters.lengths.percentile(0.01) == 49)
        // Of six with a length: 49 140 2960 4040 4040, and nothing of ARP.
        #expect(counters.lengths.percentile(0.6) == 2960)
        #expect(counters.overEgressMTU == 2)
    }

    @Test(arguments: [(1400, 3), (1500, 2), (2959, 2), (2960, 1), (4040, 0)])
    func egressMTU(mtu: Int, over: UInt64) throws {
        let packets = ["A s0 1460 x2", "B s0 4000 fin", "C s0 1360 v6 fin"]
        let settings = "egress-mtu=\(mtu)"
        let rig = try Scenario("egress", settings, packets: packets, both: []).run(.lro)
        #expect(rig.pipeline.counters.overEgressMTU == over)
    }

    /// All that is counted, in words.
    private func text(_ manager: Manager) -> [String] {
        let counts = manager.counters
        return [
            "\(counts)", "\(counts.segmentsPerDelivery)", "\(counts.flushedBy.ranked)", "\(counts.passedBy.ranked)",
            "\(counts.alteredBy.ranked)", "\(manager.table.slotsByAge)", "\(counts.lengths)",
        ]
    }

    /// Takes frames one by one, or as they lie in memory where that is possible.
    private func take(_ frames: [TestFrame], _ manager: inout Manager, raw isRaw: Bool) {
        var batch = FrameBatch(capacity: frames.count)
        for (place, frame) in frames.enumerated() {
            batch.append(
                frame.bytes.span, wireLength: frame.wireLength, time: 0, index: UInt64(place), parser: parser)
        }
        batch.withRawFrames { frames in
            var (packet, place) = (Descriptor(), 0)
            while place < frames.count {
                let count = isRaw ? manager.receive(frames, from: place, most: 50).frames : 0
                if count == 0 {
                    frames.parse(place, into: &packet)
                    manager.receive(&packet)
                }
                place += max(1, count)
                if place % 64 < count { manager.flushAll(reason: .pollEnd, cause: 0) }
            }
        }
    }

    @Test(arguments: Rulebook.allCases, 1...4 as ClosedRange<UInt64>)
    func withoutEvents(rules: Rulebook, seed: UInt64) throws {
        var traffic = RandomTraffic(seed: seed)
        var steady = SteadyTraffic(seed: seed, flows: 12)
        let frames = traffic.frames(500) + steady.frames(1_000)
        for isRaw in [false, true] {
            var with = Manager(try TestSettings("max-aggr=\(8 << seed)", rules: rules).receive.offload)
            var without = with
            without.log.keepsEvents = false
            take(frames, &with, raw: isRaw)
            take(frames, &without, raw: isRaw)
            #expect(text(with) == text(without), "seed \(seed), raw: \(isRaw)")
            #expect(!with.log.events.isEmpty && without.log.events.isEmpty)
        }
    }
}
