import Frames
import PlainText
import Replay

/// How far a long run has come, on one line of a terminal on standard error.
struct ProgressLine {
    /// Only a terminal wants to see a line change.
    private let isShown = OpenFile.standardError.isTerminal
    private var lastShown = ContinuousClock.now
    private var hasText = false

    /// Shows the state of the run, five times a second at most, and not within the first fifth.
    mutating func show(_ run: borrowing some Run & ~Copyable) {
        show(run.pipeline.received, progress: run.progress, run.secondReading)
    }

    /// Shows so many packets, and how much of a file that is, from 0 to 1, or else what is read before the next; as
    /// seldom.
    mutating func show(_ packets: UInt64, progress: Double?, _ reading: SecondReading?) {
        guard isShown, lastShown.duration(to: .now) > .milliseconds(200) else { return }
        lastShown = .now
        hasText = true
        let share = progress.map { "  \(Int($0 * 100)) %" } ?? ""
        Output.note("\r\u{1b}[K\(reading?.sentence ?? "\(packets) packets\(share)")")
    }

    /// Takes the line away again.
    mutating func clear() {
        if hasText { Output.note("\r\u{1b}[K") }
        hasText = false
    }
}
