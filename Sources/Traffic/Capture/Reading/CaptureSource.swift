import Packet
import Synchronization

/// The frames of a capture file or of a capture on standard input.
///
/// A read waits for the other end of a pipe only while nothing at all has come since the one before.
public final class CaptureSource: FrameSource {
    private let state: Mutex<State>

    /// How far the capture was read.
    private struct State: ~Copyable {
        var facts: SourceFacts
        let opening: CaptureOpening
        /// Nil as long as what it begins with has not come.
        var capture: OpenCapture?
        var isAtEnd = false
    }

    /// How long a pipe that is opened late may take to be opened at once.
    private static let moment: Int32 = 100

    /// Opens the capture at `path`.
    public convenience init(path: String, options: SourceOptions = SourceOptions()) throws(SourceError) {
        try self.init(path: path, options: options, tuning: CaptureFile.ReadTuning())
    }

    /// Opens the capture at `path` to read it in a certain way, with the same result.
    package convenience init(path: String, options: SourceOptions = SourceOptions(), tuning: CaptureFile.ReadTuning)
        throws(SourceError)
    {
        try self.init(CaptureOpening(path: path, options: options, tuning: tuning), .capture, options)
    }

    /// Opens a capture that comes through an open file descriptor, such as standard input.
    public convenience init(descriptor: Int32, options: SourceOptions = SourceOptions()) throws(SourceError) {
        try self.init(CaptureOpening(descriptor: descriptor, options: options), .stdin, options)
    }

    private init(_ opening: consuming sending CaptureOpening, _ kind: SourceFacts.Kind, _ options: SourceOptions)
        throws(SourceError)
    {
        var state = State(facts: opening.facts(kind), opening: opening)
        // What can be said at once is said before anything else happens.
        if options.opensLate { state.opening.pipe?.wait(milliseconds: Self.moment) }
        if !options.opensLate || !state.opening.wouldWait { try Self.open(&state) }
        self.state = Mutex(state)
    }

    /// Opens the capture, whose facts are known then.
    private static func open(_ state: inout State) throws(SourceError) {
        let capture = try state.opening.open()
        state.facts.link = capture.file.link
        state.facts.snapLength = capture.file.snapLength
        state.facts.application = capture.file.application
        state.facts.isOpen = true
        state.capture = consume capture
    }

    /// What can be said of the capture before its first frame.
    public var facts: SourceFacts { state.withLock { $0.facts } }

    /// How much of a file was read, from 0 to 1, or nil for a pipe.
    public var progress: Double? { state.withLock { $0.capture?.file.progress } }

    /// Whether reading now would wait for whoever writes into the pipe.
    public var isQuiet: Bool { state.withLock { Self.isQuiet($0) } }

    private static func isQuiet(_ state: borrowing State) -> Bool {
        state.capture == nil ? state.opening.wouldWait : !state.isAtEnd && state.opening.pipe?.isPacketMissing ?? false
    }

    /// Empties `batch` and fills it with the next frames; see `FrameSource`.
    public func read(into batch: inout FrameBatch) throws(SourceError) -> Bool {
        batch.removeAll()
        let (fault, isMore) = state.withLock { state in (Self.read(into: &batch, &state), !state.isAtEnd) }
        if let fault { throw fault }
        return isMore || !batch.isEmpty
    }

    /// Reads what is there; a fault comes back only with an empty batch.
    private static func read(into batch: inout FrameBatch, _ state: inout State) -> SourceError? {
        if isQuiet(state) {
            state.opening.pipe?.wait()
            // A part of a packet may be all that came, or a signal.
            if isQuiet(state) { return nil }
        }
        do throws(SourceError) {
            if state.capture == nil, !state.isAtEnd { try open(&state) }
            state.isAtEnd = try state.capture?.fill(&batch) != true
            return nil
        } catch {
            state.isAtEnd = true
            return error
        }
    }
}
