import Terminal
import Testing

@Suite struct FramePacerTests {
    private let start = ContinuousClock.now
    private var pacer = FramePacer(bytesPerSecond: 1000, isAskable: true)

    private func after(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

    /// Draws a frame, and checks whether it asks.
    private mutating func draw(
        _ bytes: Int, at milliseconds: Int, asks expected: Bool, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let asks = pacer.asks(at: after(milliseconds))
        #expect(asks == expected, sourceLocation: sourceLocation)
        pacer.send(bytes: bytes, asking: asks, at: after(milliseconds))
    }

    @Test mutating func aFrameWaitsForTheAnswerToTheOneBefore() {
        #expect(pacer.nextFrame == nil)
        draw(100, at: 0, asks: true)
        pacer.answer(at: after(30))
        #expect(pacer.nextFrame == nil)
        // Its bytes would have arrived long ago, but the terminal has not come to them.
        draw(1, at: 40, asks: true)
        #expect(pacer.nextFrame == after(40) + FramePacer.patience)
        pacer.answer(at: after(900))
        #expect(pacer.nextFrame == nil)
    }

    @Test mutating func untilThereIsAnAnswerBytesCount() {
        draw(500, at: 0, asks: true)
        #expect(pacer.nextFrame == after(500))
        // One request is enough, and what waits in the line adds up.
        draw(300, at: 100, asks: false)
        #expect(pacer.nextFrame == after(800))
        draw(100, at: 2000, asks: false)
        #expect(pacer.nextFrame == after(2100))
    }

    @Test mutating func aTerminalThatNeverAnswersIsNotAskedAgain() {
        draw(10, at: 0, asks: true)
        for second in 5...20 { draw(10, at: second * 1000, asks: false) }
        #expect(!pacer.awaitsAnswer)
        // It was only very slow.
        pacer.answer(at: after(21_000))
        draw(10, at: 22_000, asks: true)
    }

    @Test mutating func aLostAnswerIsNotTheEnd() {
        draw(10, at: 0, asks: true)
        pacer.answer(at: after(10))
        draw(10, at: 100, asks: true)
        draw(10, at: 5200, asks: true)
        #expect(pacer.nextFrame == after(5210), "and meanwhile bytes count")
        draw(10, at: 10_300, asks: false)
    }

    @Test mutating func whereItCannotBeAskedBytesCount() {
        pacer = FramePacer(bytesPerSecond: 0, isAskable: false)
        draw(2, at: 0, asks: false)
        #expect(pacer.nextFrame == after(2000))
    }

    @Test mutating func whoLeavesWaitsForAnAnswerThatIsOut() {
        #expect(pacer.farewell == nil)
        draw(10, at: 0, asks: true)
        #expect(pacer.farewell == .milliseconds(150))
        pacer.answer(at: after(300))
        #expect(pacer.farewell == nil)
        draw(10, at: 400, asks: true)
        #expect(pacer.farewell == .milliseconds(600), "as long as answers take")
        pacer.forget()
        #expect(pacer.farewell == nil)
        #expect(pacer.nextFrame == nil)
    }
}
