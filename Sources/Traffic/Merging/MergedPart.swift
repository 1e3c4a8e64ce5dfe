import Capture
import Frames
import Glibc
import PlainText

/// One of several captures that are read together, with the frames of it that come next.
struct MergedPart: Sendable {
    /// The capture as it is shown.
    let name: String
    /// How long it is in bytes; nil for what is no regular file.
    let length: Int?
    /// Its frames that are at hand, of which those before `place` were handed out.
    private(set) var batch: FrameBatch
    /// The next of them.
    var place = 0
    /// What ended it early.
    private(set) var fault: SourceError?
    /// Whether it has no more frames than those at hand.
    private(set) var isOver = false
    /// Its interfaces among those of all captures; one that describes none has one without a name.
    var interfaces: [UInt16] = []
    /// How many frames each of them left out, as far as that was told of all captures together.
    var leftOut: [UInt64] = []
    /// How many of its frames were handed out.
    var frames: UInt64 = 0

    private let path: String
    private var source: CaptureSource?
    /// What is known of it; nil as long as it was not open.
    private(set) var facts: SourceFacts?

    /// The capture at `path`, `-` for standard input, of which so many frames are at hand at most.
    init(path: String, capacity: Int) {
        self.path = path
        name = path == "-" ? "stdin" : path.harmless
        var status = stat()
        let isFile = unsafe path != "-" && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        length = isFile ? Int(status.st_size) : nil
        batch = FrameBatch(capacity: capacity)
    }

    /// Whether the frame that comes next is at hand.
    var hasNext: Bool { place < batch.count }

    /// Whether there is a way back in it.
    var isSeekable: Bool { length != nil }

    /// Whether reading it now would wait.
    var isQuiet: Bool { !hasNext && source?.isQuiet ?? false }

    /// How much of it was read, from 0 to 1.
    var progress: Double { isOver && !hasNext ? 1 : source?.progress ?? 0 }

    /// Opens it, unless that was done; where it cannot be, it is over.
    mutating func open(_ options: SourceOptions, tuning: CaptureFile.ReadTuning) {
        guard source == nil, !isOver else { return }
        do throws(SourceError) {
            let source =
                path == "-"
                ? try CaptureSource(descriptor: 0, options: options)
                : try CaptureSource(path: path, options: options, tuning: tuning)
            facts = source.facts
            self.source = source
        } catch {
            fault = error
            isOver = true
        }
    }

    /// Has its next frames at hand, once those that were are handed out; for a while there may be none.
    mutating func refill() {
        guard !hasNext, !isOver else { return }
        place = 0
        var next = FrameBatch(capacity: 1)
        swap(&next, &batch)
        read(into: &next)
        swap(&next, &batch)
    }

    /// Reads its next frames into a batch, when none are at hand.
    mutating func read(into batch: inout FrameBatch) {
        do throws(SourceError) {
            isOver = try source?.read(into: &batch) != true
        } catch {
            fault = error
            isOver = true
        }
        facts = source?.facts ?? facts
        // Of many files only those are open that are read.
        if isOver { source = nil }
    }
}
