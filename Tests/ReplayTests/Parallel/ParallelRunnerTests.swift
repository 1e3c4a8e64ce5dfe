import Offload
import Receive
import Replay
import TestSupport
import Testing
import Traffic

/// A whole source on all cores comes to what it comes to frame by frame.
@Suite struct ParallelRunnerTests {
    /// Everything that is known of a finished run, in lines.
    private func outcome(_ run: Runner) -> [String] {
        run.pipeline.text + ["\(run.isOver) \(run.wasStopped)"]
    }

    private func whole(_ frames: [TestFrame], _ settings: String, _ rules: Rulebook, capacity: Int) throws -> [String] {
        var runner = ParallelRunner(
            try TestSource(frames), Pipeline(try TestSettings(settings, rules: rules).receive), chunkCapacity: capacity)
        while runner.takeBatch() {}
        return outcome(runner.run)
    }

    @Test(
        arguments: Rulebook.allCases,
        ["queues=1", "queues=3 budget=7", "queues=8 sessions=2 mode=pages", "queues=128 flows=4 copybreak=90"])
    func theSame(rules: Rulebook, settings: String) throws {
        var traffic = RandomTraffic(seed: 5)
        let frames = traffic.frames(3_000)
        var runner = Runner(try TestSource(frames), Pipeline(try TestSettings(settings, rules: rules).receive))
        while runner.takeFrame() != nil {}
        for capacity in [1, 2, 97, 1_024, 4_096] {
            for (found, expected) in zip(try whole(frames, settings, rules, capacity: capacity), outcome(runner)) {
                #expect(found == expected, "\(capacity) at a time")
            }
        }
    }

    @Test func nothingAtAll() throws {
        #expect(try whole([], "", .lro, capacity: 4) == outcome(runnerOfNothing()))
    }

    private func runnerOfNothing() throws -> Runner {
        var runner = Runner(try TestSource([TestFrame]()), Pipeline(try TestSettings().receive))
        runner.takeBatch()
        return runner
    }

    /// A source that is a value is one all the same, whose progress is that of the run.
    @Test func progress() throws {
        let source = try TrafficSource.open("synthetic:bulk,packets=4000")
        var runner = ParallelRunner(source, Pipeline(try TestSettings().receive), chunkCapacity: 500, chunks: 2)
        #expect(runner.run.progress == 0)
        var before = 0.0
        while runner.takeBatch() {
            let progress = try #require(runner.run.progress)
            #expect(progress >= before && abs(progress - Double(runner.run.pipeline.received) / 4000) < 0.3)
            before = progress
        }
        #expect(runner.run.progress == 1 && before > 0.5)
    }

    /// No more is taken than a batch has.
    @Test func stopped() throws {
        var runner = ParallelRunner(
            try TestSource(["A s0 10 x100"]), Pipeline(try TestSettings().receive), chunkCapacity: 10, chunks: 3)
        let first = runner.takeBatch()
        runner.stop()
        let second = runner.takeBatch()
        let run = runner.run
        #expect(first && !second)
        #expect(run.captureStats.frames == 30 && run.pipeline.received == 30 && run.wasStopped)
        #expect(run.pipeline.counters.flushedBy[.sourceEnd] == 1)
    }
}
