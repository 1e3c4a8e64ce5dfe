import Monitor
import Receive
import Screen
import Testing

/// The mouse selects, sorts, picks and scrolls.
@Suite struct PointerTests {
    /// The place of a text on the screen.
    private func place(of text: String, on canvas: Canvas) throws -> (x: Int, y: Int) {
        for (y, line) in canvas.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let range = line.range(of: text) {
                return (TextWidth.of(String(line[..<range.lowerBound])), y)
            }
        }
        throw MissingText(text: text)
    }

    private struct MissingText: Error { let text: String }

    @Test func aClickSelectsARow() throws {
        var stage = try MonitorHarness(width: 120, height: 40)
        let canvas = try stage.screen("n*5 f")
        let heading = try place(of: "FLOW ", on: canvas)
        stage.point(.press(x: 10, y: heading.y + 3))
        #expect(stage.model.selection == 2 && stage.model.focus == .table)
    }

    @Test func aClickOnAScrolledTableMovesNothing() throws {
        var stage = try MonitorHarness("fuzz18.pcap", width: 100, height: 10, queues: 1)
        let canvas = try stage.screen("n*3 z G up up")
        let heading = try place(of: "FLOW ", on: canvas)
        #expect(stage.model.selection == 6)
        stage.point(.press(x: 10, y: heading.y + 2))
        #expect(stage.model.selection == 7)
        let after = try stage.screen()
        for y in 0..<canvas.height { #expect(after.lineText(y) == canvas.lineText(y)) }
    }

    @Test func aClickOnAHeadingSorts() throws {
        var stage = try MonitorHarness(width: 120, height: 40)
        let heading = try place(of: "BYTES", on: stage.screen("n*5 f"))
        stage.point(.press(x: heading.x + 2, y: heading.y))
        #expect(stage.model.query.column == .bytes && stage.model.query.isDescending)
        stage.point(.press(x: heading.x + 2, y: heading.y))
        #expect(!stage.model.query.isDescending)
    }

    @Test func aClickOnAKnobPicksIt() throws {
        var stage = try MonitorHarness(width: 120, height: 40)
        let knob = try place(of: "budget", on: stage.screen())
        stage.point(.press(x: knob.x, y: knob.y))
        #expect(stage.model.knob == .budget)
    }

    @Test func aClickOnAQueueShowsItsRowsAndAgainAll() throws {
        var stage = try MonitorHarness(width: 120, height: 40)
        let panel = try place(of: "queue 2", on: stage.screen("n*5"))
        stage.point(.press(x: panel.x, y: panel.y + 1))
        #expect(stage.model.query.queue == 2)
        stage.point(.press(x: panel.x, y: panel.y + 1))
        #expect(stage.model.query.queue == nil)
    }

    @Test func theWheelScrollsWhatIsUnderIt() throws {
        var stage = try MonitorHarness(width: 120, height: 40)
        let canvas = try stage.screen("n*5 f")
        let table = try place(of: "FLOW ", on: canvas)
        stage.point(.wheelDown(x: table.x, y: table.y + 1))
        #expect(stage.model.selection == 3 && stage.model.focus == .table)
        let events = try place(of: "round 5 ·", on: canvas)
        stage.point(.wheelUp(x: events.x, y: events.y + 2))
        #expect(stage.model.eventsBack == 3 && stage.model.focus == .events)
    }
}

extension Canvas {
    /// What stands in a row.
    fileprivate func lineText(_ y: Int) -> String {
        String(String.UnicodeScalarView((0..<width).map { self[$0, y].scalar }))
    }
}
