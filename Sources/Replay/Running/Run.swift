import Frames
import Offload
import Queues
import Receive

/// A source on its way through a receive path, as far as it has come: what a report is about.
public protocol Run: ~Copyable {
    /// The receive path.
    var pipeline: Pipeline { get }
    /// The facts about the source.
    var facts: SourceFacts { get }
    /// How much of the source was taken, from 0 to 1, or nil where no end is known.
    var progress: Double? { get }
    /// What has to be read before the next frame is taken, and how far that is; nil as a rule.
    var secondReading: SecondReading? { get }
    /// Whether the source has ended, and with it the last rounds.
    var isOver: Bool { get }
    /// Whether the run was ended before its source.
    var wasStopped: Bool { get }
    /// The fault that ended the source early, if there was one.
    var failure: SourceError? { get }
    /// The changes of settings so far.
    var knobLog: KnobLog { get }
    /// The numbers in the capture of the packets that were taken; nil where each has its index.
    var numbers: FrameNumbers? { get }
    /// What un-merge knows of the flows, nil where nothing was cut.
    var flowAccounts: FlowAccounts? { get }
    /// The receive path under the other rulebook, where the capturing host's own merging is to be compared with both.
    var otherRules: Pipeline? { get }
    /// The first packets of so many frames of the source once more; nil where there is no way back.
    func firstFrames(_ count: Int) -> (any FrameSource)?
}

extension Run where Self: ~Copyable {
    /// None: a run of which nobody turns the knobs.
    public var knobLog: KnobLog { KnobLog() }

    /// Segments in a delivery of TCP with payload, of the rulebook in force and of the other, where there is one.
    public var ratios: [(rules: Rulebook, ratio: Double)] {
        [pipeline, otherRules].compactMap { path in
            path.map { ($0.settings.offload.rules, $0.counters.tcpRatio) }
        }
    }

    /// The facts about the frames themselves.
    ///
    /// - Complexity: O(*n*) for *n* queues.
    public var captureStats: CaptureStats { pipeline.captureStats }

    /// The capture time of the latest frame since the first, in seconds; 0 before there is one.
    ///
    /// - Complexity: O(*n*) for *n* queues.
    public var elapsed: Double { captureStats.seconds }
}
