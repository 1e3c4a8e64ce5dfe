import Packet
import PlainText
import Synchronization

/// The frames of a capture file or of a capture on standard input.
public final class CaptureSource: FrameSource {
    /// What can be said of the capture before its first frame.
    public let facts: SourceFacts

    private let parser: FrameParser
    private let filter: CaptureFilter?
    private let state: Mutex<State>

    /// How far the file was read.
    private struct State: ~Copyable {
        var file: CaptureFile
        /// The number of the next frame that passes the filter.
        var index: UInt64 = 0
        /// The fault found behind the frames of a batch, to be thrown by the next read.
        var fault: SourceError?
        var isAtEnd = false
    }

    /// The most packets that one read looks at while nothing passes the filter.
    private static let patience = 65_536

    /// Opens the capture at `path`.
    public convenience init(path: String, options: SourceOptions = SourceOptions()) throws(SourceError) {
        try self.init(path: path, options: options, pace: CaptureFile.Pace())
    }

    /// Opens the capture at `path` to read it in a certain way, with the same result.
    package convenience init(path: String, options: SourceOptions = SourceOptions(), pace: CaptureFile.Pace)
        throws(SourceError)
    {
        try self.init(CaptureFile(path: path, pace: pace), kind: .capture, options: options)
    }

    /// Opens a capture that comes through an open file descriptor, such as standard input.
    public convenience init(descriptor: Int32, options: SourceOptions = SourceOptions()) throws(SourceError) {
        let name = descriptor == 0 ? "stdin" : "descriptor \(descriptor)"
        try self.init(CaptureFile(descriptor: descriptor, name: name), kind: .stdin, options: options)
    }

    private init(_ file: consuming sending CaptureFile, kind: SourceFacts.Kind, options: SourceOptions)
        throws(SourceError)
    {
        facts = SourceFacts(
            name: file.name, kind: kind, link: file.link, snapLength: file.snapLength, isEndless: false,
            filter: options.filter?.harmless, verifiesChecksums: options.verifiesChecksums,
            stripsTags: options.stripsTags, application: file.application)
        parser = FrameParser(
            link: file.link, verifiesChecksums: options.verifiesChecksums, stripsTags: options.stripsTags)
        if let expression = options.filter {
            filter = try CaptureFilter(expression, link: file.link, snapLength: file.snapLength)
        } else {
            filter = nil
        }
        state = Mutex(State(file: file))
    }

    /// How much of a file was read, from 0 to 1, or nil for a pipe.
    public var progress: Double? {
        state.withLock { $0.file.progress }
    }

    /// Whether reading now would wait for whoever writes into the pipe.
    public var isQuiet: Bool {
        state.withLock { $0.file.wouldWait }
    }

    /// Empties `batch` and fills it with the next frames; see `FrameSource`.
    public func read(into batch: inout FrameBatch) throws(SourceError) -> Bool {
        batch.removeAll()
        let fault = state.withLock { state in fill(&batch, from: &state) }
        if let fault { throw fault }
        return state.withLock { !$0.isAtEnd } || !batch.isEmpty
    }

    /// Reads until the batch is full, or the end, or a fault; a fault comes back only with an empty batch.
    private func fill(_ batch: inout FrameBatch, from state: inout State) -> SourceError? {
        // A closure that captures `self`, or an optional filter, would count references packet by packet.
        let parser = parser
        if filter == nil, batch.content == .raw {
            state.file.fill(&batch, parser: parser, from: state.index)
            state.index += UInt64(batch.count)
            guard batch.isEmpty else { return nil }
        }
        var looked = 0
        while !batch.isFull, !state.isAtEnd, looked < Self.patience {
            if !batch.isEmpty, state.file.wouldWait { break }
            do throws(SourceError) {
                var index = state.index
                let count =
                    if let filter {
                        try state.file.forEach(atMost: Self.patience - looked) { bytes, wireLength, time in
                            guard filter.passes(bytes, wireLength: wireLength) else { return true }
                            batch.append(bytes, wireLength: wireLength, time: time, index: index, parser: parser)
                            index += 1
                            return !batch.isFull
                        }
                    } else {
                        try state.file.forEach(atMost: Self.patience - looked) { bytes, wireLength, time in
                            batch.append(bytes, wireLength: wireLength, time: time, index: index, parser: parser)
                            index += 1
                            return !batch.isFull
                        }
                    }
                looked += count
                state.index = index
                state.isAtEnd = count == 0
            } catch {
                state.isAtEnd = true
                state.fault = error
            }
        }
        guard batch.isEmpty else { return nil }
        defer { state.fault = nil }
        return state.fault
    }
}
