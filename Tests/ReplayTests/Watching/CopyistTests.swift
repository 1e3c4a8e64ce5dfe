import Replay
import TestSupport
import Testing

/// What the thread of a run does for a snapshot: never much at a time while the run goes on, and all when it rests.
@Suite struct CopyistTests {
    /// A run at full speed that has taken half of its frames: every flow of `flows` was seen, and is seen again.
    private func player(flows: Int) throws -> Player {
        var traffic = TestTraffic(seed: 6, flows: flows)
        var player = try Player(traffic.turns(24, of: 2, payload: 1), "queues=3", isRunning: true)
        while player.pace != .full { _ = player.perform(.changePace(1)) }
        while player.pipeline.received < flows * 4 { player.rush() }
        return player
    }

    private func query(_ change: (inout TableQuery) -> Void = { _ in }) -> TableQuery {
        var query = TableQuery()
        query.content = .flows
        change(&query)
        return query
    }

    /// Goes on for a stretch, and gives the copying its share.
    private func goOn(_ player: inout Player, _ copyist: inout Copyist) {
        let before = player.pipeline.received
        player.rush()
        copyist.goOn(player, frames: Int(player.pipeline.received - before))
    }

    @Test func manyFlowsAreCopiedWhileTheRunGoesOn() throws {
        var player = try player(flows: 1500)
        var copyist = Copyist()
        copyist.prepare(player, query(), isHurried: true) { FlowCopy() }
        let asked = player.pipeline.received
        // The answer is there before the flows are.
        let first = copyist.copies(player, query())
        #expect(first.flows == nil && copyist.isCopying)
        #expect(first.run.snapshot(query(), nil).counters.received == asked)
        var stretches = 0
        while copyist.isCopying {
            goOn(&player, &copyist)
            stretches += 1
            try #require(stretches < 100)
        }
        // So many frames were taken meanwhile as the flows have a right to: none waited.
        let taken = Int(player.pipeline.received - asked)
        #expect(taken >= (1500 - Copyist.rowsAtOnce) * Copyist.framesPerRow)
        #expect(taken < (1500 - Copyist.rowsAtOnce) * Copyist.framesPerRow + 4096)
        let second = copyist.copies(player, query())
        #expect(second.flows?.count == 1500)
        let snapshot = second.run.snapshot(query { $0.column = .packets }, second.flows)
        #expect(snapshot.counters.received == asked + UInt64(taken))
        #expect((snapshot.table.total, snapshot.table.rows.count) == (1500, 200))
    }

    @Test func untilTheyAreWholeTheTableStays() throws {
        let player = try player(flows: 1500)
        var copyist = Copyist()
        copyist.prepare(player, query(), isHurried: true) { FlowCopy() }
        let copies = copyist.copies(player, query())
        let before = Snapshot(player, query { $0.offset = 700 }).table
        let after = copies.run.snapshot(query(), copies.flows, last: before).table
        #expect(after.rows.map(\.line) == before.rows.map(\.line) && after.offset == 700)
    }

    @Test func fewFlowsAreOfTheMoment() throws {
        var player = try player(flows: Copyist.rowsAtOnce)
        var copyist = Copyist()
        for _ in 0..<3 {
            copyist.prepare(player, query(), isHurried: true) { FlowCopy() }
            let copies = copyist.copies(player, query())
            let snapshot = copies.run.snapshot(query(), copies.flows)
            #expect(snapshot.lines == Snapshot(player, query()).lines)
            goOn(&player, &copyist)
        }
    }

    @Test func atRestAllIsCopiedAtOnceAndOnlyOnce() throws {
        var player = try player(flows: 1500)
        _ = player.perform(.toggleRunning)
        var copyist = Copyist()
        copyist.prepare(player, query(), isHurried: false) { FlowCopy() }
        let flows = try #require(copyist.copies(player, query()).flows)
        for offset in [0, 700, 1499] {
            let wanted = query { ($0.offset, $0.column) = (offset, .bytes) }
            copyist.prepare(player, wanted, isHurried: false) { FlowCopy() }
            let copies = copyist.copies(player, wanted)
            #expect(copies.flows == nil)
            #expect(copies.run.snapshot(wanted, flows).lines == Snapshot(player, wanted).lines)
        }
        _ = player.perform(.stepFrame)
        copyist.noteChange()
        copyist.prepare(player, query(), isHurried: false) { flows }
        let copies = copyist.copies(player, query())
        #expect(copies.flows != nil)
        #expect(copies.run.snapshot(query(), copies.flows).lines == Snapshot(player, query()).lines)
    }

    /// What was copied before the run stood still is of several moments, and must not be shown then.
    @Test(arguments: [0, 2, 100])
    func whoPausesSeesTheStateAfterIt(stretches: Int) throws {
        var player = try player(flows: 1500)
        var copyist = Copyist()
        copyist.prepare(player, query(), isHurried: true) { FlowCopy() }
        _ = copyist.copies(player, query())
        for _ in 0..<stretches { goOn(&player, &copyist) }
        if !player.isIdle { _ = player.perform(.toggleRunning) }
        copyist.noteChange()
        copyist.prepare(player, query(), isHurried: false) { FlowCopy() }
        let copies = copyist.copies(player, query())
        #expect(copies.run.snapshot(query(), copies.flows).lines == Snapshot(player, query()).lines)
    }

    /// A run that goes on round by round has time: what was copied long ago is not taken for now.
    @Test func whoHasTimeCopiesAnew() throws {
        var player = try player(flows: 1500)
        var copyist = Copyist()
        copyist.prepare(player, query(), isHurried: true) { FlowCopy() }
        while copyist.isCopying { goOn(&player, &copyist) }
        goOn(&player, &copyist)
        _ = player.perform(.changePace(-1))
        copyist.prepare(player, query(), isHurried: false) { FlowCopy() }
        while copyist.isCopying { copyist.goOn(player, frames: 1024) }
        let copies = copyist.copies(player, query())
        #expect(copies.run.snapshot(query(), copies.flows).lines == Snapshot(player, query()).lines)
    }

    @Test func sessionsOfARunNeedNoFlows() throws {
        var player = try player(flows: 1500)
        _ = player.perform(.changePace(-1))
        var copyist = Copyist()
        copyist.prepare(player, TableQuery(), isHurried: false) { FlowCopy() }
        let copies = copyist.copies(player, TableQuery())
        #expect(copies.flows == nil && !copies.run.wantsFlows && !copyist.isCopying)
        #expect(copies.run.snapshot(TableQuery(), nil).lines == Snapshot(player).lines)
    }
}
