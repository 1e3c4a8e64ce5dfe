import Frames
import Packet
import Synchronization

/// A capture that the copies of a source read, each at its own place where there is a way back, or one after the other.
final class SharedCapture: Sendable {
    /// Where a copy is.
    struct Cursor: Sendable {
        /// The place, nil as long as the capture is not open.
        fileprivate(set) var mark: OpenCapture.Mark?
        /// The read that left the capture there.
        fileprivate var read: UInt64 = 0
    }

    /// Whether there is a way back, which only a pipe has not.
    let isSeekable: Bool

    private let state: Mutex<State>

    /// How far the capture was read.
    fileprivate struct State: ~Copyable {
        var facts: SourceFacts
        let opening: CaptureOpening
        /// Nil as long as what it begins with has not come.
        var capture: OpenCapture?
        /// Whether it cannot be opened.
        var isBroken = false
        /// How many reads there were, by which a copy knows whether the capture is where it left it.
        var reads: UInt64 = 0
    }

    /// How long a pipe that is opened late may take to be opened at once, in milliseconds.
    private static let openingTime: Int32 = 100

    /// Opens a capture, unless it comes late and may.
    init(_ opening: consuming sending CaptureOpening, _ kind: SourceFacts.Kind, _ options: SourceOptions)
        throws(SourceError)
    {
        isSeekable = opening.pipe == nil
        var state = State(facts: opening.facts(kind), opening: opening)
        // What can be said at once is said before anything else happens.
        if options.opensLate { state.opening.pipe?.wait(milliseconds: Self.openingTime) }
        if !options.opensLate || !state.opening.wouldWait { try state.open() }
        self.state = Mutex(state)
    }

    /// What can be said of the capture before its first frame.
    var facts: SourceFacts { state.withLock { $0.facts } }

    /// The place where the capture is now.
    var cursor: Cursor { state.withLock { Cursor(mark: $0.capture?.mark, read: $0.reads) } }

    /// How much of a file is in front of a place, from 0 to 1, or nil for a pipe.
    func progress(at cursor: Cursor) -> Double? {
        guard let place = cursor.mark?.file.position else { return nil }
        return state.withLock { $0.capture?.file.progress(at: place) }
    }

    /// Whether reading now would wait for whoever writes into the pipe.
    var isQuiet: Bool { !isSeekable && state.withLock { $0.isQuiet } }

    /// Fills an empty batch with the frames from `cursor` on, or from anywhere in a pipe; see `FrameSource`.
    func read(into batch: inout FrameBatch, at cursor: inout Cursor) throws(SourceError) -> Bool {
        let (fault, isMore) = state.withLock { state in
            let fault = state.read(into: &batch, at: isSeekable ? cursor : nil)
            state.reads += 1
            cursor = Cursor(mark: state.capture?.mark, read: state.reads)
            return (fault, state.isMore)
        }
        if let fault { throw fault }
        return isMore || !batch.isEmpty
    }
}

extension SharedCapture.State {
    /// Opens the capture, whose facts are known then.
    mutating func open() throws(SourceError) {
        let capture = try opening.open()
        facts.link = capture.file.link
        facts.snapLength = capture.file.snapLength
        facts.application = capture.file.application
        facts.interfaces = capture.file.interfaces
        facts.isOpen = true
        self.capture = consume capture
    }

    /// Whether there may be more than what was read.
    var isMore: Bool {
        switch capture {
        case .some(let capture): !capture.isAtEnd
        case nil: !isBroken
        }
    }

    /// Whether reading now would wait.
    var isQuiet: Bool {
        switch capture {
        case .some(let capture): !capture.isAtEnd && capture.file.wouldWait
        case nil: opening.wouldWait
        }
    }

    /// Reads what is there, from a place if another read has come between; a fault comes back only with an empty batch.
    mutating func read(into batch: inout FrameBatch, at cursor: SharedCapture.Cursor?) -> SourceError? {
        if isQuiet {
            opening.pipe?.wait()
            // A part of a packet may be all that came, or a signal.
            if isQuiet { return nil }
        }
        do throws(SourceError) {
            if let cursor, let mark = cursor.mark, cursor.read != reads { try capture?.seek(to: mark) }
            if capture == nil, !isBroken { try open() }
            _ = try capture?.fill(&batch)
            noteInterfaces()
            return nil
        } catch {
            noteInterfaces()
            if capture == nil { isBroken = true }
            return error
        }
    }
    /// Notes what interfaces have turned up; one that reads at another place knows them, too.
    private mutating func noteInterfaces() {
        let known =
            switch capture {
            case .some(let capture): capture.file.interfaces
            case nil: [] as [CaptureInterface]
            }
        if known.count >= facts.interfaces.count {
            facts.interfaces = known
        } else {
            facts.interfaces.replaceSubrange(known.indices, with: known)
        }
    }
}
