import Capture
import Foundation
import Packet
import Receive
import Replay
import TestSupport
import Testing

/// Steps of a frame, of a round, of a batch: they all lead to the same end.
@Suite struct RunnerTests {
    private static let url = Folders.tests.appending(path: "Support/Captures/fuzz16.pcap")
    private static let frames = 403

    private func runner(_ settings: String = "queues=3 budget=16", capacity: Int = 1024) throws -> Runner {
        let pipeline = Pipeline(try TestSettings(settings).receive, keepsDeliveries: true)
        return Runner(try CaptureSource(path: Self.url.path), pipeline, batchCapacity: capacity)
    }

    /// What a run came to.
    private func result(_ runner: Runner) -> String {
        let counters = runner.pipeline.counters
        return "\(counters.received) \(counters.delivered) \(counters.aggregated) \(counters.flushed) "
            + "\(counters.flushedBy.ranked) \(counters.passedBy.ranked) \(runner.pipeline.holds.counts) "
            + "\(runner.pipeline.rounds) \(runner.captureStats)"
    }

    @Test func allStepsLeadToTheSameEnd() throws {
        var batches = try runner()
        while batches.takeBatch() {}
        #expect(batches.isOver)
        #expect(batches.failure == nil)
        #expect(batches.pipeline.received == UInt64(Self.frames))
        for capacity in [1, 2, 7, 1024] {
            var frames = try runner(capacity: capacity)
            while frames.takeFrame() != nil {}
            #expect(result(frames) == result(batches))
            var rounds = try runner(capacity: capacity)
            while rounds.takeRound() != nil {}
            #expect(result(rounds) == result(batches))
            var mixed = try runner(capacity: capacity)
            _ = mixed.takeFrame()
            mixed.takeRound()
            mixed.takeBatch()
            while mixed.takeFrame() != nil {}
            #expect(result(mixed) == result(batches))
        }
    }

    @Test func copiesOfARunComeToItsEnd() throws {
        var whole = try runner()
        while whole.takeBatch() {}
        for capacity in [1, 8, 100, 1024] {
            var original = try runner(capacity: capacity)
            for _ in 0..<150 { _ = original.takeFrame() }
            var copy = original
            // They read the capture in turns, and the copy ends first.
            while copy.takeRound() != nil { original.takeRound() }
            while original.takeBatch() {}
            #expect(result(copy) == result(whole))
            #expect(result(original) == result(whole))
        }
    }

    @Test func roundStepEndsWithARound() throws {
        var runner = try runner()
        var rounds: UInt64 = 0
        while let queue = runner.takeRound() {
            #expect(runner.pipeline.rounds == rounds + 1)
            rounds += 1
            let ended = runner.pipeline.queues[queue]
            #expect(queue == runner.latestQueue)
            #expect(ended.isRoundOver)
            #expect(ended.manager.log.events.last?.frame == runner.pipeline.lastFrame)
            #expect(ended.framesInRound == 16)
            #expect(ended.manager.table.count == 0)
        }
        // The rests of the three queues ended with the source.
        #expect(runner.isOver)
        #expect(runner.pipeline.queues.allSatisfy { $0.isRoundOver })
        #expect(runner.pipeline.rounds <= rounds + 3)
    }

    @Test func frameByFrame() throws {
        var runner = try runner()
        for index in 0..<UInt64(Self.frames) {
            guard let queue = runner.takeFrame() else {
                Issue.record("no frame \(index)")
                return
            }
            #expect(runner.pipeline.lastFrame == index)
            #expect(runner.pipeline.queues[queue].manager.log.events.contains { $0.frame == index })
            #expect(runner.pipeline.received == index + 1)
        }
        #expect(!runner.isOver)
        let next = runner.takeFrame()
        #expect(next == nil)
        #expect(runner.isOver)
        let rounds = runner.pipeline.rounds
        let isMore = (runner.takeFrame() != nil, runner.takeRound() != nil, runner.takeBatch())
        #expect(isMore == (false, false, false))
        #expect(runner.pipeline.rounds == rounds)
    }

    @Test func stopEndsTheRounds() throws {
        var runner = try runner("budget=300")
        for _ in 0..<20 { _ = runner.takeFrame() }
        runner.stop()
        runner.stop()
        #expect(runner.isOver)
        let next = runner.takeFrame()
        #expect(next == nil)
        #expect(runner.pipeline.received == 20)
        #expect(runner.pipeline.rounds == 1)
        #expect(runner.pipeline.queues[0].manager.table.count == 0)
    }

    @Test func knobsBetweenFrames() throws {
        var runner = try runner("max-aggr=64 budget=300")
        for _ in 0..<200 { _ = runner.takeFrame() }
        runner.set(.maxAggr, to: 1)
        #expect(runner.pipeline.queues[0].manager.table.count == 0)
        let before = runner.pipeline.counters.mergedPackets
        var settings = runner.pipeline.settings
        settings.offload.mode = .pages
        runner.apply(settings)
        while runner.takeBatch() {}
        #expect(runner.pipeline.counters.mergedPackets == before)
        #expect(runner.pipeline.settings.offload.mode == .pages)
        #expect(runner.pipeline.counters.copiedBytes > 0)
    }

    @Test func damageEndsTheRunAndIsSaid() throws {
        let folder = FileManager.default.temporaryDirectory
        let cut = folder.appending(path: "lro-top-\(UInt64.random(in: 0...UInt64.max)).pcap")
        defer { try? FileManager.default.removeItem(at: cut) }
        try Data(contentsOf: Self.url).prefix(60_000).write(to: cut)
        let pipeline = Pipeline(try TestSettings("budget=300").receive)
        var runner = Runner(try CaptureSource(path: cut.path), pipeline)
        while runner.takeBatch() {}
        #expect(runner.failure?.kind == .damaged)
        #expect(runner.isOver)
        #expect(runner.pipeline.received > 100)
        #expect(runner.pipeline.rounds == 1)
        #expect(
            runner.pipeline.counters.flushed + runner.pipeline.counters.passed == runner.pipeline.counters.delivered)
    }

    @Test func captureStats() throws {
        let capture = try #require(TestCapture(Self.url))
        var runner = Runner(try CaptureSource(path: Self.url.path), Pipeline(try TestSettings("mtu=500").receive))
        while runner.takeBatch() {}
        let packets = capture.frames.enumerated().map {
            $0.element.descriptor(index: $0.offset, parser: FrameParser(link: .ethernet))
        }
        let long = packets.filter { $0.ipVersion != 0 && $0.wireLength - $0.networkOffset > 500 }
        #expect(runner.captureStats.frames == UInt64(Self.frames))
        #expect(runner.captureStats.aboveMTU == UInt64(long.count))
        #expect(runner.captureStats.longest == long.map { $0.wireLength - $0.networkOffset }.max())
        #expect(runner.captureStats.wireBytes == UInt64(capture.frames.reduce(0) { $0 + $1.wireLength }))
        #expect(runner.captureStats.headersCut == 0)
        #expect((runner.captureStats.firstTime ?? .max) < runner.captureStats.lastTime)
    }
}
