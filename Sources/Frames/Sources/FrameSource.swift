import Packet

/// Where frames come from: a capture, a pipe, or synthetic traffic.
///
/// A source that can be marked is a value: each of its copies goes on by itself, with the frames that the original
/// gives. Copies of one that cannot be marked share its frames, and each frame goes to one of them.
public protocol FrameSource: Sendable {
    /// What can be said of the source before its first frame, as far as it is known.
    var facts: SourceFacts { get }

    /// How much of a file was read, from 0 to 1, or nil where no end is known.
    var progress: Double? { get }

    /// Whether reading now would wait for whoever writes into a pipe.
    var isQuiet: Bool { get }

    /// What has to be read before the next frame comes, and how far that is; nil as a rule.
    ///
    /// While it goes on, each read takes a step of it, and gives an empty batch.
    var secondReading: SecondReading? { get }

    /// Empties `batch` and fills it with the next frames.
    ///
    /// A batch may come back part full, and even empty, with more to come: when a pipe has nothing more
    /// just now, or nothing has passed the filter for a while. Where `isQuiet`, the read waits first for something to
    /// come, be it a part of a frame.
    ///
    /// - Returns: Whether there may be more; false at the end, with an empty batch.
    /// - Throws: What ended the source early. All frames before the fault have been handed out then. Where the fault
    ///   is that the source begins anew, the next read gives its first frames, and all before are void.
    mutating func read(into batch: inout FrameBatch) throws(SourceError) -> Bool

    /// The numbers in the capture of the packets that were handed out; nil where each has its index.
    var numbers: FrameNumbers? { get }

    /// What un-merge knows of the flows, nil where nothing was cut.
    var flowAccounts: FlowAccounts? { get }

    /// The source at its first frame, with the next of the receiving sides that come into question; nil where there is
    /// no choice, or no way back.
    func withNextReceiver() throws(SourceError) -> (any FrameSource)?

    /// The source at its first frame, for a run anew, with the receiver that was found or chosen; nil where there is no way
    /// back.
    ///
    /// With `spacesSegments` segments that un-merge cuts come at times of their own, as on the wire, else all of a packet
    /// with it.
    func begunAnew(spacesSegments: Bool) throws(SourceError) -> (any FrameSource)?

    /// The first packets of so many frames of the source once more, wherever it is; nil where there is no way back.
    func firstFrames(_ count: Int) -> (any FrameSource)?

    /// The source at its first packet once more, with what is known of segment sizes; nil where there is no way back.
    func fromTheStart() -> (any FrameSource)?

    /// The place where the next read goes on; nil where there is no way back, as in a pipe.
    func mark() -> SourceMark?

    /// Goes on at a mark that this source made, or one that it is a copy of; anything else is a programming error.
    ///
    /// Where the way back fails, because a file has changed meanwhile, the next read says so.
    mutating func seek(to mark: SourceMark)
}

extension FrameSource {
    /// Whether reading now would wait: never, unless the source is a pipe.
    public var isQuiet: Bool { false }

    /// None, for sources that read nothing twice.
    public var secondReading: SecondReading? { nil }

    /// None: each packet has its index.
    public var numbers: FrameNumbers? { nil }

    /// Nothing, for sources of which nothing is cut.
    public var flowAccounts: FlowAccounts? { nil }

    /// No other, for sources without a choice.
    public func withNextReceiver() throws(SourceError) -> (any FrameSource)? { nil }

    /// No way back.
    public func begunAnew(spacesSegments: Bool) throws(SourceError) -> (any FrameSource)? { nil }

    /// None, for sources that do not remember where they began.
    public func firstFrames(_ count: Int) -> (any FrameSource)? { nil }

    /// None, for sources that do not remember where they began.
    public func fromTheStart() -> (any FrameSource)? { nil }

    /// The source at its first packet once more, where it holds packets that were merged before the capture; else nil.
    package var mergedFromTheStart: (any FrameSource)? { facts.account?.hostRatio == nil ? nil : fromTheStart() }

    /// No place, for sources without a way back.
    public func mark() -> SourceMark? { nil }

    /// Traps: there is no mark of a source without a way back.
    public mutating func seek(to mark: SourceMark) { preconditionFailure("this source makes no marks") }
}
