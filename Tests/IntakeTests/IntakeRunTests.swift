import Frames
import Intake
import Packet
import Parallel
import Receive
import Replay
import Settings
import TestSupport
import Testing
import Timing

/// Runs whose source turns out to be merged on the way, or is looked at from another side.
@Suite struct IntakeRunTests {
    /// Packets below the MTU were merged, which only those above it tell.
    private static func source(looksAhead: Bool = false) throws -> IntakeSource {
        var talk = Connection()
        for count in [2, 1, 2, 1, 2] { talk.send(500 * count, segments: count, times: 1_000) }
        talk.send(5_000, segments: 10)
        talk.send(500)
        var options = IntakeOptions.untouched
        (options.unmerge, options.looksAhead) = (.auto, looksAhead)
        return try IntakeSource(TestSource(talk.frames), options)
    }

    private static func counts(_ pipeline: Pipeline) -> [UInt64] {
        let counters = pipeline.counters
        return [counters.received, counters.delivered, counters.mergedBytes, counters.flushed]
    }

    @Test func aRunThatBeginsAnewComesToWhatALookAheadComesTo() throws {
        var late = Runner(try Self.source(), Pipeline(ReceiveSettings()))
        while late.takeFrame() != nil {}
        var early = Runner(try Self.source(looksAhead: true), Pipeline(ReceiveSettings()))
        while early.takeFrame() != nil {}
        var parallel = ParallelRunner(try Self.source(), Pipeline(ReceiveSettings()))
        while parallel.takeBatch() {}
        #expect((late.restarts, early.restarts) == (1, 0))
        #expect(Self.counts(late.pipeline) == Self.counts(early.pipeline))
        #expect(Self.counts(parallel.pipeline) == Self.counts(early.pipeline))
    }

    /// The changes of settings are made again where they were.
    @Test func changesOfSettingsStand() throws {
        var late = Runner(try Self.source(), Pipeline(ReceiveSettings()))
        for _ in 0..<4_000 { _ = late.takeFrame() }
        late.set(.maxAggr, to: 4)
        while late.takeFrame() != nil {}
        #expect(late.restarts == 1)
        #expect(late.knobLog.changes.map(\.frames) == [4_000])
        #expect(late.pipeline.settings[.maxAggr] == 4)
    }

    /// A server with a gateway: what it received, what its peers did, all.
    @Test func theReceivingSideIsChosenAnew() throws {
        var talk = Connection(mss: 1460)
        for _ in 0..<20 {
            talk.send(1_000)
            talk.acknowledge()
        }
        var frames = talk.frames
        for place in frames.indices {
            let isSent = frames[place].bytes[29] == 2
            let ends: [UInt8] = isSent ? [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2] : [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1]
            frames[place].bytes.replaceSubrange(0..<12, with: ends)
        }
        let source = try IntakeSource(TestSource(frames), IntakeOptions())
        let runner = Runner(source, Pipeline(ReceiveSettings()), keepsRecentRounds: true)
        var player = Player(runner, isRunning: true)
        var seen: [[UInt64]] = []
        for _ in 0..<4 {
            while !player.isIdle { player.runBatch() }
            let account = try #require(player.runner.facts.account?.receivedBy)
            seen.append([player.runner.pipeline.received, account.leftOut])
            _ = player.perform(.nextReceiver)
        }
        #expect(seen == [[21, 21], [21, 21], [42, 0], [21, 21]])
    }

    @Test func syntheticTrafficHasOneSide() throws {
        var facts = try TestSource([TestFrame]())
        facts.facts.kind = .synthetic
        let runner = Runner(try IntakeSource(facts, .untouched), Pipeline(ReceiveSettings()))
        var player = Player(runner, isRunning: false)
        #expect(player.perform(.nextReceiver)?.contains("no other side") == true)
    }

    /// A player of packets that were merged before the capture.
    private func player(_ arrivals: Arrivals) throws -> Player {
        var talk = Connection(mss: 1460)
        for _ in 0..<9 { talk.send(4_380, segments: 3) }
        var (frames, options) = (try TestSource(talk.frames), IntakeOptions(receiver: .all))
        frames.interval = 50_000
        (options.link, options.spacesSegments) = (try #require(Rate("1G")), arrivals.areRecorded)
        var settings = ReceiveSettings()
        (settings.queues, settings.rxUsecs, settings.clock.arrivals) = (1, 0, arrivals)
        let runner = Runner(
            try IntakeSource(frames, options), Pipeline(settings, keepsDeliveries: true), keepsRecentRounds: true)
        return Player(runner, isRunning: true)
    }

    private func end(_ player: Player) -> [String] {
        var player = player
        while !player.isIdle {
            player.runBatch()
            _ = player.readOn()
        }
        let pipeline = player.runner.pipeline
        return ["\(pipeline.received) \(pipeline.counters.delivered) \(pipeline.rounds)"]
            + [pipeline.latencies.map { "\($0.count) \($0.total.sum) \($0.total.maximum)" } ?? "no clock"]
    }

    /// Segments are spaced by the link with a clock alone, whenever it begins.
    @Test(arguments: [(Arrivals.backlog, Arrivals.asRecorded), (.asRecorded, .backlog)])
    func anotherClockIsAsIfItHadBeenAskedForAtFirst(first: Arrivals, then: Arrivals) throws {
        var player = try player(first)
        player.runBatch()
        while player.runner.secondReading != nil { _ = player.readOn() }
        #expect(player.perform(.toggleClock)?.hasPrefix("Begun anew, arrivals") == true)
        #expect(player.runner.pipeline.settings.clock.arrivals == then)
        #expect(try end(player) == end(self.player(then)))
        #expect(player.perform(.toggleClock) != nil)
        #expect(try end(player) == end(self.player(first)))
    }

    @Test func theReceiverThatWasChosenStays() throws {
        var talk = Connection(mss: 1460)
        for _ in 0..<20 {
            talk.send(1_000)
            talk.acknowledge()
        }
        var player = Player(
            Runner(
                try IntakeSource(TestSource(talk.frames), IntakeOptions()), Pipeline(ReceiveSettings()),
                keepsRecentRounds: true), isRunning: true)
        _ = player.perform(.nextReceiver)
        let chosen = player.runner.facts.account?.receivedBy?.text
        _ = player.perform(.toggleClock)
        #expect(player.runner.facts.account?.receivedBy?.text == chosen && player.runner.pipeline.clock != nil)
    }
}
