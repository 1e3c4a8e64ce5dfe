import Offload
import Packet
import Receive
import Replay
import Settings
import TestSupport
import Testing

/// A run is its source and its knob log.
@Suite struct KnobLogTests {
    private func runner(_ frames: [TestFrame], _ settings: ReceiveSettings) throws -> Runner {
        Runner(try TestSource(frames), Pipeline(settings, keepsDeliveries: true), keepsRecentRounds: true)
    }

    @Test func changesAreNotedWithTheFramesBefore() throws {
        var run = try runner(TestFrame.frames(["A s0 100 x20"]), ReceiveSettings())
        run.set(.budget, to: 5)
        for _ in 0..<7 { _ = run.takeFrame() }
        run.set(.maxAggr, to: 2)
        run.set(.maxAggr, to: 2)
        run.set(.rules, to: 2)
        let lines = run.knobLog.changes.flatMap { change in
            change.settings.map {
                "\(change.frames) \($0.setting.rawValue) \($0.setting.text($0.old)) \($0.setting.text($0.new))"
            }
        }
        #expect(lines == ["0 budget 64 5", "7 max-aggr 32 2", "7 sessions 8 64", "7 rules lro gro"])
    }

    @Test func undoTakesBackWhatIsInForce() throws {
        var run = try runner(TestFrame.frames(["A s0 100 x20"]), ReceiveSettings())
        let start = run.pipeline.settings
        run.set(.sessions, to: 64)
        run.set(.rules, to: 2)
        #expect(run.undo() && run.pipeline.settings[.sessions] == 64 && run.pipeline.settings.offload.rules == .lro)
        run.set(.budget, to: 7)
        #expect(run.undo() && run.undo() && run.pipeline.settings == start)
        #expect(!run.undo() && run.knobLog.changes.count == 6)
    }

    @Test("A run is repeated exactly from source and log", arguments: 1...8 as ClosedRange<UInt64>)
    func repeated(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var traffic = RandomTraffic(seed: seed, anomalyRate: random.pick([2, 8, 30]))
        let frames = traffic.frames(700)
        for rules in Rulebook.allCases {
            let settings = ReceiveSettings(
                random: &random, rules: rules, mode: random.pick(Mode.allCases), queues: random.pick([1, 3, 8]))
            var run = try runner(frames, settings)
            var middle: Runner?
            while !run.isOver {
                switch random.below(9) {
                case 0: run.apply(run.pipeline.settings.changed(random: &random))
                case 1: _ = run.undo()
                case 2 where random.oneIn(8): _ = run.takeBatch()
                default: _ = run.takeFrame()
                }
                run.keepDeliveries()
                if middle == nil, run.pipeline.received > 300, !run.isOver { middle = run }
            }
            var again = try runner(frames, settings)
            if let middle {
                again.follow(middle.knobLog, until: middle.pipeline.received)
                let isSame = again.text == middle.text
                #expect(isSame, "seed \(seed), in the middle")
                again = try runner(frames, settings)
            }
            again.follow(run.knobLog)
            let isSame = again.text == run.text
            #expect(isSame, "seed \(seed)")
            #expect(again.knobLog == run.knobLog, "seed \(seed)")
        }
    }
}
