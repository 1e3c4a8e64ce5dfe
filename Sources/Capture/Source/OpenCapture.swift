import CaptureFormats
import Frames
import Packet

/// A capture that is open: the packets of a file, as frames.
struct OpenCapture: ~Copyable {
    /// A place in a capture, where reading can go on once more; for a pipe only a record of how far it has come.
    struct Mark: Sendable {
        /// The number of the next frame.
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
    private var state: Mark

    /// The frames of a file, none of whose packets has been read.
    init(_ file: consuming CaptureFile, _ options: SourceOptions) {
        self.options = options
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
        if !isAtEnd {
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
        while !batch.isFull, !isAtEnd, !file.wouldWait {
            if file.isTurning {
                guard batch.isEmpty else { return }
                file.turn()
            }
            readOn(into: &batch)
        }
    }

    /// Reads frames of one link type, as far as there are such, and a pipe gives some.
    private mutating func readOn(into batch: inout FrameBatch) {
        let parser = FrameParser(link: file.currentLink, options)
        repeat {
            do throws(SourceError) {
                // A closure that captures `self` would count references packet by packet.
                var index = state.index
                _ = try file.read(atMost: batch.capacity - batch.count) { bytes, record in
                    batch.append(bytes, record, index: index, parser: parser)
                    index += 1
                    return !batch.isFull
                }
                state.index = index
                state.isAtEnd = file.isOver
            } catch {
                state.isAtEnd = true
                state.fault = error
            }
        } while !batch.isFull && !isAtEnd && !file.isTurning && !file.wouldWait
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
