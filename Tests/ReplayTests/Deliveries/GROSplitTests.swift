import Offload
import Receive
import Replay
import Settings
import TestSupport
import Testing

/// An aggregate of GRO, split again, gives back the packets that went in, byte for byte from the IP header on.
///
/// `Invariants` splits every aggregate of a run.
@Suite struct GROSplitTests {
    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func aggregatesComeApartAgain(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var traffic = RandomTraffic(seed: seed, anomalyRate: random.pick([5, 20, 60]), isSteady: true)
        let frames = traffic.frames(1500)
        for mode in Mode.allCases {
            for queues in [1, 3] {
                let settings = ReceiveSettings(random: &random, rules: .gro, mode: mode, queues: queues)
                var rig = PipelineHarness(settings, verifies: true)
                rig.run(frames)
                let violations = Invariants(rig).violations
                #expect(violations == [], "seed \(seed), \(settings)")
            }
        }
    }

    /// Aggregates of many packets in both families: else the property would say little.
    @Test func muchIsMerged() {
        var aggregates: [UInt8: Int] = [:]
        for seed in 1...8 as ClosedRange<UInt64> {
            var traffic = RandomTraffic(seed: seed, anomalyRate: 20, isSteady: true)
            var settings = ReceiveSettings()
            settings.offload.rules = .gro
            settings.offload.sessions = 64
            var rig = PipelineHarness(settings, verifies: true)
            rig.run(traffic.frames(1500))
            for packet in rig.delivered where packet.frames.count > 4 {
                aggregates[packet.delivery.ipVersion, default: 0] += 1
            }
        }
        #expect(aggregates[4] ?? 0 > 50 && aggregates[6] ?? 0 > 50, "\(aggregates)")
    }
}
