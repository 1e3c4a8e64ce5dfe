import Terminal
import Testing

@Suite struct CadenceTests {
    private let start = ContinuousClock.now
    private var cadence: Cadence

    init() { cadence = Cadence(at: start) }

    private func after(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

    @Test mutating func aKeyIsDrawnWithWhatItDid() {
        cadence.draw(at: start)
        #expect(cadence.nextFrame(after: nil) == nil)
        cadence.touch(at: after(100))
        #expect(cadence.nextFrame(after: nil) == after(100) + Cadence.patience)
        cadence.receive(at: after(103))
        #expect(cadence.nextFrame(after: nil) == after(103))
    }

    @Test mutating func screensAreApart() {
        cadence.draw(at: start)
        cadence.change(at: after(1))
        #expect(cadence.nextFrame(after: nil) == start + Cadence.frameTime)
    }

    @Test mutating func aScreenAndARequestWaitForTheLine() {
        cadence.draw(at: start)
        cadence.receive(at: after(40))
        #expect(cadence.nextFrame(after: after(700)) == after(700))
        #expect(cadence.nextRequest(isSlow: false, after: after(700)) == after(700))
        #expect(cadence.nextFrame(after: after(10)) == after(40))
    }

    @Test mutating func aRunIsAskedOnceForEachScreen() {
        #expect(cadence.nextRequest(isSlow: true, after: nil) == nil, "it has been asked")
        cadence.receive(at: after(10))
        cadence.draw(at: after(10))
        #expect(cadence.nextRequest(isSlow: true, after: nil) == after(10) + Cadence.slowFrameTime)
        #expect(cadence.nextRequest(isSlow: false, after: nil) == after(10) + Cadence.frameTime)
        cadence.request()
        #expect(cadence.nextRequest(isSlow: false, after: nil) == nil)
    }
}
