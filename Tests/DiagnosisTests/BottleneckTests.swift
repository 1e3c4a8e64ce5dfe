import Diagnosis
import Offload
import Packet
import Receive
import Replay
import Settings
import TestSupport
import Testing

/// The line of the bottleneck, on traffic made to have one cause; and whether its advice is good.
@Suite struct BottleneckTests {
    private func pipeline(_ frames: [TestFrame], _ settings: String) throws -> Pipeline {
        var rig = PipelineHarness(try TestSettings(settings))
        rig.run(frames)
        return rig.pipeline
    }

    private func pipeline(_ packets: [String], _ settings: String) throws -> Pipeline {
        try Scenario("bottleneck", settings, packets: packets, lro: []).run(.lro).pipeline
    }

    /// The bottleneck, however little has come yet.
    private func bottleneck(_ pipeline: Pipeline) -> Bottleneck? {
        Bottleneck(pipeline.queues.map(\.bottleneckMeter), pipeline.settings)
    }

    /// What is said, as in `no-session 66 % queue 0: sessions 24`.
    private func line(_ pipeline: Pipeline) -> String {
        guard let bottleneck = self.bottleneck(pipeline) else { return "nothing" }
        let remedy = bottleneck.remedy.map { ": \($0.knob.rawValue) \($0.value)" } ?? ""
        return "\(bottleneck.reason.id) \(Int((bottleneck.share * 100).rounded())) % queue \(bottleneck.queue)\(remedy)"
    }

    /// What is said of the traffic, then what is said when the advice is followed, and so on, each with its ratio.
    private func advice(_ frames: [TestFrame], _ settings: String) throws -> [(line: String, ratio: Double)] {
        var steps: [(line: String, ratio: Double)] = []
        var words = settings
        while steps.count < 20 {
            let pipeline = try pipeline(frames, words)
            steps.append((line(pipeline), pipeline.counters.ratio))
            guard let remedy = bottleneck(pipeline)?.remedy else { break }
            words += " \(remedy.knob.rawValue)=\(remedy.value)"
        }
        return steps
    }

    /// Nothing is said of fewer than twenty rounds, or a thousand frames, since the settings were last changed.
    @Test func silentAtFirst() throws {
        for (frames, budget, isSaid) in [(999, 50, false), (1_000, 50, true), (1_000, 64, false), (1_280, 64, true)] {
            var rig = PipelineHarness(try TestSettings("max-aggr=2 budget=\(budget)"))
            for frame in try TestFrame.frames(["A s0 100 x\(frames)"]) { rig.take(frame) }
            rig.finish()
            #expect((Bottleneck(rig.pipeline) != nil) == isSaid, "\(frames) frames, budget \(budget)")
            rig.set(.maxAggr, to: 4)
            #expect(Bottleneck(rig.pipeline) == nil)
        }
    }

    @Test func tooFewSessionsForFlowsThatEndWithTheRound() throws {
        var traffic = TestTraffic(seed: 1, flows: 23)
        let steps = try advice(traffic.shortTurns(20, of: 4), "budget=92")
        #expect(steps.map(\.line) == ["no-session 66 % queue 0: sessions 24", "nothing"])
        #expect(steps.map { Int($0.ratio * 100) } == [135, 400])
    }

    @Test(arguments: [9, 16, 17, 24, 40, 64])
    func smallestTableThatSuffices(flows: Int) throws {
        var traffic = TestTraffic(seed: 2, flows: flows)
        let frames = traffic.shortTurns(10, of: 3)
        let steps = try advice(frames, "budget=\(flows * 3)")
        let wanted = Setting.sessions.ladder.first { $0 >= flows } ?? 0
        #expect(steps.first?.line.hasSuffix("sessions \(wanted)") == true)
        #expect(steps.last?.line == "nothing")
        #expect(try pipeline(frames, "budget=\(flows * 3) sessions=\(wanted)").counters.passedBy[.noSession] == 0)
        let smaller = Setting.sessions.step(from: wanted, .backward) ?? 0
        #expect(try pipeline(frames, "budget=\(flows * 3) sessions=\(smaller)").counters.passedBy[.noSession] > 0)
    }

    @Test func theFullQueueIsNamed() throws {
        var crowd = TestTraffic(seed: 3, flows: 12, queue: (2, of: 4))
        var others = (0..<4).map { TestTraffic(seed: 4 + UInt64($0), flows: 2, queue: ($0, of: 4)) }
        var frames: [TestFrame] = []
        for _ in 0..<30 {
            frames += crowd.turns(1, of: 4)
            for queue in [0, 1, 3] { frames += others[queue].turns(1, of: 24) }
        }
        let pipeline = try pipeline(frames, "queues=4 budget=48")
        #expect(line(pipeline).hasSuffix("queue 2: sessions 16"))
        #expect(
            bottleneck(pipeline)?.sentence.hasSuffix(
                "the table of queue 2 is full (8 sessions, 12 flows a round)")
                == true)
        let refused = pipeline.queues.map { $0.manager.counters.passedBy[.noSession] }
        #expect(refused.map { $0 > 0 } == [false, false, true, false])
        let larger = try self.pipeline(frames, "queues=4 budget=48 sessions=16")
        #expect(larger.counters.ratio > pipeline.counters.ratio)
        #expect(larger.counters.passedBy[.noSession] == 0)
        #expect(bottleneck(larger)?.reason != .noSession)
    }

    /// Each flow has one packet in a round: more sessions alone would merge nothing.
    @Test func aFullTableCostsNothingWhereNothingWouldMerge() throws {
        var traffic = TestTraffic(seed: 5, flows: 64)
        let frames = traffic.turns(40, of: 1)
        #expect(try pipeline(frames, "sessions=64").counters.ratio == pipeline(frames, "sessions=8").counters.ratio)
        let bottleneck = try #require(self.bottleneck(try pipeline(frames, "sessions=8")))
        #expect(bottleneck.remedy == nil)
        #expect(
            bottleneck.sentence
                == "12 % of the deliveries were cut off by the end of the round (budget 64; one of 128 wants 64 sessions)"
        )
        #expect(try line(pipeline(frames, "sessions=64")) == "poll-end 94 % queue 0: budget 128")
        #expect(try line(pipeline(frames, "sessions=8 budget=128")) == "no-session 47 % queue 0: sessions 64")
    }

    @Test(arguments: [
        ("max-aggr=8", 64, 100, ["max-aggr 88 % queue 0: max-aggr 64", "nothing"]),
        ("max-aggr=1", 64, 100, ["max-aggr 98 % queue 0: max-aggr 64", "nothing"]),
        ("max-aggr=24 budget=32", 32, 100, ["max-aggr 50 % queue 0: max-aggr 32", "nothing"]),
        // Full segments: no aggregate holds more than 45 of them.
        ("max-aggr=8", 64, 1448, ["max-aggr 75 % queue 0: max-aggr 32", "nothing"]),
        ("max-aggr=16 budget=300", 300, 1448, ["max-aggr 63 % queue 0: max-aggr 48", "nothing"]),
        ("budget=128", 128, 1448, ["max-aggr 25 % queue 0: max-aggr 48", "nothing"]),
    ])
    func aggregatesTooSmall(settings: String, burst: Int, payload: Int, expected: [String]) throws {
        var traffic = TestTraffic(seed: 6, flows: 1)
        let steps = try advice(traffic.turns(30, of: burst, payload: payload), settings)
        #expect(steps.map(\.line) == expected)
        #expect(steps.map(\.ratio) == steps.map(\.ratio).sorted())
    }

    @Test func roundsTooShort() throws {
        var traffic = TestTraffic(seed: 7, flows: 4)
        let steps = try advice(traffic.turns(256, of: 2), "budget=8")
        #expect(
            steps.map(\.line) == [
                "poll-end 93 % queue 0: budget 16", "poll-end 87 % queue 0: budget 32",
                "poll-end 74 % queue 0: budget 64", "poll-end 48 % queue 0: budget 128", "nothing",
            ])
        #expect(steps.map(\.ratio) == [2, 4, 8, 16, 32])
    }

    @Test(arguments: [
        // Each flow ends in its round: a longer one would merge nothing.
        ("short flows", "budget=12"), ("short flows", "budget=6"), ("one bulk flow", ""),
        ("one bulk flow", "budget=90 max-aggr=64"), ("one bulk flow", "budget=32"),
    ])
    func nothingIsSaidWhenAllIsWell(kind: String, settings: String) throws {
        var traffic = TestTraffic(seed: 8, flows: kind == "short flows" ? 4 : 1)
        let frames =
            kind == "short flows" ? traffic.shortTurns(50, of: 3) : traffic.turns(60, of: 64, payload: 1448)
        #expect(try line(pipeline(frames, settings)) == "nothing")
    }

    @Test func beforeAnythingHappened() throws {
        #expect(try line(pipeline([TestFrame](), "")) == "nothing")
    }

    /// Runs of four segments, each followed by what breaks the rule.
    @Test(arguments: [
        ("A s+400 100 tos=3", "ce-mark"), ("A s+400 100 opt=4", "tcp-options"), ("A s+400 100 ts=9", "tcp-options"),
        ("A s+400 100 ipopt=4", "ip-options"), ("A s+400 100 urg", "urg"), ("A s+400 100 ece", "ece"),
        ("A s+400 100 cwr", "cwr"), ("A s+400 100 fin", "fin"), ("A s+400 100 rst", "rst"),
        ("A s+400 100 syn", "syn"), ("A s+400 100 no-ack", "no-ack"), ("A s+400 100 pad=6", "padding"),
        ("A s+400 100 mf", "fragment"), ("A s+400 100 badip", "ip-checksum"), ("A s+400 100 badtcp", "tcp-checksum"),
        ("A s+400 100 ack=0", "ack-back"), ("A s+400 100 ts=9,0", "tcp-options"), ("A s+400 100 cut=50", "truncated"),
        ("A s+400 100 ihl=4", "malformed"), ("A s+400 0", "pure-ack"), ("A s+0 100", "duplicate"),
        ("A s+450 100", "gap"), ("A s+400 10", "small-packet"), ("B s+0 100 v6", "ipv6"),
        ("B s+0 100 proto=17", "not-tcp"), ("B s+0 100 pppoe", "encapsulated"), ("arp", "not-ip"),
    ])
    func faults(packet: String, reason: String) throws {
        // What does not belong to the flow does not break its session, which then goes on without a gap.
        let rest = packet.hasPrefix("A") && reason != "malformed" ? [] : ["A s+400 100"]
        let packets = (0..<20).flatMap { turn in
            (["A s+0 100 x4", packet] + rest).map { Self.place($0, at: turn * 500) }
        }
        let pipeline = try pipeline(packets, "budget=300 verify copybreak=\(reason == "small-packet" ? 100 : 0)")
        let bottleneck = try #require(self.bottleneck(pipeline))
        #expect(bottleneck.reason.id == reason)
        #expect(bottleneck.remedy == nil)
        #expect(bottleneck.deliveries >= 20)
        #expect(bottleneck.sentence.contains(" of the deliveries come from \(reason): \(bottleneck.reason.meaning)"))
    }

    /// The line of a packet whose sequence number `s+400` is counted from `start`.
    private static func place(_ packet: String, at start: Int) -> String {
        packet.split(separator: " ").map { word in
            guard word.hasPrefix("s+"), let offset = Int(word.dropFirst(2)) else { return String(word) }
            return "s\(start + offset)"
        }.joined(separator: " ")
    }

    @Test func fragmentsOfAnAggregate() throws {
        var traffic = TestTraffic(seed: 9, flows: 1)
        let frames = traffic.turns(20, of: 64)
        #expect(try line(pipeline(frames, "mode=pages")) == "max-frags 50 % queue 0")
        #expect(try line(pipeline(frames, "mode=pages max-aggr=8")) == "max-aggr 50 % queue 0: max-aggr 16")
        #expect(try line(pipeline(frames, "mode=pages max-frags=64")) == "max-aggr 50 % queue 0: max-aggr 64")
    }

    @Test func whatIsRareIsNotWorthAWord() throws {
        func gap(after packets: Int) throws -> String {
            let frames = ["A s0 100 x\(packets)", "A s\(packets * 100 + 100) 100 x\(packets)"]
            return line(try pipeline(frames, "budget=32"))
        }
        #expect(try gap(after: 6410) == "nothing")
        #expect(try gap(after: 650) == "gap 5 % queue 0")
    }

    /// After a knob was turned the line speaks of what happens now.
    @Test func thePastIsForgottenWhenAKnobIsTurned() throws {
        var traffic = TestTraffic(seed: 11, flows: 12)
        var rig = PipelineHarness(try TestSettings("budget=48"))
        for frame in traffic.shortTurns(20, of: 4) { rig.take(frame) }
        #expect(line(rig.pipeline) == "no-session 50 % queue 0: sessions 16")
        rig.set(.sessions, to: 16)
        #expect(line(rig.pipeline) == "nothing")
        for frame in traffic.shortTurns(3, of: 4) { rig.take(frame) }
        #expect(line(rig.pipeline) == "nothing")
        rig.set(.sessions, to: 2)
        for frame in traffic.shortTurns(3, of: 4) { rig.take(frame) }
        #expect(line(rig.pipeline) == "no-session 71 % queue 0: sessions 16")
        rig.set(.sessions, to: 2)
        #expect(line(rig.pipeline) == "no-session 71 % queue 0: sessions 16")
    }

    @Test func inTheFirstRoundToo() throws {
        var traffic = TestTraffic(seed: 12, flows: 12)
        var rig = PipelineHarness(try TestSettings("budget=300"))
        for frame in traffic.turns(2, of: 4) { rig.take(frame) }
        #expect(
            bottleneck(rig.pipeline)?.sentence.hasSuffix(
                "(8 sessions, 12 flows a round)") == true)
    }

    @Test func ofEqualQueuesTheFirst() throws {
        let pipeline = try pipeline(["arp", "arp"], "queues=3")
        #expect(line(pipeline) == "not-ip 100 % queue 0")
        #expect(bottleneck(pipeline)?.sentence.hasSuffix(", most in queue 0") == true)
    }

    /// Whatever the traffic: who follows the advice has a better ratio, and the advice ends.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func adviceIsGood(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var traffic = TestTraffic(seed: seed, flows: 1 + random.below(40))
        let payload = random.pick([1, 100, 536, 1448])
        let (longest, isShort) = (1 + random.below(12), random.oneIn(3))
        var frames: [TestFrame] = []
        while frames.count < 6000 {
            if isShort, random.oneIn(4) { traffic.add() }
            let newest = min(traffic.count, isShort ? 10 : .max)
            let flow = traffic.count - 1 - random.below(newest)
            frames += traffic.burst(flow, 1 + random.below(longest), payload: payload)
        }
        let settings =
            "max-aggr=\(random.pick([1, 4, 16, 32])) sessions=\(random.pick([1, 4, 8, 64])) "
            + "budget=\(random.pick([4, 16, 64, 300])) mode=\(random.pick(["skb", "pages"]))"
        let steps = try advice(frames, settings)
        #expect(steps.count < 20)
        for (before, after) in zip(steps, steps.dropFirst()) {
            #expect(after.ratio > before.ratio, "\(settings): \(steps.map { "\($0.line) \($0.ratio)" })")
        }
    }
}
