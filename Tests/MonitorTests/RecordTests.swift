import Foundation
import Monitor
import Replay
import Screen
import TestSupport
import Testing

/// `W`: writing what is delivered to a capture, and what the screen says meanwhile.
@Suite struct RecordTests {
    private let file = FileManager.default.temporaryDirectory.appending(path: "lro-top-\(UUID().uuidString).pcapng")

    private func rehearsal(width: Int = 120, limit: Int = .max) throws -> HeadlessMonitor {
        let settings = try TestSettings()
        let runner = Runner(
            try TestSource(["A s0 100 x400"]), .init(settings.receive, keepsDeliveries: true), keepsRecentRounds: true)
        return HeadlessMonitor(runner, width: width, height: 40, recordLimit: limit)
    }

    /// Presses keys, then types the file's name over the one that is proposed, and begins.
    private func begin(_ rehearsal: inout HeadlessMonitor, _ keys: String = "") throws {
        rehearsal.take(try KeyScript.parse("\(keys) W"))
        for _ in 0..<40 { rehearsal.press(.backspace) }
        for character in file.path { rehearsal.press(.character(character)) }
        rehearsal.press(.enter)
    }

    @Test func untilItIsPressedAgain() throws {
        defer { try? FileManager.default.removeItem(at: file) }
        var rehearsal = try rehearsal()
        try begin(&rehearsal, "n")
        #expect(rehearsal.canvas().text.contains("● 0, 188 B to lro-top-"))
        rehearsal.take(try KeyScript.parse("n n"))
        #expect(rehearsal.canvas().text.contains("● 4, "))
        rehearsal.take(try KeyScript.parse("W"))
        #expect(rehearsal.canvas().text.contains("\(file.path): 4 packets written."))
        rehearsal.take(try KeyScript.parse("n"))
        #expect(!rehearsal.canvas().text.contains("●"))
        let written = try #require(TestCapture(file))
        #expect(written.frames.map(\.wireLength) == Array(repeating: 54 + 3_200, count: 4))
    }

    /// Whoever has a small screen must know, too, that a file grows.
    @Test(arguments: [200, 120, 80, 60])
    func theStateIsShownAtEveryWidth(width: Int) throws {
        defer { try? FileManager.default.removeItem(at: file) }
        var rehearsal = try rehearsal(width: width)
        try begin(&rehearsal)
        rehearsal.take(try KeyScript.parse("n n"))
        #expect(rehearsal.canvas().text.contains("● 4, "))
    }

    /// The file ends before the packet that would pass the limit, and it is said how to get more.
    @Test func untilTheLimitIsReached() throws {
        defer { try? FileManager.default.removeItem(at: file) }
        var rehearsal = try rehearsal(limit: 9_000)
        try begin(&rehearsal)
        rehearsal.take(try KeyScript.parse("n*9 tick*150"))
        let screen = rehearsal.canvas().text
        #expect(!screen.contains("●") && screen.contains(": 2 packets ("))
        #expect(try Data(contentsOf: file).count <= 9_000)
        #expect(TestCapture(file)?.frames.map(\.wireLength) == [3_254, 3_254])
        rehearsal.take(try KeyScript.parse("!"))
        let page = rehearsal.canvas().text
        #expect(page.contains("! recording") && page.contains("give a larger one for more"))
    }

    @Test func knobsThatFlushAreWrittenToo() throws {
        defer { try? FileManager.default.removeItem(at: file) }
        var rehearsal = try rehearsal()
        try begin(&rehearsal)
        rehearsal.take(try KeyScript.parse("s*5 M s*2 W"))
        #expect(TestCapture(file)?.frames.map(\.wireLength) == [554])
    }

    @Test func theEndOfTheSourceIsWritten() throws {
        defer { try? FileManager.default.removeItem(at: file) }
        var rehearsal = try rehearsal()
        try begin(&rehearsal)
        rehearsal.take(try KeyScript.parse("n*9"))
        #expect(TestCapture(file)?.frames.reduce(0) { $0 + $1.wireLength - 54 } == 40_000)
    }

    @Test func whatExistsIsLeftAlone() throws {
        defer { try? FileManager.default.removeItem(at: file) }
        try Data([1]).write(to: file)
        var rehearsal = try rehearsal()
        try begin(&rehearsal)
        #expect(rehearsal.canvas().text.contains("it exists"))
        #expect(rehearsal.model.snapshot?.recording == nil)
        #expect(try Data(contentsOf: file) == Data([1]))
    }

    @Test func escapeLeavesIt() throws {
        var rehearsal = try rehearsal()
        rehearsal.take(try KeyScript.parse("W"))
        #expect(rehearsal.canvas().text.contains("record lro-top-delivered.pcapng_"))
        rehearsal.press(.escape)
        #expect(rehearsal.model.prompt == nil && rehearsal.model.snapshot?.recording == nil)
    }
}
