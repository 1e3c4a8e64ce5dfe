import Testing

/// Small faults of the screen that were seen once.
@Suite struct ScreenFaultTests {
    private func shows(_ stage: inout MonitorHarness, _ text: String) throws -> Bool {
        try stage.screen().text.contains(text)
    }

    @Test func aSecondColumnFitsIntoForty() throws {
        var stage = try MonitorHarness(width: 40, height: 10)
        try stage.press("n*3")
        let isShown = try shows(&stage, "SEGS")
        #expect(isShown)
    }

    @Test func aQueueThatIsPickedIsSeen() throws {
        var stage = try MonitorHarness(width: 80, height: 24, queues: 64)
        try stage.press("n*3")
        for number in 0..<64 {
            try stage.press(".")
            let isShown2 = try shows(&stage, "queue \(number) ·")
            #expect(isShown2, "queue \(number)")
        }
        try stage.press(", ,")
        let isShown3 = try shows(&stage, "queue 61 ·")
        #expect(isShown3)
    }

    @Test func aDigitIsTheQueueOfThatNumber() throws {
        var stage = try MonitorHarness(queues: 8)
        try stage.press("n 3")
        #expect(stage.model.query.queue == 3)
        try stage.press("3")
        #expect(stage.model.query.queue == nil)
    }

    @Test func sharesAreThoseSinceTheChange() throws {
        var stage = try MonitorHarness(width: 120, height: 40)
        try stage.press("n*6")
        let isShown4 = try shows(&stage, "since")
        #expect(!isShown4)
        try stage.press("R")
        let isShown5 = try shows(&stage, "since")
        #expect(isShown5)
        #expect(stage.model.snapshot?.lastChange.hasPast == true)
    }

    @Test func theRowUnderTheCursorIsFollowed() throws {
        var stage = try MonitorHarness(width: 120, height: 40)
        try stage.press("n*4 f > > > down down F")
        let picked = try #require(stage.model.query.followed)
        try stage.press("r n*2 >")
        #expect(stage.model.query.followed == picked)
        let table = try #require(stage.model.snapshot?.table)
        #expect(table.rows[stage.model.selection - table.offset].id == picked)
    }
}
