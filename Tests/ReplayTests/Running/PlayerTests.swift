import Offload
import Packet
import Receive
import Replay
import Snapshots
import TestSupport
import Testing

/// A run that is watched: how fast it goes, its steps, and the changes of its settings.
@Suite struct PlayerTests {
    private static let bulk = ["A s0 10 x2000"]

    /// What a player answers to some commands, one after the other.
    private func answers(_ commands: [Player.Command], _ player: inout Player) -> [String] {
        commands.map { player.perform($0) ?? "" }
    }

    /// A player of bulk data that goes at a pace so many steps away from the first.
    private func running(_ steps: Int, _ settings: String = "budget=10") throws -> Player {
        var player = try Player(Self.bulk, settings, isRunning: true)
        for _ in 0..<abs(steps) { _ = player.perform(.changePace(steps < 0 ? .backward : .forward)) }
        return player
    }

    @Test(arguments: [
        (-5, "1 frame/s", 3.0, 3), (-4, "4 frames/s", 1, 4), (-3, "16 frames/s", 1, 16), (-2, "64 frames/s", 0.5, 32),
        (-1, "1 round/s", 1, 10), (0, "4 rounds/s", 1, 40), (1, "10 rounds/s", 0.5, 50), (2, "30 rounds/s", 1, 300),
        (3, "100 rounds/s", 1, 1000), (4, "1000 rounds/s", 0.1, 1000), (5, "full speed", 0.001, 1000),
    ])
    func paces(steps: Int, name: String, seconds: Double, frames: Int) throws {
        var player = try running(steps)
        #expect(player.pace.description == name)
        player.advance(seconds: seconds)
        #expect(player.pipeline.received == UInt64(frames))
        let isInPieces = [2, 3, 7, 10, 30, 60, 100].allSatisfy { pieces in
            guard var slow = try? running(steps) else { return false }
            for _ in 0..<pieces { slow.advance(seconds: seconds / Double(pieces)) }
            return slow.pipeline.received == UInt64(frames)
        }
        #expect(isInPieces, "the same time in pieces is not the same")
    }

    @Test func slowPacesStopInsideRounds() throws {
        var player = try running(0)
        player.advance(seconds: 0.125)
        #expect(player.pipeline.received == 5)
        #expect(player.pipeline.queues[0].framesInRound == 5)
        var fast = try running(2)
        fast.advance(seconds: 0.05)
        #expect(fast.pipeline.rounds == 1)
        #expect(fast.pipeline.queues[0].isRoundOver)
        #expect(Pace.ladder.map(\.isSlow) == [true, true, true, true, true, true, true, false, false, false, false])
    }

    /// A round of the clock may have any number of frames: here an interrupt has some 28 of them polled.
    @Test func byTheClockRoundsAreCounted() throws {
        var player = try running(0, "arrivals=1M rx-usecs=20000")
        player.advance(seconds: 1)
        #expect(player.pipeline.rounds == 4)
        #expect(player.pipeline.received < 4 * 64)
        player = try running(-3, "arrivals=1M rx-usecs=20000")
        player.advance(seconds: 1)
        #expect(player.pipeline.received == 16)
    }

    @Test func theLadderHasEnds() throws {
        var player = try running(5)
        #expect(player.perform(.changePace(.forward)) == "The pace is full speed already.")
        #expect(player.perform(.changePace(.backward)) == nil)
        #expect(player.pace == .rounds(1000))
        player = try running(-5)
        #expect(player.perform(.changePace(.backward)) == "The pace is 1 frame/s already.")
        #expect(player.pace == .frames(1))
    }

    @Test func timeDoesNothingWhilePaused() throws {
        var player = try Player(Self.bulk)
        player.advance(seconds: 10)
        player.runBatch()
        #expect(player.isIdle)
        #expect(player.pipeline.received == 0)
        // What was earned before a pause is not spent after it.
        player = try running(-5)
        player.advance(seconds: 0.75)
        #expect(answers([.toggleRunning, .toggleRunning], &player) == ["", ""])
        player.advance(seconds: 0.75)
        #expect(player.pipeline.received == 0)
        player.advance(seconds: 0.25)
        #expect(player.pipeline.received == 1)
    }

    @Test func stepsPause() throws {
        var player = try Player(["A s0 10 x25"], "budget=10", isRunning: true)
        #expect(answers([.stepFrame, .stepFrame], &player) == ["", ""])
        #expect(!player.isRunning)
        #expect(player.pipeline.received == 2)
        #expect(answers([.toggleRunning, .stepRound], &player) == ["", ""])
        #expect(!player.isRunning)
        #expect(player.pipeline.received == 10)
        #expect(answers([.stepRound, .stepRound, .stepFrame], &player) == ["", Self.ended, Self.ended])
        #expect(player.pipeline.received == 25)
        #expect(player.pipeline.rounds == 3)
        #expect(player.runner.isOver)
    }

    private static let ended = "The source has ended."

    @Test func theEndOfTheSource() throws {
        var player = try Player(["A s0 10 x25"], "budget=10", isRunning: true)
        for _ in 0..<6 { _ = player.perform(.changePace(.forward)) }
        player.advance(seconds: 1)
        #expect(player.runner.isOver)
        #expect(player.isIdle)
        #expect(player.pipeline.received == 25)
        #expect(
            answers([.toggleRunning, .stepRound, .toggleRunning], &player) == [Self.ended, Self.ended, Self.ended])
        player.advance(seconds: 1)
        player.runBatch()
        #expect(player.pipeline.rounds == 3)
        #expect(player.perform(.set(.maxAggr, 2)) == nil)
        #expect(player.pipeline.settings[.maxAggr] == 2)
    }

    @Test func anEmptySource() throws {
        var player = try Player([String](), isRunning: true)
        player.advance(seconds: 1)
        #expect(player.runner.isOver)
        #expect(player.perform(.stepFrame) == Self.ended)
        #expect(Snapshot(player).counters.delivered == 0)
    }

    private static let turns: [(Player.Command, String, String)] = [
        (.step(.maxAggr, .forward), "", "48 8 64"), (.step(.maxAggr, .backward), "", "24 8 64"),
        (.step(.sessions, .forward), "", "32 16 64"),
        (.step(.budget, .forward), "", "32 8 128"), (.set(.maxAggr, 7), "", "7 8 64"),
        (.set(.maxAggr, 0), "max-aggr goes from 1 to 65535.", "32 8 64"),
        (.set(.maxAggr, 65_536), "max-aggr goes from 1 to 65535.", "32 8 64"),
        (.set(.sessions, 65_537), "sessions goes from 1 to 65536.", "32 8 64"),
        (.set(.budget, -1), "budget goes from 1 to 65535.", "32 8 64"),
        (.set(.budget, 65_536), "budget goes from 1 to 65535.", "32 8 64"),
        (.set(.sessions, 8), "It has that value already.", "32 8 64"),
        (.reset(.sessions), "It has that value already.", "32 8 64"), (.set(.sessions, 64), "", "32 64 64"),
        (.set(.sessions, 65), "A round of 64 frames cannot open more than 64 sessions.", "32 65 64"),
        (.set(.maxAggr, 64), "", "64 8 64"),
        (.set(.maxAggr, 65), "A round of 64 frames cannot fill an aggregate of more than 64.", "65 8 64"),
        (.set(.budget, 65_535), "", "32 8 65535"), (.set(.copybreak, -1), "copybreak goes from 0 to 65535.", "32 8 64"),
        (.set(.copybreak, 0), "It has that value already.", "32 8 64"),
        (.undo, "There is nothing to take back.", "32 8 64"), (.set(.mtu, 67), "mtu goes from 68 to 65535.", "32 8 64"),
        (.set(.queues, 2), "queues stays as it is while frames flow.", "32 8 64"),
        (.step(.mtu, .forward), "mtu has no steps.", "32 8 64"), (.next(.budget), "budget is a number.", "32 8 64"),
        (.reset(.maxFrags), "It has that value already.", "32 8 64"),
    ]

    @Test(arguments: turns)
    func knobs(command: Player.Command, answer: String, values: String) throws {
        var player = try Player(Self.bulk)
        #expect(answers([command], &player) == [answer])
        #expect(
            player.pipeline.settings.knobs.map { "\(player.pipeline.settings[$0])" }.joined(separator: " ") == values)
    }

    @Test func endsOfTheLadders() throws {
        var player = try Player(Self.bulk, "max-aggr=65535 sessions=1 budget=300")
        let commands: [Player.Command] = [
            .step(.maxAggr, .forward), .step(.sessions, .backward), .step(.budget, .forward),
        ]
        #expect(
            answers(commands, &player) == [
                "max-aggr 65535 is the largest there is.", "sessions 1 is the smallest there is.",
                "budget 300 is the largest there is.",
            ])
        #expect(answers([.reset(.maxAggr), .undo], &player) == ["", "Taken back."])
        #expect(player.pipeline.settings[.maxAggr] == 65_535)
    }

    @Test func changesAreTakenBackInReverseOrder() throws {
        var player = try Player(Self.bulk)
        let start = player.pipeline.settings
        var seen = [start]
        let commands: [Player.Command] = [
            .set(.maxAggr, 9), .step(.sessions, .forward), .next(.mode), .set(.budget, 0), .next(.rules),
            .set(.copybreak, 70),
            .set(.budget, 3), .set(.budget, 3), .reset(.maxAggr),
        ]
        for command in commands {
            _ = player.perform(command)
            _ = player.perform(.stepFrame)
            if player.pipeline.settings != seen.last { seen.append(player.pipeline.settings) }
        }
        #expect(seen.count == 8)
        for settings in seen.dropLast().reversed() {
            #expect(player.perform(.undo) == "Taken back.")
            #expect(player.pipeline.settings == settings)
        }
        #expect(player.perform(.undo) == "There is nothing to take back.")
        #expect(player.pipeline.settings == start)
    }

    @Test func everyChangeCanBeTakenBack() throws {
        var player = try Player(Self.bulk)
        let start = player.pipeline.settings
        for value in 100..<250 { _ = player.perform(.set(.maxAggr, value)) }
        var count = 0
        while player.perform(.undo) == "Taken back." { count += 1 }
        #expect(count == 150)
        #expect(player.pipeline.settings == start)
    }

    @Test func changesOfTheDriverAreEvents() throws {
        var player = try Player(Self.bulk, "budget=100")
        let commands: [Player.Command] = [
            .next(.mode), .next(.rules), .set(.copybreak, 60), .set(.sessions, 3), .next(.mode), .next(.rules),
        ]
        player.take(3)
        #expect(answers(commands, &player).allSatisfy { $0.isEmpty })
        let events = Snapshot(player).events.filter { $0.event.kind == .tuned }
        #expect(
            events.map(\.sentence) == [
                "mode set to pages", "rules set to inet-lro", "copybreak set to 60", "sessions set to 3",
                "mode set to skb", "rules set to gro",
            ])
        #expect(events.allSatisfy { $0.event.frame == 2 })
        #expect(player.pipeline.settings.offload.mode == .skb)
        #expect(player.pipeline.counters.flushedBy[.tuning] == 1)
    }

    /// Each rulebook has its own number of sessions by default, and its own limit of an aggregate.
    @Test func rulebooksHaveTheirOwnKnobs() throws {
        var player = try Player(Self.bulk)
        var knobs: [String] = []
        for _ in 0..<4 {
            let settings = player.pipeline.settings
            knobs.append(settings.knobs.map { "\($0.rawValue) \(settings[$0])" }.joined(separator: " "))
            _ = player.perform(.next(.rules))
        }
        let lro = "max-aggr 32 sessions 8 budget 64"
        #expect(knobs == [lro, lro, "gro-max-size 65536 sessions 64 budget 64", lro])
        _ = player.perform(.next(.rules))
        #expect(player.perform(.step(.groMaxSize, .backward)) == nil)
        #expect(player.pipeline.settings.offload.groMaxSize == 32_768)
        #expect(player.perform(.reset(.groMaxSize)) == nil && player.perform(.set(.sessions, 9)) == nil)
        #expect(player.perform(.reset(.sessions)) == nil)
        #expect(player.pipeline.settings[.sessions] == 64 && player.pipeline.settings[.groMaxSize] == 65_536)
    }

    @Test func theSameCommandsGiveTheSameSnapshot() throws {
        func play(_ seed: UInt64) throws -> String {
            var random = SplitMix(seed: seed)
            var traffic = RandomTraffic(seed: seed)
            var player = try Player(traffic.frames(3000), "queues=3 budget=20", isRunning: true)
            for _ in 0..<60 {
                let commands: [Player.Command] = [
                    .toggleRunning, .stepFrame, .stepRound, .changePace(.forward), .changePace(.backward),
                    .step(.maxAggr, .backward),
                    .set(.sessions, 1 + random.below(20)), .next(.mode), .next(.rules),
                    .set(.copybreak, random.below(90)),
                    .undo, .reset(.budget), .set(.budget, 1 + random.below(40)),
                ]
                _ = player.perform(random.pick(commands))
                player.advance(seconds: Double(random.below(100)) / 300)
            }
            let snapshot = Snapshot(player)
            return "\(snapshot.counters) \(snapshot.rounds) \(snapshot.settings) \(snapshot.table.rows.map(\.id)) "
                + "\(snapshot.events.map(\.sentence)) \(snapshot.history) \(snapshot.pace) \(snapshot.isRunning) "
                + "\(snapshot.hold) \(snapshot.bottleneck?.sentence ?? "")"
        }
        for seed in 1...5 as ClosedRange<UInt64> { #expect(try play(seed) == play(seed)) }
    }
}
