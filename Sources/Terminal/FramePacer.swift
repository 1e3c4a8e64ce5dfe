/// Says when the next frame may be drawn: when the one before has arrived, so that frames never queue up in a slow
/// line.
///
/// Nothing on this side of a line tells what has arrived, so each frame ends with a request that the terminal answers
/// when it comes to it. Until a terminal has answered once, and for good if it never does, a frame is taken to arrive
/// as fast as its bytes go over a line of the speed that the terminal's settings name.
package struct FramePacer: Sendable {
    package typealias Instant = ContinuousClock.Instant

    /// How long an answer may take before it counts as lost.
    package static let patience = Duration.seconds(5)
    /// How long leaving the terminal may wait for an answer.
    private static let farewellTimes: ClosedRange<Duration> = .milliseconds(150) ... .seconds(1)

    private let speed: Int
    /// When the request went out that has no answer yet.
    private var asked: Instant?
    /// Whether the terminal has answered the last request that it had the time for.
    private var answers = false
    private var isAskable: Bool
    /// When the last frame arrives, as far as that can be told from its bytes.
    private var arrival: Instant?
    /// How long the last answer took.
    private var answerTime = Duration.zero

    /// A line over which nothing went yet, of so many bytes a second; to a terminal that can be asked or cannot.
    package init(bytesPerSecond speed: Int, isAskable: Bool) {
        self.speed = max(1, speed)
        self.isAskable = isAskable
    }

    /// Whether a request is out.
    package var awaitsAnswer: Bool { asked != nil }

    /// Whether a frame that is drawn now should end with a request.
    package mutating func asks(at now: Instant) -> Bool {
        if let asked, now >= asked + Self.patience {
            // Once is an accident; a terminal that has never answered is not asked again.
            isAskable = answers
            answers = false
            self.asked = nil
        }
        return isAskable && asked == nil
    }

    /// Notes that a frame of so many bytes begins its way, with a request or without.
    package mutating func send(bytes: Int, asking: Bool, at now: Instant) {
        arrival = max(arrival ?? now, now) + .seconds(Double(bytes) / Double(speed))
        if asking { asked = now }
    }

    /// Notes that the terminal answered.
    package mutating func answer(at now: Instant) {
        if let asked { answerTime = asked.duration(to: now) }
        asked = nil
        arrival = nil
        answers = true
        isAskable = true
    }

    /// Forgets what is under way: somebody else had the terminal.
    package mutating func forget() {
        asked = nil
        arrival = nil
    }

    /// When the next frame may be drawn, if no answer comes before; nil for at once.
    package var nextFrame: Instant? {
        answers ? asked.map { $0 + Self.patience } : arrival
    }

    /// How long to wait for an answer that is out when the terminal is left, so that it does not get to the shell.
    package var farewell: Duration? {
        asked.map { _ in min(max(answerTime * 2, Self.farewellTimes.lowerBound), Self.farewellTimes.upperBound) }
    }
}
