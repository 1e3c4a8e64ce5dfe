import Foundation
import Testing

/// The monitor over a line that carries less than it could draw.
@Suite struct SlowLineTests {
    private static let speed = 5000.0

    /// What goes over the line before the answer to a key is at most what it carries in half a second.
    @Test(arguments: ["", "}}}", "}}}}}}"])
    func aKeyShowsAfterHalfASecondOfTheLine(pace: String) throws {
        let line = try SlowLine(["synthetic:mixed"], bytesPerSecond: Self.speed, answers: .whole)
        #expect(line.wait { SlowLine.text($0).contains("[a] max-aggr") })
        line.press(pace)
        line.pass(seconds: 2)
        for number in ["7654", "8765"] {
            line.press("aa\(number)")
            #expect(line.wait(bytes: Int(Self.speed / 2)) { SlowLine.text($0).contains(number.suffix(1) + "_") })
            line.press("\u{1B}")
            line.pass(seconds: 0.3)
        }
    }

    /// A slow run changes little on the screen, and no more is sent.
    @Test func aSlowRunTakesFourKilobytesASecond() throws {
        let line = try SlowLine(["synthetic:mixed"], bytesPerSecond: 1_000_000, answers: .whole)
        #expect(line.wait { SlowLine.text($0).contains("[a] max-aggr") })
        line.pass(seconds: 1)
        let before = line.arrived.count
        line.pass(seconds: 5)
        #expect(line.arrived.count - before < 5 * 4096)
        #expect(line.arrived.count - before > 5 * 400, "it runs")
    }

    @Test(arguments: [SlowLine.Answers.whole, .split])
    func answersAreNoKeys(answers: SlowLine.Answers) throws {
        let line = try SlowLine(["--paused", "synthetic:mixed"], bytesPerSecond: 100_000, answers: answers)
        #expect(line.wait { SlowLine.text($0).contains("[a] max-aggr") })
        for _ in 0..<5 {
            let before = line.requests
            line.press("t")
            #expect(line.wait { _ in line.requests > before })
        }
        line.pass(seconds: 0.3)
        // A key would have drawn something: an n a round.
        let count = line.arrived.count
        line.pass(seconds: 0.5)
        #expect(line.arrived.count == count)
        #expect(!SlowLine.text(line.arrived[...]).contains("packet 64"))
        line.press("n")
        #expect(line.wait { SlowLine.text($0).contains("64") })
        line.press("q")
        #expect(line.wait { _ in line.ending == .exit(0) })
    }

    @Test func aTerminalThatNeverAnswersIsAskedOnce() throws {
        let line = try SlowLine(["synthetic:mixed"], bytesPerSecond: 100_000, answers: .never)
        #expect(line.wait { SlowLine.text($0).contains("[a] max-aggr") })
        line.press("?")
        #expect(line.wait { SlowLine.text($0).contains("Esc leaves") })
        line.press("?")
        line.pass(seconds: 2)
        let count = line.arrived.count
        #expect(line.wait { _ in line.arrived.count > count + 1000 })
        #expect(line.requests == 1)
        line.press("q")
        #expect(line.wait { _ in line.ending == .exit(0) })
    }
}
