import Frames
import Monitor
import Receive
import Screen
import Settings
import TestSupport
import Testing

/// What is said for a moment, and what nobody has to press a key for.
@Suite struct MessageTests {
    private static let message = "There are 4 queues, from 0."

    private func shows(_ text: String, _ keys: String, _ stage: inout MonitorHarness) throws -> Bool {
        try stage.screen(keys).text.contains(text)
    }

    @Test(arguments: ["", "space "])
    func aMessageFadesAfterFiveSeconds(begin: String) throws {
        var stage = try MonitorHarness()
        let isThere = try shows(Self.message, begin + "9", &stage)
        let isStillThere = try shows(Self.message, "tick*149", &stage)
        let isGone = try !shows(Self.message, "tick", &stage)
        #expect(isThere && isStillThere && isGone)
    }

    @Test func aNewMessageHasItsOwnTime() throws {
        var stage = try MonitorHarness()
        try stage.press("9 tick*149 9")
        let isThere = try shows(Self.message, "tick*149", &stage)
        #expect(isThere)
    }

    @Test func somethingBeingTypedStays() throws {
        var stage = try MonitorHarness()
        let isThere = try shows("filter gap_", "/ g a p tick*999", &stage)
        #expect(isThere)
    }

    @Test(arguments: [1, 10, 60, 200])
    func messagesNeverCoverTheHeader(width: Int) throws {
        for height in 0...30 {
            var stage = try MonitorHarness(width: width, height: height)
            let before = try stage.screen("n*3")
            let message = try stage.screen("9")
            for y in 0..<(height < 5 ? 1 : 2) {
                for x in 0..<width { #expect(message[x, y] == before[x, y], "\(width)x\(height)") }
            }
        }
    }

    /// What is read again is said with its share, at any width that holds it, and a message stands before it.
    @Test(arguments: [(80, 24), (130, 44), (200, 60)])
    func aSecondReadingIsSaid(width: Int, height: Int) throws {
        let source = try BusySource(["A s0 10 x3"], SecondReading(.segmentSizes, share: 0.374), steps: 3)
        var stage = MonitorHarness(source, ReceiveSettings(), width: width, height: height)
        let sentence = "reading the file again for segment sizes: 37 %"
        let isSaid = try shows(sentence, "", &stage)
        let isSaidBesideAMessage = try shows(Self.message + "   " + sentence, "9", &stage)
        #expect(isSaid && isSaidBesideAMessage)
        let isOver = try !shows(sentence, "s", &stage)
        let isTaken = try shows("received 1", "", &stage)
        #expect(isOver && isTaken)
    }

    /// A pipe that has not given a byte yet.
    private func silentSource(_ kind: String) throws -> MonitorHarness {
        var source = try TestSource(["A s0 10 x900"])
        source.facts.isOpen = false
        if kind == "stdin" { source.facts.kind = .stdin }
        return MonitorHarness(source, ReceiveSettings(), width: 80, height: 24)
    }

    @Test(arguments: [("stdin", "on standard input"), ("capture", "from test")])
    func aSilentPipeIsWaitedForAloudAfterASecond(kind: String, place: String) throws {
        var stage = try silentSource(kind)
        let waiting = "waiting for the first bytes of a pcap or pcapng capture \(place)"
        let isEarly = try shows(waiting, "space tick*29", &stage)
        let isThere = try shows(waiting, "tick", &stage)
        let isPaused = try shows("waiting", "space", &stage)
        #expect(!isEarly && isThere && !isPaused)
    }
}
