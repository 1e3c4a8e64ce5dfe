import Diagnosis
import Monitor
import Receive
import Replay
import Screen
import Settings
import TestSupport
import Testing

/// `!`: all warnings in full, and the commands that would help.
@Suite struct WarningsTests {
    static let sizes = [(200, 60), (80, 24), (60, 15), (30, 12), (12, 9)]

    /// A monitor of a source with four warnings, one of which suggests a filter.
    private func stage(_ width: Int, _ height: Int) throws -> MonitorHarness {
        let packets = ["A s0 3000", "B s0 10", "A' s0 10 cut=66", "A s0 9 cut=20"]
        let settings = try TestSettings("sessions=1")
        var stage = MonitorHarness(try TestSource(packets), settings.receive, width: width, height: height)
        try stage.press("n*9 esc")
        return stage
    }

    /// The text inside the box of the page, from its first line to its last.
    private func page(_ stage: inout MonitorHarness) throws -> [String] {
        var lines: [String] = []
        try stage.press("! g")
        for _ in 0..<200 {
            let rows = try stage.screen().text.split(separator: "\n").filter { $0.hasPrefix("│") }
            let inside = rows.map { $0.dropFirst(2).dropLast(2) }
            lines += lines.isEmpty ? inside.map(String.init) : inside.suffix(1).map(String.init)
            let offset = stage.model.pageOffset
            try stage.press("down")
            if stage.model.pageOffset == offset { break }
        }
        return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
    }

    private func words(_ text: String) -> String { text.filter { !" \\".contains($0) } }

    @Test(arguments: sizes)
    func allTextsAndCommandsAreThereInFull(width: Int, height: Int) throws {
        var stage = try stage(width, height)
        let snapshot = try #require(stage.model.snapshot)
        let warnings = snapshot.warnings
        #expect(
            warnings.map(\.id) == ["already-merged", "both-directions", "table-too-small", "headers-cut"])
        let text = words(try page(&stage).joined())
        for warning in warnings {
            #expect(text.contains(words(warning.id + warning.text)), "\(warning.id)")
            guard let command = warning.command(snapshot.source, snapshot.settings) else { continue }
            #expect(text.contains(words(command.line)), "\(warning.id)")
        }
    }

    @Test func aCommandOfSeveralLinesIsOneForTheShell() throws {
        var stage = try stage(44, 40)
        let lines = try page(&stage)
        let start = try #require(lines.firstIndex { $0.contains("lro-top test") })
        #expect(
            lines[start...].prefix(2).map { $0.trimmingPrefix { $0 == " " } } == [
                #"lro-top test --sessions 1 --queues \"#, "1 --unmerge auto",
            ])
    }

    @Test func noneIsSaid() throws {
        var stage = try MonitorHarness()
        #expect(try stage.screen("!").text.contains("There are no warnings."))
    }

    @Test func theKeyOpensAndLeavesIt() throws {
        var stage = try stage(80, 24)
        try stage.press("!")
        #expect(stage.model.page == .warnings)
        try stage.press("!")
        #expect(stage.model.page == nil)
        try stage.press("! esc")
        #expect(stage.model.page == nil)
    }

    /// A run that goes on is looked at for warnings only while the page shows them.
    @Test func theyAreFoundWhileTheRunGoesOn() throws {
        let packets = (0..<999).flatMap { ["A s\($0) 1", "A' s\($0) 1"] }
        var stage = MonitorHarness(try TestSource(packets), ReceiveSettings(), width: 80, height: 24)
        try stage.press("space tick*9")
        #expect(!(try stage.screen().text.contains("both-directions")))
        let screen = try stage.screen("!").text
        #expect(screen.contains("RUNNING") && screen.contains("! both-directions"))
    }

    @Test(arguments: [(200, "! already-merged +3 more: !"), (30, "! already-merged +3 more: !"), (24, "4 warnings: !")])
    func theNoteTellsHowManyThereAre(width: Int, note: String) throws {
        var stage = try stage(width, 24)
        let line = try stage.screen().text.split(separator: "\n", omittingEmptySubsequences: false)[2]
        #expect(line.contains(note), "\(line)")
    }

    @Test func theBottleneckLeavesThemRoom() throws {
        let packets = (0..<300).flatMap { place in "ABCDEFGH".map { "\($0) s\(place * 10) 10" } }
        for width in 20...160 {
            let settings = try TestSettings("sessions=1")
            var stage = MonitorHarness(try TestSource(packets), settings.receive, width: width, height: 24)
            let line = try stage.screen("n*99 esc").text.split(separator: "\n", omittingEmptySubsequences: false)[2]
            #expect(line.contains("▸") || width < 24)
            #expect(line.contains("! table-too-small") || line.contains("1 warning: !"), "\(width): \(line)")
        }
    }
}
