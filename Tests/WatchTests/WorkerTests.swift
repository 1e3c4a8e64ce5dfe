import Dispatch
import Frames
import Receive
import Replay
import Settings
import Snapshots
import Synchronization
import TestSupport
import Testing
import Watch

/// The thread that owns a player: what it is asked for comes, in order, and nothing else.
@Suite struct WorkerTests {
    /// Whoever watches: hears of snapshots, and waits for them.
    private final class Watcher: Sendable {
        let semaphore = DispatchSemaphore(value: 0)
        let count = Mutex(0)

        func hear() {
            count.withLock { $0 += 1 }
            semaphore.signal()
        }

        /// Whether a snapshot was heard of in time.
        func waits() -> Bool { semaphore.wait(timeout: .now() + 20) == .success }

        /// The next snapshot of a worker, asked for now, and what the commands before it had to say.
        func snapshot(_ worker: Worker, _ query: TableQuery = TableQuery()) throws -> (Snapshot, [String]) {
            worker.requestSnapshot(query)
            #expect(waits())
            let taken = worker.takeSnapshot()
            return (try #require(taken.snapshot), taken.messages)
        }
    }

    private func worker(_ player: Player, _ watcher: Watcher) -> Worker {
        Worker(player, notify: { watcher.hear() })
    }

    @Test func commandsInOrder() throws {
        let watcher = Watcher()
        let worker = worker(try Player(["A s0 10 x100"]), watcher)
        defer { worker.stop() }
        let commands: [Player.Command] = [
            .stepFrame, .undo, .set(.maxAggr, 0), .set(.maxAggr, 4), .stepFrame, .stepFrame, .undo, .undo, .stepFrame,
        ]
        for command in commands { worker.send(command) }
        let (snapshot, messages) = try watcher.snapshot(worker)
        #expect(snapshot.counters.received == 4)
        #expect(snapshot.settings[.maxAggr] == 32)
        #expect(
            messages == [
                "There is nothing to take back.", "max-aggr goes from 1 to 65535.", "Taken back.",
                "There is nothing to take back.",
            ])
        #expect(
            snapshot.events.map(\.sentence).prefix(3) == [
                "opened session 0", "max-aggr set to 4", "appended to session 0 (2 of 4)",
            ])
        let (_, rest) = try watcher.snapshot(worker)
        #expect(rest == [])
    }

    @Test func theTableAskedFor() throws {
        let watcher = Watcher()
        let worker = worker(try Player(["A s0 10", "B s0 10", "C s0 10"]), watcher)
        defer { worker.stop() }
        worker.send(.stepRound)
        var query = TableQuery()
        (query.content, query.column, query.isDescending, query.limit) = (.flows, .flow, true, 2)
        let (snapshot, messages) = try watcher.snapshot(worker, query)
        #expect(messages == ["The source has ended."])
        #expect(snapshot.table.rows.compactMap { $0.flow?.sourcePort } == [40_002, 40_001])
        #expect(worker.takeSnapshot().snapshot == nil)
    }

    /// Of a reading that goes on for long there are snapshots, and what is asked for waits; the end does not.
    @Test(arguments: [false, true])
    func aSecondReadingIsSeen(isRunning: Bool) throws {
        let watcher = Watcher()
        let source = try BusySource(["A s0 10 x3"], SecondReading(.segmentSizes, share: 0.37))
        let runner = Runner(source, Pipeline(ReceiveSettings(), keepsDeliveries: true), keepsRecentRounds: true)
        let worker = worker(Player(runner, isRunning: isRunning), watcher)
        worker.send(.stepFrame)
        for _ in 0..<3 {
            let (snapshot, messages) = try watcher.snapshot(worker)
            #expect(snapshot.secondReading?.share == 0.37)
            #expect(snapshot.counters.received == 0 && messages == [])
        }
        worker.stop()
        #expect(worker.takeSnapshot().snapshot == nil)
    }

    @Test func whatWaitedForASecondReadingIsDone() throws {
        let watcher = Watcher()
        let source = try BusySource(["A s0 10 x3"], SecondReading(.segmentSizes, share: 0.37), steps: 1_000)
        let runner = Runner(source, Pipeline(ReceiveSettings(), keepsDeliveries: true), keepsRecentRounds: true)
        let worker = worker(Player(runner, isRunning: false), watcher)
        defer { worker.stop() }
        for _ in 0..<4 { worker.send(.stepFrame) }
        var (received, messages) = (UInt64(0), [String]())
        while messages.isEmpty {
            let (snapshot, said) = try watcher.snapshot(worker)
            (received, messages) = (snapshot.counters.received, said)
        }
        #expect(received == 3 && messages == ["The source has ended."])
    }

    @Test func silentWhileNobodyAsks() throws {
        let watcher = Watcher()
        let worker = worker(try Player(["A s0 10 x100"]), watcher)
        defer { worker.stop() }
        for _ in 0..<50 { worker.send(.stepFrame) }
        let (snapshot, _) = try watcher.snapshot(worker)
        #expect(snapshot.counters.received == 50)
        #expect(watcher.count.withLock { $0 } == 1)
    }

    @Test func manyRequestsAreOne() throws {
        let watcher = Watcher()
        let gate = DispatchSemaphore(value: 0)
        // The first notice holds the thread up until all requests are in its mailbox.
        let worker = Worker(
            try Player(["A s0 10 x100"]),
            notify: {
                watcher.hear()
                if watcher.count.withLock({ $0 }) == 1 { _ = gate.wait(timeout: .now() + 20) }
            })
        defer { worker.stop() }
        worker.requestSnapshot()
        #expect(watcher.waits())
        for _ in 0..<100 {
            worker.send(.stepFrame)
            worker.requestSnapshot()
        }
        gate.signal()
        #expect(watcher.waits())
        #expect(worker.takeSnapshot().snapshot?.counters.received == 100)
        let (last, _) = try watcher.snapshot(worker)
        #expect(last.counters.received == 100)
        #expect(watcher.count.withLock { $0 } == 3)
    }

    @Test func fullSpeedToTheEnd() throws {
        let watcher = Watcher()
        var traffic = RandomTraffic(seed: 3)
        let frames = traffic.frames(20_000)
        var player = try Player(frames, "queues=3", isRunning: true)
        while player.pace != .full { _ = player.perform(.changePace(.forward)) }
        let worker = worker(player, watcher)
        defer { worker.stop() }
        let deadline = ContinuousClock.now + .seconds(20)
        var (snapshot, _) = try watcher.snapshot(worker)
        while !snapshot.isOver, .now < deadline { (snapshot, _) = try watcher.snapshot(worker) }
        #expect(snapshot.isOver)
        #expect(snapshot.counters.received == 20_000)
        // Then nothing more happens, and it answers all the same.
        worker.send(.toggleRunning)
        let (last, messages) = try watcher.snapshot(worker)
        #expect(messages == ["The source has ended."])
        #expect(last.counters.delivered == snapshot.counters.delivered)
    }

    @Test func itGoesByItself() throws {
        let watcher = Watcher()
        var player = try Player(["A s0 10 x50"], "budget=10", isRunning: true)
        while player.pace != .rounds(1000) { _ = player.perform(.changePace(.forward)) }
        let worker = worker(player, watcher)
        defer { worker.stop() }
        let deadline = ContinuousClock.now + .seconds(20)
        var (snapshot, _) = try watcher.snapshot(worker)
        while !snapshot.isOver, .now < deadline { (snapshot, _) = try watcher.snapshot(worker) }
        #expect(snapshot.counters.received == 50)
        #expect(snapshot.rounds == 5)
    }

    /// Says when all of its frames were read.
    private final class Told: FrameSource {
        let facts: SourceFacts
        let isRead = DispatchSemaphore(value: 0)
        private let source: Mutex<TestSource>

        init(_ frames: [TestFrame]) throws {
            let source = try TestSource(frames)
            facts = source.facts
            self.source = Mutex(source)
        }

        var progress: Double? { nil }

        func read(into batch: inout FrameBatch) throws(SourceError) -> Bool {
            var frames = batch
            let isMore = source.withLock { source in (try? source.read(into: &frames)) ?? false }
            batch = frames
            if !isMore { isRead.signal() }
            return isMore
        }
    }

    @Test func theRunGoesOnWhileASnapshotIsMade() throws {
        let (made, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        var traffic = RandomTraffic(seed: 8)
        let source = try Told(traffic.frames(20_000))
        let runner = Runner(source, Pipeline(ReceiveSettings(), keepsDeliveries: true), keepsRecentRounds: true)
        var player = Player(runner, isRunning: false)
        while player.pace != .full { _ = player.perform(.changePace(.forward)) }
        // Whoever makes the first snapshot is held up for as long as the run takes to its end.
        let worker = Worker(
            player,
            notify: {
                made.signal()
                _ = gate.wait(timeout: .now() + 20)
            })
        worker.requestSnapshot()
        #expect(made.wait(timeout: .now() + 20) == .success)
        worker.send(.toggleRunning)
        worker.requestSnapshot()
        #expect(source.isRead.wait(timeout: .now() + 20) == .success)
        #expect(worker.takeSnapshot().snapshot?.counters.received == 0)
        for _ in 0..<100 { gate.signal() }
        // What was asked for meanwhile comes, as the run is then.
        #expect(made.wait(timeout: .now() + 20) == .success)
        #expect(worker.takeSnapshot().snapshot?.counters.received == 20_000)
        worker.stop()
    }

    /// A run without a thread is what the worker shows, whatever is asked for.
    @Test func stepsWithManyFlowsAreExact() throws {
        let watcher = Watcher()
        var traffic = TestTraffic(seed: 9, flows: 1200)
        let frames = traffic.turns(2, of: 2)
        var player = try Player(frames, "queues=3 flows=900")
        player.take(3000)
        let worker = worker(player, watcher)
        defer { worker.stop() }
        var query = TableQuery()
        let commands: [Player.Command?] = [nil, .stepFrame, nil, .stepRound, .set(.maxAggr, 2), nil, .stepFrame, nil]
        for (place, command) in commands.enumerated() {
            if let command {
                worker.send(command)
                _ = player.perform(command)
            }
            query.content = place % 3 == 2 ? .sessions : .flows
            query.column = TableQuery.Column.allCases[place % TableQuery.Column.allCases.count]
            query.offset = 100 * place
            query.filter = RowFilter(place % 4 == 3 ? "10.0.0.7" : "")
            let (snapshot, _) = try watcher.snapshot(worker, query)
            #expect(snapshot.lines == Snapshot(player, query).lines)
        }
    }

    @Test func atFullSpeedTheTableOfManyFlowsComesToo() throws {
        let watcher = Watcher()
        var traffic = TestTraffic(seed: 10, flows: 1200)
        let pattern = traffic.turns(40, of: 2, payload: 1)
        var player = try Player(pattern, "queues=3", isRunning: true)
        while player.pace != .full { _ = player.perform(.changePace(.forward)) }
        let worker = worker(player, watcher)
        defer { worker.stop() }
        let deadline = ContinuousClock.now + .seconds(20)
        var (snapshot, _) = try watcher.snapshot(worker)
        while !snapshot.isOver, .now < deadline {
            #expect(snapshot.table.rows.isEmpty || snapshot.table.content == .flows)
            #expect(snapshot.table.rows.map(\.bytes) == snapshot.table.rows.map(\.bytes).sorted(by: >))
            (snapshot, _) = try watcher.snapshot(worker)
        }
        var query = TableQuery()
        (query.content, query.column, query.isDescending) = (.flows, .bytes, true)
        let (last, _) = try watcher.snapshot(worker, query)
        #expect((last.table.total, last.counters.received) == (1200, UInt64(pattern.count)))
        #expect(last.table.rows.allSatisfy { $0.bytes == 80 && !$0.isOpen })
    }

    /// Says when it is gone.
    private final class Token: Sendable {
        let gone: DispatchSemaphore

        init(_ gone: DispatchSemaphore) { self.gone = gone }

        deinit { gone.signal() }
    }

    /// The thread holds what it was given until it ends.
    @Test(arguments: [false, true])
    func stopEndsIt(isRunning: Bool) throws {
        let (gone, prepared) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        var player = try Player(["A s0 10 x5000"], isRunning: isRunning)
        while player.pace != .frames(1) { _ = player.perform(.changePace(.backward)) }
        var token: Token? = Token(gone)
        var worker: Worker? = Worker(
            player, prepare: { prepared.signal() }, notify: { [token] in withExtendedLifetime(token) {} })
        token = nil
        #expect(prepared.wait(timeout: .now() + 20) == .success)
        worker?.stop()
        worker = nil
        #expect(gone.wait(timeout: .now() + 20) == .success)
    }
}
