import Frames
import Receive
import Replay
import Settings
import Synchronization
import TestSupport
import Testing

/// A pipe into which somebody writes now and then: nobody waits for it.
@Suite struct QuietPipeTests {
    /// Frames that come one by one when they are let through.
    private final class Valve: FrameSource {
        let facts: SourceFacts
        private let source: Mutex<TestSource>
        private let open = Mutex(0)

        init(_ packets: [String]) throws {
            let source = try TestSource(packets)
            facts = source.facts
            self.source = Mutex(source)
        }

        var progress: Double? { nil }
        var isQuiet: Bool { open.withLock { $0 == 0 } }

        /// Lets one read through.
        func letThrough() { open.withLock { $0 += 1 } }

        func read(into batch: inout FrameBatch) throws(SourceError) -> Bool {
            let isOpen = open.withLock { open in
                defer { open = max(0, open - 1) }
                return open > 0
            }
            #expect(isOpen, "a read would have waited")
            var frames = batch
            let isMore = source.withLock { source in (try? source.read(into: &frames)) ?? false }
            batch = frames
            return isMore
        }
    }

    private func player(_ valve: Valve) -> Player {
        let pipeline = Pipeline(ReceiveSettings(), keepsDeliveries: true)
        return Player(Runner(valve, pipeline, keepsRecentRounds: true, batchCapacity: 1), isRunning: true)
    }

    @Test func stepsSayThatNothingHasCome() throws {
        let valve = try Valve(["A s0 100", "A s100 100"])
        var player = player(valve)
        #expect(player.isWaiting)
        #expect(player.perform(.stepFrame) == "Nothing more has come through the pipe yet.")
        #expect(player.perform(.stepRound) == "Nothing more has come through the pipe yet.")
        valve.letThrough()
        #expect(player.perform(.stepFrame) == nil)
        #expect(player.runner.pipeline.received == 1 && player.isWaiting)
    }

    @Test func aRunTakesWhatIsThereAndGoesOnLater() throws {
        let valve = try Valve(["A s0 100", "A s100 100"])
        var player = player(valve)
        player.advance(seconds: 10)
        #expect(player.runner.pipeline.received == 0)
        valve.letThrough()
        player.advance(seconds: 10)
        player.runBatch()
        #expect(player.runner.pipeline.received == 1 && !player.runner.isOver)
        valve.letThrough()
        valve.letThrough()
        player.advance(seconds: 10)
        #expect(player.runner.pipeline.received == 2 && player.runner.isOver)
    }
}
