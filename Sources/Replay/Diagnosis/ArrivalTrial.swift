import Frames
import Offload
import Packet
import Receive
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
        var trial = Trial(attempt)
        var (source, batch) = (attempt.source, FrameBatch())
        while true {
            do throws(SourceError) {
                guard try source.read(into: &batch) else { break }
                trial.take(batch)
            } catch {
                // What is damaged ends the trial as it ends the run.
                guard error.kind == .beginsAnew else { break }
                trial = Trial(attempt)
            }
        }
        ratios = trial.ratios
        stamps = trial.stamps
    }
}

/// A trial on its way.
private struct Trial {
    /// With `backlog` the receive path as it is, and one with a clock; else none.
    private var paths: [Pipeline] = []
    private(set) var stamps: StampStatistics
    private var steered: SteeredFrames?

    init(_ attempt: ArrivalTrial.Attempt) {
        stamps = StampStatistics(attempt.link)
        guard attempt.settings.clock.arrivals == .backlog else { return }
        var recorded = attempt.settings
        recorded.clock.arrivals = .asRecorded
        paths = [attempt.settings, recorded].map { Pipeline($0, observers: []) }
        steered = SteeredFrames(paths[0])
    }

    mutating func take(_ batch: FrameBatch) {
        batch.withRawFrames { frames in
            for place in 0..<frames.count { stamps.note(frames.record(at: place)) }
            guard !paths.isEmpty else { return }
            steered?.steer(frames)
            if let steered { paths[0].take(frames, steered) }
            paths[1].takeInTime(frames, after: nil)
        }
    }

    /// What both paths come to at the end of the frames; nil without them.
    var ratios: (backlog: Double, recorded: Double)? {
        mutating get {
            guard !paths.isEmpty else { return nil }
            for path in paths.indices { paths[path].finish() }
            return (paths[0].counters.tcpRatio, paths[1].counters.tcpRatio)
        }
    }
}
