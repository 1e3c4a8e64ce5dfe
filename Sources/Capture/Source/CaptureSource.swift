import Frames

/// The frames of a capture file or of a capture on standard input.
///
/// Its copies read a file each from its own place on. What comes through a pipe they share, and a read waits for the
/// other end only while nothing at all has come since the one before.
public struct CaptureSource: FrameSource {
    private let capture: SharedCapture
    private var cursor: SharedCapture.Cursor

    /// Opens the capture at `path`.
    public init(path: String, options: SourceOptions = SourceOptions()) throws(SourceError) {
        try self.init(path: path, options: options, tuning: CaptureFile.ReadTuning())
    }

    /// Opens the capture at `path` to read it in a certain way, with the same result.
    package init(path: String, options: SourceOptions = SourceOptions(), tuning: CaptureFile.ReadTuning)
        throws(SourceError)
    {
        let opening = try CaptureOpening(path: path, options: options, tuning: tuning)
        self.init(try SharedCapture(opening, .capture, options))
    }

    /// Opens a capture that comes through an open file descriptor, such as standard input.
    public init(descriptor: Int32, options: SourceOptions = SourceOptions()) throws(SourceError) {
        self.init(try SharedCapture(CaptureOpening(descriptor: descriptor, options: options), .stdin, options))
    }

    private init(_ capture: SharedCapture) {
        self.capture = capture
        cursor = capture.cursor
    }

    /// What can be said of the capture before its first frame.
    public var facts: SourceFacts { capture.facts }

    /// How much of a file was read, from 0 to 1, or nil for a pipe.
    public var progress: Double? { capture.progress(at: cursor) }

    /// Whether reading now would wait for whoever writes into the pipe.
    public var isQuiet: Bool { capture.isQuiet }

    /// Empties `batch` and fills it with the next frames; see `FrameSource`.
    public mutating func read(into batch: inout FrameBatch) throws(SourceError) -> Bool {
        batch.removeAll()
        return try capture.read(into: &batch, at: &cursor)
    }

    /// The place where the next read goes on, or nil for a pipe.
    public func mark() -> SourceMark? { capture.isSeekable ? SourceMark(self) : nil }

    /// Goes on at a mark; see `FrameSource`.
    public mutating func seek(to mark: SourceMark) {
        let marked = mark.source(as: Self.self)
        precondition(marked.capture === capture, "a mark is only for the source that made it")
        cursor = marked.cursor
    }
}
