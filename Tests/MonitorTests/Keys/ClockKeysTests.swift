import Monitor
import Receive
import Replay
import Screen
import Settings
import Testing
import Timing

/// What the keys of time do, and what they say where there is no clock.
@Suite struct ClockKeysTests {
    @Test func arrivalsChangeAndAllElseStays() throws {
        var stage = try MonitorHarness(inTime: "11-vlan-start.pcap") { $0.clock.arrivals = .recorded(speed: 500) }
        try stage.press("n*5 e e 3 enter L backspace*8 i d l e enter i 7 enter T")
        let settings = try #require(stage.model.snapshot?.settings)
        #expect(settings.clock.arrivals == .backlog && stage.model.snapshot?.counters.received == 0)
        #expect((settings[.sessions], settings.rxUsecs, settings.flushPolicy) == (3, 7, .idle))
        #expect(stage.model.message?.contains("every poll is full") == true)
        try stage.press("n T")
        #expect(stage.model.snapshot?.settings.clock.arrivals == .recorded(speed: 500))
        #expect(stage.model.snapshot?.settings[.sessions] == 3 && stage.model.snapshot?.rounds == 0)
    }

    @Test func aPipeCannot() throws {
        var stage = try MonitorHarness()
        try stage.press("n T")
        #expect(stage.model.message?.contains("give --arrivals recorded from the beginning") == true)
        #expect(stage.model.snapshot?.counters.received ?? 0 > 0)
    }

    @Test(arguments: ["L", "i", "I"])
    func withoutAClockTheyDecideNothing(key: String) throws {
        var stage = try MonitorHarness()
        try stage.press(key)
        #expect(stage.model.prompt == nil && stage.model.message?.hasSuffix("T begins anew with one.") == true)
    }

    @Test func numbersAreTyped() throws {
        var stage = try MonitorHarness(inTime: "11-vlan-start.pcap")
        try stage.press("i 1 0 0 0 0 0 0 enter I 1 2 enter")
        let settings = try #require(stage.model.snapshot?.settings)
        #expect((settings.rxUsecs, settings.rxFrames) == (1_000_000, 12))
        try stage.press("i 1 0 0 0 0 0 1 enter")
        #expect(stage.model.message == "rx-usecs goes from 0 to 1000000.")
    }

    @Test func thePolicyIsTypedAsTheOptionHasIt() throws {
        var stage = try MonitorHarness(inTime: "11-vlan-start.pcap") { $0.flushPolicy = .timeout(50) }
        try stage.press("L")
        #expect(stage.model.prompt?.text == "timeout=50")
        try stage.press("0 enter")
        #expect(stage.model.snapshot?.settings.flushPolicy == .timeout(500))
        try stage.press("L 0 0 0 0 enter")
        #expect(stage.model.message?.hasPrefix("flush: poll-end, idle, empty, timeout=U") == true)
        #expect(stage.model.snapshot?.settings.flushPolicy == .timeout(500))
        try stage.press("L esc u")
        #expect(stage.model.snapshot?.settings.flushPolicy == .timeout(50))
    }

    @Test func theModerationGapCountsNoFrames() throws {
        var stage = try MonitorHarness(inTime: "11-vlan-start.pcap") { $0.clock.moderation = .gap }
        try stage.press("I")
        #expect(stage.model.message == "rx-frames: the moderation gap counts no frames.")
    }

    /// The columns that sorting goes through, from the first on.
    private func columns(_ stage: inout MonitorHarness) throws -> [String] {
        var columns: [String] = []
        repeat {
            try stage.press(">")
            columns.append(stage.model.query.column.rawValue)
        } while columns.last != "opened"
        return columns
    }

    @Test func latencyIsAColumnByTheClock() throws {
        var stage = try MonitorHarness(inTime: "11-vlan-start.pcap")
        try stage.press("n*9")
        #expect(try columns(&stage).contains("latency"))
        try stage.press("> > > > > > > T")
        #expect(try !columns(&stage).contains("latency"))
    }

    @Test func whatIsSortedByIsNotLeftWithoutItsColumn() throws {
        var stage = try MonitorHarness(inTime: "11-vlan-start.pcap")
        try stage.press("n*9")
        while stage.model.query.column != .latency { try stage.press(">") }
        #expect(stage.model.query.isDescending)
        try stage.press("T")
        #expect(stage.model.query.column == .opened && !stage.model.query.isDescending)
    }

    @Test(arguments: [80, 120])
    func everyScreenSaysWhenFramesArrive(width: Int) throws {
        var stage = try MonitorHarness(inTime: "11-vlan-start.pcap", width: width)
        #expect(try stage.screen("n*9").text.contains("recorded"))
        #expect(try stage.screen("T").text.contains(width < 100 ? "backlog" : "backlog: every poll is full"))
    }

    /// What a session expected is not among the events of a later round, which is no sign that there was none.
    @Test func aSessionOfAnEarlierRoundIsSaid() throws {
        var stage = try MonitorHarness(inTime: "11-vlan-start.pcap") { $0.flushPolicy = .timeout(500) }
        for _ in 0..<40 {
            try stage.press("n")
            guard stage.model.snapshot?.events.first?.event.kind == .appended else { continue }
            #expect(try stage.screen("tab g enter").text.contains("session opened earlier"))
            return
        }
        Issue.record("no session stayed open")
    }
}
