import Foundation
import Offload
import Receive
import Settings
import TestSupport
import Testing

/// What must hold of every run, on the captures that come with the tests and those beside the project.
@Suite struct CaptureTests {
    private static let captures = TestCapture.own + TestCapture.shared

    @Test(arguments: captures)
    func allSettings(url: URL) throws {
        guard let capture = TestCapture(url) else { return }
        var random = SplitMix(seed: UInt64(capture.frames.count))
        for rules in Rulebook.allCases {
            for mode in Mode.allCases {
                for queues in [1, 3, 8] {
                    let settings = ReceiveSettings(random: &random, rules: rules, mode: mode, queues: queues)
                    var rig = PipelineHarness(settings, link: capture.link, verifies: random.oneIn(2))
                    rig.run(capture.frames)
                    let violations = Invariants(rig).violations
                    #expect(violations == [], "\(capture), \(settings)")
                }
            }
        }
    }

    @Test(arguments: captures)
    func queuesDoNotChangeWhatMerges(url: URL) throws {
        guard let capture = TestCapture(url) else { return }
        expectSameDeliveries(capture.frames, link: capture.link, "\(capture)")
    }

    @Test func ownCapturesAreThere() {
        #expect(TestCapture.own.count == 6)
        #expect(TestCapture.own.compactMap { TestCapture($0)?.frames.count } == [600, 164, 403, 400, 403, 403])
    }
}
