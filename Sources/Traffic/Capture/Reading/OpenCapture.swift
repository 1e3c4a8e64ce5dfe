import Packet

/// A capture that is open: the packets of a file that pass a filter, as frames.
struct OpenCapture: ~Copyable {
    /// The file, at its next packet.
    private(set) var file: CaptureFile

    private let parser: FrameParser
    private let filter: CaptureFilter?
    /// The number of the next frame that passes the filter.
    private var index: UInt64 = 0
    /// The fault found behind the frames of a batch, to be thrown by the next one.
    private var fault: SourceError?
    private var isAtEnd = false

    /// The most packets that are looked at for a batch while nothing passes the filter.
    private static let patience = 65_536

    /// The frames of a file, none of whose packets has been read.
    init(_ file: consuming CaptureFile, _ options: SourceOptions) throws(SourceError) {
        parser = FrameParser(
            link: file.link, verifiesChecksums: options.verifiesChecksums, stripsTags: options.stripsTags)
        filter = try options.filter.map { (expression) throws(SourceError) in
            try CaptureFilter(expression, link: file.link, snapLength: file.snapLength)
        }
        self.file = file
    }

    /// Fills an empty batch, as far as there are frames and a pipe gives some.
    ///
    /// - Returns: Whether there may be more; false at the end, with an empty batch.
    /// - Throws: What ended the file early, with an empty batch.
    mutating func fill(_ batch: inout FrameBatch) throws(SourceError) -> Bool {
        if filter == nil {
            file.fill(&batch, parser: parser, from: index)
            index += UInt64(batch.count)
        }
        if batch.isEmpty { read(into: &batch) }
        guard batch.isEmpty else { return true }
        if let fault = fault.take() { throw fault }
        return !isAtEnd
    }

    private mutating func read(into batch: inout FrameBatch) {
        // A closure that captures `self`, or an optional filter, would count references packet by packet.
        let (parser, filter) = (parser, filter)
        var looked = 0
        while !batch.isFull, !isAtEnd, looked < Self.patience, !file.wouldWait {
            do throws(SourceError) {
                var index = index
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
                self.index = index
                isAtEnd = count == 0
            } catch {
                isAtEnd = true
                fault = error
            }
        }
    }
}
