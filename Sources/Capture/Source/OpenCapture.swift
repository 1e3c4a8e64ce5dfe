import Frames
import Packet

/// A capture that is open: the packets of a file that pass a filter, as frames.
struct OpenCapture: ~Copyable {
    /// A place in a capture, where reading can go on once more; for a pipe only a record of how far it has come.
    struct Mark: Sendable {
        /// The number of the next frame that passes the filter.
        fileprivate var index: UInt64 = 0
        /// The fault found behind the frames of a batch, to be thrown by the next one.
        fileprivate var fault: SourceError?
        /// Whether no further packet will be read.
        fileprivate var isAtEnd = false
        /// The place in the file.
        fileprivate(set) var file: CaptureFile.Mark
    }

    /// The file, at its next packet.
    private(set) var file: CaptureFile
    /// Whether no further packet will be read: the frames that were read may not have been handed out yet.
    var isAtEnd: Bool { state.isAtEnd }

    private let parser: FrameParser
    private let filter: CaptureFilter?
    private var state: Mark

    /// The most packets that are looked at for a batch while nothing passes the filter.
    private static let patience = 65_536

    /// The frames of a file, none of whose packets has been read.
    init(_ file: consuming CaptureFile, _ options: SourceOptions) throws(SourceError) {
        parser = FrameParser(
            link: file.link, verifiesChecksums: options.verifiesChecksums, stripsTags: options.stripsTags)
        filter = try options.filter.map { (expression) throws(SourceError) in
            try CaptureFilter(expression, link: file.link, snapLength: file.snapLength)
        }
        state = Mark(file: file.mark)
        self.file = file
    }

    /// The place where the next batch begins.
    var mark: Mark {
        var mark = state
        mark.file = file.mark
        return mark
    }

    /// Goes to a mark of this capture, whose file is no pipe.
    ///
    /// - Throws: That the file has changed since the mark was made.
    mutating func seek(to mark: Mark) throws(SourceError) {
        state = mark
        do throws(SourceError) {
            try file.seek(to: mark.file)
        } catch {
            state.isAtEnd = true
            throw error
        }
    }

    /// Fills an empty batch, as far as there are frames and a pipe gives some.
    ///
    /// - Returns: Whether there may be more; false at the end, with an empty batch.
    /// - Throws: What ended the file early, with an empty batch.
    mutating func fill(_ batch: inout FrameBatch) throws(SourceError) -> Bool {
        if filter == nil, !isAtEnd {
            file.fill(&batch, parser: parser, from: state.index)
            state.index += UInt64(batch.count)
        }
        if batch.isEmpty { read(into: &batch) }
        guard batch.isEmpty else { return true }
        if let fault = state.fault.take() { throw fault }
        return !isAtEnd
    }

    private mutating func read(into batch: inout FrameBatch) {
        // A closure that captures `self`, or an optional filter, would count references packet by packet.
        let (parser, filter) = (parser, filter)
        var looked = 0
        while !batch.isFull, !isAtEnd, looked < Self.patience, !file.wouldWait {
            do throws(SourceError) {
                var index = state.index
                let count =
                    if let filter {
                        try file.forEach(atMost: Self.patience - looked) { bytes, wireLength, time in
                            guard filter.passes(bytes, wireLength: wireLength) else { return true }
                            batch.append(bytes, wireLength: wireLength, time: time, index: index, parser: parser)
                            index += 1
                            return !batch.isFull
                        }
                    } else {
                        try file.forEach(atMost: Self.patience - looked) { bytes, wireLength, time in
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
    }
}
