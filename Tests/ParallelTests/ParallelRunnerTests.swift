import Offload
import Parallel
import Receive
import Replay
import TestSupport
import Testing
import Traffic

/// A whole source on all cores comes to what it comes to frame by frame.
@Suite struct ParallelRunnerTests {
    /// Everything that is known of a finished run, in lines.
    private func outcome(_ run: borrowing some Run & ~Copyable) -> [String] {
        run.pipeline.text + ["\(run.isOver) \(run.wasStopped)"]
    }

    private func whole(_ frames: [TestFrame], _ settings: String, _ rules: Rulebook, capacity: Int) throws -> [String] {
        var runner = ParallelRunner(
            try TestSource(frames), Pipeline(try TestSettings(settings, rules: rules).receive), chunkCapacity: capacity)
        while runner.takeBatch() {}
        return outcome(runner)
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

    /// How much was taken is known after each batch, up to the end.
    @Test(arguments: [false, true])
    func progress(isConcurrent: Bool) throws {
        let source = try TrafficSource.open("synthetic:bulk,packets=4000")
        var runner = ParallelRunner(
            source, Pipeline(try TestSettings().receive), isConcurrent: isConcurrent, chunkCapacity: 500, chunks: 2)
        var (shares, taken) = ([runner.progress], [0.0])
        while runner.takeBatch() {
            shares.append(runner.progress)
            taken.append(Double(runner.pipeline.received) / 4000)
        }
        #expect(shares == taken && taken.count == 5)
        let (progress, isOver) = (runner.progress, runner.isOver)
        #expect(progress == 1 && isOver)
    }

    /// Of traffic without an end, nothing can be said.
    @Test func noProgress() throws {
        var runner = ParallelRunner(
            try TrafficSource.open("synthetic:bulk"), Pipeline(try TestSettings().receive), chunkCapacity: 10)
        _ = runner.takeBatch()
        let (progress, facts) = (runner.progress, runner.facts)
        #expect(progress == nil && facts.isEndless)
    }

    /// No more is taken than a batch has.
    @Test func stopped() throws {
        var runner = ParallelRunner(
            try TestSource(["A s0 10 x100"]), Pipeline(try TestSettings().receive), chunkCapacity: 10, chunks: 3)
        let first = runner.takeBatch()
        runner.stop()
        let second = runner.takeBatch()
        let (pipeline, wasStopped) = (runner.pipeline, runner.wasStopped)
        #expect(first && !second)
        #expect(pipeline.captureStats.frames == 30 && pipeline.received == 30 && wasStopped)
        #expect(pipeline.counters.flushedBy[.sourceEnd] == 1)
    }
}
