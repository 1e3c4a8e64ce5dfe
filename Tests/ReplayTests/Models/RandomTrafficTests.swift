import Offload
import Packet
import Receive
import Settings
import TestSupport
import Testing

/// What must hold of every run, on synthetic traffic with every anomaly.
@Suite struct RandomTrafficTests {
    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func allSettings(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var traffic = RandomTraffic(seed: seed, anomalyRate: random.pick([2, 8, 30]))
        let frames = traffic.frames(1200)
        for rules in Rulebook.allCases {
            for mode in Mode.allCases {
                for queues in [1, 3, 8] {
                    let settings = ReceiveSettings(random: &random, rules: rules, mode: mode, queues: queues)
                    var rig = PipelineHarness(settings, verifies: random.oneIn(2))
                    rig.run(frames)
                    #expect(Invariants(rig).violations == [], "seed \(seed), \(settings)")
                }
            }
        }
    }

    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func knobsTurnedOnTheWay(seed: UInt64) {
        var random = SplitMix(seed: seed &* 1000)
        var traffic = RandomTraffic(seed: seed &+ 100)
        let frames = traffic.frames(1200)
        for queues in [1, 3, 8] {
            var settings = ReceiveSettings(random: &random, rules: .lro, mode: .skb, queues: queues)
            var rig = PipelineHarness(settings)
            for frame in frames {
                rig.take(frame)
                if random.oneIn(20) {
                    settings = settings.changed(random: &random)
                    rig.apply(settings)
                } else if random.oneIn(20) {
                    let knob = random.pick(Setting.knobs)
                    settings[knob] = random.pick(knob.ladder)
                    rig.set(knob, to: settings[knob])
                }
            }
            rig.finish()
            #expect(Invariants(rig).violations == [], "seed \(seed), \(queues) queues")
        }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func sameInputSameOutput(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var traffic = RandomTraffic(seed: seed)
        let frames = traffic.frames(800)
        for rules in Rulebook.allCases {
            let settings = ReceiveSettings(random: &random, rules: rules, mode: random.pick(Mode.allCases), queues: 3)
            var runs = [PipelineHarness(settings), PipelineHarness(settings)]
            for index in runs.indices { runs[index].run(frames) }
            #expect(runs[0].fingerprint == runs[1].fingerprint, "seed \(seed)")
        }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func aCopyIsACheckpoint(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var traffic = RandomTraffic(seed: seed)
        let frames = traffic.frames(800)
        for rules in Rulebook.allCases {
            let settings = ReceiveSettings(random: &random, rules: rules, mode: random.pick(Mode.allCases), queues: 3)
            var original = PipelineHarness(settings)
            var checkpoints: [(frame: Int, rig: PipelineHarness)] = []
            for (index, frame) in frames.enumerated() {
                if random.oneIn(200) { checkpoints.append((index, original)) }
                original.take(frame)
            }
            original.finish()
            for (index, copy) in checkpoints {
                var copy = copy
                // A detour first: what another copy does must not be seen here.
                var detour = copy
                detour.run(Array(frames.prefix(50)))
                copy.run(Array(frames[index...]))
                #expect(copy.fingerprint == original.fingerprint, "seed \(seed), from frame \(index)")
            }
        }
    }

    /// With a table and rounds that hold everything, more queues change nothing but the order.
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func queuesDoNotChangeWhatMerges(seed: UInt64) {
        var traffic = RandomTraffic(seed: seed)
        let frames = traffic.frames(1500)
        expectSameDeliveries(frames, "seed \(seed)")
    }
}

/// Compares what one queue and eight deliver: packets and payload always, and, where neither the table nor the round
/// is the limit, the very same aggregates.
///
/// Fragments with ports go to other queues than their flow, where they flush nothing: they are left out of the latter.
func expectSameDeliveries(_ frames: [TestFrame], link: LinkType = .ethernet, _ comment: String) {
    let fragments = Set(
        frames.indices.filter {
            frames[$0].descriptor(index: $0, parser: FrameParser(link: link)).facts.contains(.fragment)
        })
    let whole = frames.indices.filter { !fragments.contains($0) }.map { frames[$0] }
    for (frames, isRoomy) in [(frames, false), (whole, true)] {
        let runs = [1, 8].map { queues in
            var settings = ReceiveSettings()
            settings.queues = queues
            if isRoomy { (settings.offload.sessions, settings.budget) = (65_536, 65_535) }
            var rig = PipelineHarness(settings, link: link)
            rig.run(frames)
            return rig
        }
        let counters = runs.map(\.pipeline.counters)
        #expect(counters[0].received == counters[1].received, "\(comment)")
        #expect(counters[0].payloadBytes == counters[1].payloadBytes, "\(comment)")
        let contents = runs.map { rig in
            Set(
                rig.delivered.flatMap {
                    isRoomy ? ["\($0.frames) \($0.delivery.reason.id)"] : $0.frames.map { "\($0)" }
                })
        }
        #expect(contents[0] == contents[1], "\(comment)")
    }
}
