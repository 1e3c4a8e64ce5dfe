import Offload
import Packet
import Receive
import Replay
import Settings
import TestSupport
import Testing

/// Full speed: frames are taken together and deliveries not kept, and who looks then sees what he would have seen
/// anyway.
@Suite struct FullSpeedTests {
    @Test("Deliveries are there when somebody asks for something, and not before")
    func asked() throws {
        var player = try Player(["A s0 10 x200"], "budget=16", isRunning: true)
        while player.perform(.changePace(.forward)) == nil {}
        player.runBatch()
        let queue = player.pipeline.queues[0]
        #expect(player.pipeline.received == 200)
        #expect(queue.framesInRound == 8 && !queue.isRoundOver)
        #expect(queue.manager.log.deliveries.isEmpty)
        // A session is as full in the table as it is in the kept record.
        _ = player.perform(.toggleRunning)
        _ = player.perform(.stepRound)
        let ended = player.pipeline.queues[0]
        #expect(ended.isRoundOver && ended.rounds == 13)
        #expect(ended.manager.log.deliveries.map(\.packets) == [8])
    }

    @Test("What is seen is the same as frame by frame", arguments: 1...8 as ClosedRange<UInt64>)
    func sameAsFrameByFrame(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var traffic = RandomTraffic(seed: seed, anomalyRate: random.pick([2, 8, 30]))
        let frames = traffic.frames(600)
        for rules in Rulebook.allCases {
            let queues = random.pick([1, 3, 8])
            let settings = ReceiveSettings(
                random: &random, rules: rules, mode: random.pick(Mode.allCases), queues: queues)
            try compare(frames, settings, &random, "seed \(seed)")
        }
    }

    private func compare(
        _ frames: [TestFrame], _ settings: ReceiveSettings, _ random: inout SplitMix, _ comment: String
    ) throws {
        let capacity = random.pick([1, 7, 100, 1024])
        func run(_ capacity: Int) throws -> Runner {
            Runner(
                try TestSource(frames), Pipeline(settings, keepsDeliveries: true), keepsRecentRounds: true,
                batchCapacity: capacity)
        }
        var (fast, slow) = (try run(capacity), try run(1024))
        while !fast.isOver {
            switch random.below(8) {
            case 0: _ = fast.takeFrame()
            case 1:
                let new = fast.pipeline.settings.changed(random: &random)
                advance(&slow, to: fast)
                fast.apply(new)
                slow.apply(new)
            case 2: fast.keepDeliveries()
            default: _ = fast.takeBatch()
            }
            guard fast.isOver || random.oneIn(16) else { continue }
            advance(&slow, to: fast)
            // A look at a copy changes nothing.
            var looked = fast
            if random.oneIn(2) { fast.keepDeliveries() }
            looked.keepDeliveries()
            let (seen, expected) = (looked.text, slow.text)
            let place =
                zip(seen, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? min(seen.count, expected.count)
            try #require(
                seen == expected,
                "\(comment): \(seen.dropFirst(place).first ?? "") instead of \(expected.dropFirst(place).first ?? "")")
        }
    }

    /// Takes frames until as many were taken as by `other`, and finds the end if that has.
    private func advance(_ runner: inout Runner, to other: Runner) {
        while runner.pipeline.received < other.pipeline.received { _ = runner.takeFrame() }
        if other.isOver { _ = runner.takeFrame() }
    }
}

extension Runner {
    /// All that can be seen of the run.
    var text: [String] {
        let frames = recentRounds?.frames.map { $0.map { "\($0.index) \($0.rssHash) \($0.segment)" } } ?? []
        let deliveries = pipeline.queues.flatMap(\.manager.log.deliveries).map { delivery in
            var bare = delivery
            bare.headers = HeaderBytes()
            return "\(bare) \(delivery.headers.array)"
        }
        return pipeline.text + ["queue \(latestQueue), over: \(isOver)"] + deliveries + frames.flatMap(\.self)
            + (recentRounds?.rounds.suffix(RecentRounds.roundLimit).map { "\($0)" } ?? [])
    }
}
