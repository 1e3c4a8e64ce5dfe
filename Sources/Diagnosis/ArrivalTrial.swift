import Frames
import Offload
import Receive
import Replay
import Settings
import Timing

/// What the first frames of a capture come to when they arrive as recorded, and what their stamps are worth.
public struct ArrivalTrial: Sendable {
    /// How many frames are tried.
    public static let length = 100_000

    /// The settings that were tried.
    public let settings: ReceiveSettings
    /// Segments in a delivery of TCP with payload where every poll is full, and where frames arrive as recorded; nil
    /// where the run has a clock already.
    public let ratios: (backlog: Double, recorded: Double)?
    /// What the stamps say.
    public let stamps: StampStatistics

    /// What is to be tried: the first frames of a run's source, with its settings.
    public struct Attempt: Sendable {
        let source: any FrameSource
        let settings: ReceiveSettings
        let link: Rate

        /// An attempt with a run; nil where there is no way back, where it is of no capture, or where its frames arrive
        /// at a rate.
        public init?(_ run: borrowing some Run & ~Copyable) {
            settings = run.pipeline.settings
            if case .rate = settings.clock.arrivals { return nil }
            guard run.facts.kind == .capture, let source = run.firstFrames(ArrivalTrial.length) else { return nil }
            self.source = source
            link = run.facts.interfaces.compactMap(\.speed).first.flatMap { Rate($0, .bits) } ?? .link
        }
    }

    /// Runs the frames of an attempt.
    public init(_ attempt: Attempt) {
        settings = attempt.settings
        var recorded = settings
        recorded.clock.arrivals = .asRecorded
        var stamps = StampStatistics(attempt.link)
        let again = Rerun(
            attempt.source, settings.clock.arrivals == .backlog ? [settings, recorded] : [], packets: Self.length,
            begin: { stamps = StampStatistics(attempt.link) },
            look: { frames in for place in 0..<frames.count { stamps.note(frames.record(at: place)) } })
        self.stamps = stamps
        let ratios = again.paths.map(\.counters.tcpRatio)
        self.ratios = ratios.isEmpty ? nil : (ratios[0], ratios[1])
    }
}
