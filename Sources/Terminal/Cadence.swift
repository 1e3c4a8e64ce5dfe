/// When the next screen is due, and when to ask the run for what it shows: at most thirty times a second.
package struct Cadence: Sendable {
    package typealias Instant = ContinuousClock.Instant

    /// The shortest time between two screens.
    package static let frameTime = Duration.milliseconds(33)
    /// The time between two screens of a slow run that nobody touches: as many a second as it begins with rounds.
    package static let slowFrameTime = Duration.milliseconds(250)
    /// How long the screen waits for the run's answer to a key, so that both are drawn at once.
    package static let patience = Duration.milliseconds(10)

    private var lastFrame: Instant
    /// When what is not on the screen yet should be drawn.
    private var due: Instant?
    /// Whether a snapshot is on its way.
    private var isAsked = true

    /// Begins with a screen to draw, for which a snapshot has been asked.
    package init(at now: Instant) {
        lastFrame = now - Self.slowFrameTime
        due = now + Self.patience
    }

    /// When the next screen is to be drawn, on a line that is clear at some time, or already; nil while nothing
    /// changes.
    package func nextFrame(after line: Instant?) -> Instant? {
        due.map { max($0, lastFrame + Self.frameTime, line ?? $0) }
    }

    /// When to ask a run that goes on for its next snapshot; nil where it was asked.
    ///
    /// It is asked when a screen can go out, so that the screen is not out of date by then.
    package func nextRequest(isSlow: Bool, after line: Instant?) -> Instant? {
        guard !isAsked else { return nil }
        return max(lastFrame + (isSlow ? Self.slowFrameTime : Self.frameTime), line ?? lastFrame)
    }

    /// Notes that the run was asked.
    package mutating func request() { isAsked = true }

    /// Notes that the user did something, of which the run was told.
    package mutating func touch(at now: Instant) {
        isAsked = true
        due = due ?? now + Self.patience
    }

    /// Notes a snapshot.
    package mutating func receive(at now: Instant) {
        isAsked = false
        due = now
    }

    /// Notes that the screen has to be drawn anew.
    package mutating func change(at now: Instant) { due = now }

    /// Notes that the screen is drawn as all is now.
    package mutating func draw(at now: Instant) {
        lastFrame = now
        due = nil
    }
}
