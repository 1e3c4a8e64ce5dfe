import CaptureFormats
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

    private let options: SourceOptions
    private var filter: LinkFilter?
    private var state: Mark

    /// The most packets that are looked at for a batch while nothing passes the filter.
    private static let patience = 65_536

    /// The frames of a file, none of whose packets has been read.
    init(_ file: consuming CaptureFile, _ options: SourceOptions) throws(SourceError) {
        self.options = options
        filter = try options.filter.map { (expression) throws(SourceError) in
            let links = [file.currentLink] + file.interfaces.compactMap(\.link)
            return try LinkFilter(expression, links: links, snapLength: file.snapLength)
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
            let options = options
            file.fill(&batch, from: state.index) { FrameParser(link: $0, options) }
            state.index += UInt64(batch.count)
        }
        if batch.isEmpty { read(into: &batch) }
        guard batch.isEmpty else { return true }
        if let fault = state.fault.take() { throw fault }
        return !isAtEnd
    }

    private mutating func read(into batch: inout FrameBatch) {
        var patience = Self.patience
        while !batch.isFull, !isAtEnd, patience > 0, !file.wouldWait {
            if file.isTurning {
                guard batch.isEmpty else { return }
                file.turn()
            }
            readOn(into: &batch, &patience)
        }
    }

    /// Reads frames of one link type, as far as there are such, and a pipe gives some.
    private mutating func readOn(into batch: inout FrameBatch, _ patience: inout Int) {
        // A closure that captures `self`, or an optional filter, would count references packet by packet.
        let parser = FrameParser(link: file.currentLink, options)
        let (isFiltered, filter) = (filter != nil, filter?.filter(for: file.currentLink))
        repeat {
            do throws(SourceError) {
                var index = state.index
                let count =
                    if let filter {
                        try file.read(atMost: patience) { bytes, record in
                            guard filter.passes(bytes, wireLength: record.wireLength) else { return true }
                            batch.append(bytes, record, index: index, parser: parser)
                            index += 1
                            return !batch.isFull
                        }
                    } else if isFiltered {
                        try file.read(atMost: patience) { _, _ in true }
                    } else {
                        try file.read(atMost: patience) { bytes, record in
                            batch.append(bytes, record, index: index, parser: parser)
                            index += 1
                            return !batch.isFull
                        }
                    }
                patience -= count
                state.index = index
                state.isAtEnd = file.isOver
            } catch {
                state.isAtEnd = true
                state.fault = error
            }
        } while !batch.isFull && !isAtEnd && patience > 0 && !file.isTurning && !file.wouldWait
    }
}

extension FrameParser {
    /// A parser of frames of a source that is read with `options`.
    init(link: LinkType, _ options: SourceOptions) {
        self.init(link: link, verifiesChecksums: options.verifiesChecksums, stripsTags: options.stripsTags)
    }
}

extension FrameBatch {
    /// Takes a frame into the next free place, with all that its record says.
    @inline(__always)
    mutating func append(_ bytes: Span<UInt8>, _ record: PacketRecord, index: UInt64, parser: FrameParser) {
        append(bytes, wireLength: record.wireLength, time: record.time, index: index, parser: parser)
        if let origin = record.origin { setOrigin(origin, at: count - 1) }
    }
}
