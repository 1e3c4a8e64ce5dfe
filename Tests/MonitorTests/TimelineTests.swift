import Details
import Foundation
import Monitor
import Queues
import Screen
import Snapshots
import TestSupport
import Testing

/// The page of a flow's packets in time: opened, moved, zoomed; and bars that are as long as the times they stand for.
@Suite struct TimelineTests {
    private func stage(_ settings: String = "flush=timeout=100 rx-usecs=20 cost=500,200,900,100,400,0") throws
        -> MonitorHarness
    {
        var source = try TestSource(["A s0 1448 x40"])
        source.interval = 9_000
        return MonitorHarness(source, try ClockScenario.settings(settings), width: 120, height: 40)
    }

    /// The rows of packets that are shown.
    private func packets(_ canvas: Canvas) -> [String] {
        canvas.text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("│ #") && $0.contains("1448") }
    }

    private func scale(_ canvas: Canvas) -> String? {
        canvas.text.split(separator: "\n").first { $0.contains("1 column = ") }.flatMap {
            $0.split(separator: "= ").last?.split(separator: " ").prefix(2).joined(separator: " ")
        }
    }

    @Test func enterOpensTheRowThenItsTimelineThenCloses() throws {
        var stage = try stage()
        try stage.press("n*3 enter")
        #expect(stage.model.page == .row && stage.model.wantedQuery.timeline == nil)
        try stage.press("enter")
        #expect(stage.model.page == .timeline && stage.model.wantedQuery.timeline?.queue == 0)
        #expect(stage.model.snapshot?.timeline?.packets.isEmpty == false)
        try stage.press("enter")
        #expect(stage.model.page == nil && stage.model.wantedQuery.timeline == nil)
        try stage.press("enter enter esc")
        #expect(stage.model.page == nil)
    }

    @Test func itStaysWithItsFlowWhateverTheTableShows() throws {
        var stage = try stage()
        let screen = try stage.screen("n*3 enter enter f").text
        #expect(screen.contains("all packets · queue 0"))
        #expect(try stage.screen("f n*3").text.contains("10.0.0.1:40000 → 10.0.0.2:5201 · queue 0"))
        #expect(stage.model.query.content == .sessions)
    }

    @Test func plusAndMinusZoomHereAndTurnNoKnob() throws {
        var stage = try stage()
        let settings = stage.model.snapshot?.settings
        #expect(try scale(stage.screen("n*6 enter enter")) == "5 µs")
        #expect(try scale(stage.screen("-")) == "10 µs")
        #expect(try scale(stage.screen("+*2")) == "2 µs")
        #expect(try scale(stage.screen("+*40")) == "1 ns")
        #expect(try scale(stage.screen("-*60")) == "5 s")
        #expect(try scale(stage.screen("backspace")) == "5 µs")
        #expect(stage.model.snapshot?.settings == settings)
    }

    @Test func itFollowsTheLatestUnlessItWasMoved() throws {
        var stage = try stage()
        let before = try packets(stage.screen("n*5 enter enter"))
        let after = try packets(stage.screen("n"))
        #expect(after.count > before.count && after.last?.contains("later") == false)
        let moved = try stage.screen("left")
        func bars(_ canvas: Canvas) -> [String] {
            packets(canvas).prefix(4).map { $0.replacingOccurrences(of: "┊", with: " ") }
        }
        #expect(try bars(stage.screen("n")) == bars(moved))
        #expect(try packets(stage.screen("G")) != packets(moved))
    }

    @Test func whatTheCursorGoesToIsSeen() throws {
        var stage = try stage()
        try stage.press("space tick*200 enter enter +*2")
        for key in ["g", "down*3", "pgdn", "up", "G", "pgup", "g"] {
            let canvas = try stage.screen(key)
            let note = try #require(canvas.text.split(separator: "\n").first { $0.contains("arrived at") })
            let number = try #require(note.split(separator: " ").first { $0.hasPrefix("#") })
            let row = try #require(packets(canvas).first { $0.hasPrefix("│ \(number) ") })
            #expect(!row.contains("earlier") && !row.contains("later"), "\(key): \(row)")
        }
    }

    /// Numbers and glyphs of the same timeline.
    @Test(arguments: ["", "-", "+", "+ +", "left", "up*5 +"])
    func barsAreAsLongAsTheTimes(keys: String) throws {
        var stage = try stage()
        let canvas = try stage.screen("space tick*200 enter enter \(keys)")
        let timeline = try #require(stage.model.snapshot?.timeline)
        let columns = try #require(stage.model.timeColumns(width: 120, height: 40))
        let rows = packets(canvas)
        #expect(rows.count > 10)
        for row in rows {
            let frame = try #require(UInt64(row.dropFirst(3).prefix { $0.isNumber }))
            let packet = try #require(timeline.packets.first { $0.frame == frame })
            let times = [packet.arrived, packet.listed, packet.taken, packet.heldUntil, packet.at].compactMap(\.self)
            #expect(times.count == 5)
            let places = times.map { max(0, min(columns.column(of: $0), columns.count)) }
            let bar = row.prefix(row.count - 12).dropFirst(29)
            for (place, glyph) in "·▒█▓".enumerated() {
                let length = bar.count { $0 == glyph }
                #expect(length == places[place + 1] - places[place], "\(glyph) of \(row)")
            }
        }
    }

    @Test func theSentenceSaysWhatAPacketWaitedFor() throws {
        func note(_ settings: String, _ keys: String) throws -> String {
            var stage = try stage(settings)
            let lines = try stage.screen("\(keys)").text.split(separator: "\n")
            let place = try #require(lines.firstIndex { $0.contains("arrived at") })
            return lines[place...].prefix(2).flatMap { $0.split(separator: " ") }
                .filter { $0 != "│" && !$0.contains("─") }.joined(separator: " ")
        }
        #expect(
            try note("flush=timeout=100 rx-usecs=20", "n*9 enter enter g")
                == "#0 arrived at 0 ns: 20.0 µs to the interrupt + 0 ns in the ring + 100 µs held + 0 ns delivery = "
                + "120 µs. timeout: it was held as long as the flush policy allows. Its poll took 3 frames.")
        let deferred = try note("flush=kernel=50,2", "n*9 enter enter g down")
        #expect(deferred.hasPrefix("#1 arrived at 9 µs") && deferred.contains(" 41.0 µs to the timer"), "\(deferred)")
        #expect(
            try note("rx-usecs=50 ring=2", "n*3 enter enter g down*2")
                == "#2 arrived at 18 µs, found the ring full (2 frames), and was dropped.")
        #expect(
            try note("rx-usecs=50", "n enter enter") == "#6 arrived at 54 µs, 0 ns to the interrupt so far.")
    }

    @Test func columnsOfTime() {
        let columns = TimeColumns(scale: 10, first: 3, count: 5)
        #expect(columns.column(of: 30) == 0 && columns.column(of: 39) == 0 && columns.column(of: 40) == 1)
        #expect(columns.column(of: 29) == -1 && columns.time(of: 2) == 50)
        #expect(TimeColumns(scale: 10, first: 0, count: 5).column(of: -1) == -1)
    }

    @Test func withoutAClockItSaysHowToGetOne() throws {
        var stage = try MonitorHarness()
        let text = try stage.screen("n*3 enter enter").text
        #expect(text.contains("Time is not modelled") && text.contains("--arrivals recorded"))
        try stage.press("+ left up g G enter")
        #expect(stage.model.page == nil && stage.model.snapshot?.settings[.maxAggr] == 48)
    }
}
