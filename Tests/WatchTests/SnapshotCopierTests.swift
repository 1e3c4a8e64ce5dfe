import Replay
import Snapshots
import TestSupport
import Testing
import Watch

/// What the thread of a run does for a snapshot: never much at a time while the run goes on, and all when it rests.
@Suite struct SnapshotCopierTests {
    /// A run at full speed that has taken half of its frames: every flow of `flows` was seen, and is seen again.
    private func player(flows: Int) throws -> Player {
        var traffic = TestTraffic(seed: 6, flows: flows)
        var player = try Player(traffic.turns(24, of: 2, payload: 1), "queues=3", isRunning: true)
        while player.pace != .full { _ = player.perform(.changePace(.forward)) }
        while player.pipeline.received < flows * 4 { player.runBatch() }
        return player
    }

    private func query(_ change: (inout TableQuery) -> Void = { _ in }) -> TableQuery {
        var query = TableQuery()
        query.content = .flows
        change(&query)
        return query
    }

    /// Goes on for a stretch, and gives the copying its share.
    private func advance(_ player: inout Player, _ copier: inout SnapshotCopier) {
        let before = player.pipeline.received
        player.runBatch()
        copier.advance(player, frames: Int(player.pipeline.received - before))
    }

    @Test func manyFlowsAreCopiedWhileTheRunGoesOn() throws {
        var player = try player(flows: 1500)
        var copier = SnapshotCopier()
        copier.prepare(player, query(), isHurried: true) { FlowTableCopy() }
        let asked = player.pipeline.received
        // The answer is there before the flows are.
        let first = copier.input(player, query())
        #expect(first.flows == nil && copier.isCopying)
        #expect(Snapshot(first).counters.received == asked)
        var stretches = 0
        while copier.isCopying {
            advance(&player, &copier)
            stretches += 1
            try #require(stretches < 100)
        }
        // So many frames were taken meanwhile as the flows have a right to: none waited.
        let taken = Int(player.pipeline.received - asked)
        #expect(taken >= (1500 - SnapshotCopier.rowsAtOnce) * SnapshotCopier.framesPerRow)
        #expect(taken < (1500 - SnapshotCopier.rowsAtOnce) * SnapshotCopier.framesPerRow + 4096)
        let second = copier.input(player, query { $0.column = .packets })
        #expect(second.flows?.count == 1500)
        let snapshot = Snapshot(second)
        #expect(snapshot.counters.received == asked + UInt64(taken))
        #expect((snapshot.table.total, snapshot.table.rows.count) == (1500, 200))
    }

    @Test func untilTheyAreWholeTheTableStays() throws {
        let player = try player(flows: 1500)
        var copier = SnapshotCopier()
        copier.prepare(player, query(), isHurried: true) { FlowTableCopy() }
        let input = copier.input(player, query())
        let before = Snapshot(player, query { $0.offset = 700 }).table
        let after = Snapshot(input, last: before).table
        #expect(after.rows.map(\.line) == before.rows.map(\.line) && after.offset == 700)
    }

    @Test func fewFlowsAreOfTheMoment() throws {
        var player = try player(flows: SnapshotCopier.rowsAtOnce)
        var copier = SnapshotCopier()
        for _ in 0..<3 {
            copier.prepare(player, query(), isHurried: true) { FlowTableCopy() }
            let snapshot = Snapshot(copier.input(player, query()))
            #expect(snapshot.lines == Snapshot(player, query()).lines)
            advance(&player, &copier)
        }
    }

    @Test func atRestAllIsCopiedAtOnceAndOnlyOnce() throws {
        var player = try player(flows: 1500)
        _ = player.perform(.toggleRunning)
        var copier = SnapshotCopier()
        copier.prepare(player, query(), isHurried: false) { FlowTableCopy() }
        let flows = try #require(copier.input(player, query()).flows)
        for offset in [0, 700, 1499] {
            let wanted = query { ($0.offset, $0.column) = (offset, .bytes) }
            copier.prepare(player, wanted, isHurried: false) { FlowTableCopy() }
            var input = copier.input(player, wanted)
            #expect(input.flows == nil)
            input.flows = flows
            #expect(Snapshot(input).lines == Snapshot(player, wanted).lines)
        }
        _ = player.perform(.stepFrame)
        copier.noteChange()
        copier.prepare(player, query(), isHurried: false) { flows }
        let input = copier.input(player, query())
        #expect(input.flows != nil)
        #expect(Snapshot(input).lines == Snapshot(player, query()).lines)
    }

    /// What was copied before the run stood still is of several ages, and must not be shown then.
    @Test(arguments: [0, 2, 100])
    func whoPausesSeesTheStateAfterIt(stretches: Int) throws {
        var player = try player(flows: 1500)
        var copier = SnapshotCopier()
        copier.prepare(player, query(), isHurried: true) { FlowTableCopy() }
        _ = copier.input(player, query())
        for _ in 0..<stretches { advance(&player, &copier) }
        if !player.isIdle { _ = player.perform(.toggleRunning) }
        copier.noteChange()
        copier.prepare(player, query(), isHurried: false) { FlowTableCopy() }
        let input = copier.input(player, query())
        #expect(Snapshot(input).lines == Snapshot(player, query()).lines)
    }

    /// A run that goes on round by round has time: what was copied long ago is not taken for now.
    @Test func whoHasTimeCopiesAnew() throws {
        var player = try player(flows: 1500)
        var copier = SnapshotCopier()
        copier.prepare(player, query(), isHurried: true) { FlowTableCopy() }
        while copier.isCopying { advance(&player, &copier) }
        advance(&player, &copier)
        _ = player.perform(.changePace(.backward))
        copier.prepare(player, query(), isHurried: false) { FlowTableCopy() }
        while copier.isCopying { copier.advance(player, frames: 1024) }
        let input = copier.input(player, query())
        #expect(Snapshot(input).lines == Snapshot(player, query()).lines)
    }

    @Test func sessionsOfARunNeedNoFlows() throws {
        var player = try player(flows: 1500)
        _ = player.perform(.changePace(.backward))
        var copier = SnapshotCopier()
        copier.prepare(player, TableQuery(), isHurried: false) { FlowTableCopy() }
        let input = copier.input(player, TableQuery())
        #expect(input.flows == nil && !input.wantsFlows && !copier.isCopying)
        #expect(Snapshot(input).lines == Snapshot(player).lines)
    }

    /// What is copied of latencies is written anew by the run: at full speed that is not done for every picture.
    @Test func latenciesAreCopiedNowAndThen() throws {
        var player = try Player(["A s0 10 x4000"], "queues=2 arrivals=1G", isRunning: true)
        var (copier, query) = (SnapshotCopier(), TableQuery())
        query.content = .sessions
        func latencies(isHurried: Bool) -> Int? {
            copier.prepare(player, query, isHurried: isHurried) { FlowTableCopy() }
            return Snapshot(copier.input(player, query)).latency?.count
        }
        player.advance(seconds: 1)
        while player.pace != .full { _ = player.perform(.changePace(.forward)) }
        let first = try #require(latencies(isHurried: true))
        player.advance(seconds: 0.0005)
        #expect(latencies(isHurried: true) == nil)
        #expect(latencies(isHurried: false) ?? 0 > first)
        player.advance(seconds: 0.0021)
        #expect(latencies(isHurried: true) != nil)
        _ = player.perform(.toggleRunning)
        #expect(latencies(isHurried: true) != nil)
    }
}
