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

    /// Empties `batch` and fills it with the next frames.
    ///
    /// A batch may come back part full, and even empty, with more to come: when a pipe has nothing more
    /// just now, or nothing has passed the filter for a while. Where `isQuiet`, the read waits first for something to
    /// come, be it a part of a frame.
    ///
    /// - Returns: Whether there may be more; false at the end, with an empty batch.
    /// - Throws: What ended the source early. All frames before the fault have been handed out then.
    mutating func read(into batch: inout FrameBatch) throws(SourceError) -> Bool

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

    /// No place, for sources without a way back.
    public func mark() -> SourceMark? { nil }

    /// Traps: there is no mark of a source without a way back.
    public mutating func seek(to mark: SourceMark) { preconditionFailure("this source makes no marks") }
}
