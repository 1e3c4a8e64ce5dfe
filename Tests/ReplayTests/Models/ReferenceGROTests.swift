import Foundation
import Offload
import Packet
import Receive
import Settings
import TestSupport
import Testing

/// The engine against the rulebook `gro` written down plainly.
@Suite struct ReferenceGROTests {
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func randomTraffic(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var traffic = RandomTraffic(seed: seed, anomalyRate: random.pick([2, 8, 30]), isSteady: random.oneIn(2))
        let frames = traffic.frames(1500)
        for mode in Mode.allCases { expectSame(frames, .ethernet, mode, &random, "seed \(seed)") }
    }

    @Test(arguments: TestCapture.own + TestCapture.shared)
    func captures(url: URL) {
        guard let capture = TestCapture(url), capture.link == .ethernet else { return }
        var random = SplitMix(seed: UInt64(capture.frames.count))
        for mode in Mode.allCases { expectSame(capture.frames, capture.link, mode, &random, "\(capture)") }
    }

    private func expectSame(
        _ frames: [TestFrame], _ link: LinkType, _ mode: Mode, _ random: inout SplitMix, _ comment: String
    ) {
        for _ in 0..<3 {
            var settings = ReceiveSettings(random: &random, rules: .gro, mode: mode, queues: 1)
            settings.copybreak = 0
            var rig = PipelineHarness(settings, link: link, verifies: random.oneIn(2))
            rig.run(frames)
            var plain = ReferenceGRO(settings)
            for taken in rig.taken { plain.take(taken) }
            if rig.taken.count % settings.budget != 0 { plain.finish() }
            let got = rig.delivered.map { "\($0.frames) \($0.delivery.reason.id)" }
            let difference = zip(got, plain.delivered).first { $0 != $1 }.map { "\($0), not \($1)" }
            #expect(difference == nil, "\(comment), \(settings)")
            #expect(got.count == plain.delivered.count, "\(comment), \(settings)")
        }
    }
}
