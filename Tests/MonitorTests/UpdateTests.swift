import Monitor
import Receive
import Replay
import Screen
import Settings
import Testing

/// What keys do to the monitor's own state, and what they ask of the world.
@Suite struct UpdateTests {
    @Test(arguments: [
        (Key.character(" "), Effect.command(.toggleRunning)), (.character("n"), .command(.stepRound)),
        (.character("s"), .command(.stepFrame)), (.function(8), .command(.stepRound)),
        (.character("{"), .command(.changePace(.backward))), (.character("+"), .command(.step(.maxAggr, .forward))),
        (.character("="), .command(.step(.maxAggr, .forward))), (.character("-"), .command(.step(.maxAggr, .backward))),
        (.backspace, .command(.reset(.maxAggr))), (.character("u"), .command(.undo)),
        (.character("M"), .command(.next(.mode))), (.character("R"), .command(.next(.rules))),
        (.character("T"), .command(.toggleClock)),
        (.character("q"), .quit), (.control("c"), .quit), (.character("%"), .mouse(true)),
    ])
    func keyAsks(key: Key, effect: Effect) throws {
        var model = try MonitorHarness().model
        #expect(model.press(key, width: 80, height: 24) == [effect])
    }

    @Test func escNeverQuitsAndClosesTheInnermostThing() throws {
        var stage = try MonitorHarness()
        try stage.press("n*3 / 1 0 enter 0 z enter")
        #expect(stage.model.page == .row)
        try stage.press("esc")
        #expect(stage.model.page == nil && stage.model.isZoomed)
        try stage.press("esc")
        #expect(!stage.model.isZoomed && !stage.model.query.filter.isEmpty)
        try stage.press("esc")
        #expect(stage.model.query.filter.isEmpty && stage.model.query.queue == 0)
        try stage.press("esc esc esc")
        #expect(stage.model.query.queue == nil && !stage.rehearsal.isOver)
    }

    @Test func aNumberIsTypedForAKnob() throws {
        var stage = try MonitorHarness()
        try stage.press("e e 4 8 enter")
        #expect(stage.model.snapshot?.settings[.sessions] == 48)
        try stage.press("e 9 9 9 9 9 enter")
        #expect(stage.model.message == "sessions goes from 1 to 65536.")
        #expect(stage.model.snapshot?.settings[.sessions] == 48)
        try stage.press("e 7 esc")
        #expect(stage.model.prompt == nil)
        try stage.press("e 1 x")
        #expect(stage.model.prompt == nil && stage.model.message?.contains("x does nothing") == true)
        #expect(stage.model.snapshot?.settings[.sessions] == 48)
    }

    @Test func whatHasNoEffectIsSaid() throws {
        var stage = try MonitorHarness()
        try stage.press("e e 1 0 0 enter")
        #expect(stage.model.message == "A round of 64 frames cannot open more than 64 sessions.")
        try stage.press("p p 6 4 enter")
        #expect(stage.model.message == "It has that value already.")
        try stage.press("9")
        #expect(stage.model.message == "There are 4 queues, from 0.")
    }

    @Test func changesAreTakenBackOneByOne() throws {
        var stage = try MonitorHarness()
        try stage.press("a + e + M R K 1 2 8 enter")
        let changed = try #require(stage.model.snapshot?.settings)
        #expect(changed[.maxAggr] == 48 && changed[.sessions] == 16 && changed.copybreak == 128)
        #expect(changed.offload.mode == .pages && changed.offload.rules == .inetLRO)
        try stage.press("u*5")
        #expect(stage.model.snapshot?.settings == ReceiveSettings())
        try stage.press("u")
        #expect(stage.model.message == "There is nothing to take back.")
    }

    @Test func theFilterWorksWhileItIsTyped() throws {
        var stage = try MonitorHarness()
        try stage.press("n*4 f")
        let all = try #require(stage.model.snapshot?.table)
        #expect(all.matching == all.total && all.total > 4)
        try stage.press("/ q u e u e space 2")
        let some = try #require(stage.model.snapshot?.table)
        #expect(some.matching < all.matching && some.rows.allSatisfy { $0.queue == 2 })
        try stage.press("enter")
        #expect(stage.model.query.filter.text == "queue 2")
        try stage.press("/ esc")
        #expect(stage.model.snapshot?.table.matching == all.matching)
    }

    @Test func movesStayInsideTheTable() throws {
        var stage = try MonitorHarness()
        try stage.press("n*4 f G")
        let last = try #require(stage.model.snapshot?.table.matching) - 1
        #expect(stage.model.selection == last)
        try stage.press("down pgdn")
        #expect(stage.model.selection == last)
        try stage.press("g up pgup")
        #expect(stage.model.selection == 0)
    }

    @Test func theFollowedRowStaysSelected() throws {
        var stage = try MonitorHarness()
        try stage.press("n*6 f > > > down down F")
        let followed = try #require(stage.model.query.followed)
        try stage.press("n*10 r")
        let table = try #require(stage.model.snapshot?.table)
        #expect(table.rows[stage.model.selection - table.offset].id == followed)
    }

    @Test func frozenRowsStayWhereTheyAre() throws {
        var stage = try MonitorHarness()
        try stage.press("n*6 f > > > o")
        let before = stage.model.snapshot?.table.rows.map(\.id) ?? []
        try stage.press("n*6")
        let after = stage.model.snapshot?.table.rows ?? []
        #expect(!before.isEmpty && Array(after.prefix(before.count).map(\.id)) == before)
        try stage.press("o")
        let sorted = stage.model.snapshot?.table.rows.map(\.packets) ?? []
        #expect(sorted == sorted.sorted(by: >))
    }

    @Test func theSameKeysGiveTheSameScreen() throws {
        let keys = "n*3 space tick*20 } tick*20 space s*4 f e + tab up*2 enter"
        var (one, other) = (try MonitorHarness(), try MonitorHarness())
        #expect(try one.screen(keys) == other.screen(keys))
    }
}
