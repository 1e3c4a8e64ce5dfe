import Frames
import Glibc

/// The first frames of a source, which are read before it is known who receives, and kept until they are taken.
struct Lookahead: Sendable {
    /// The frames that are kept.
    private(set) var batches: [FrameBatch] = []
    /// Frames that were read.
    private(set) var frames = 0
    /// When the first of them came.
    private var begin: ContinuousClock.Instant?
    /// Whether the source has ended, and what ended it early.
    private var isOver = false
    private var fault: SourceError?

    /// How many frames are read.
    private static let length = ReceiverEvidence.enough

    /// Whether no frame is kept.
    var isEmpty: Bool { batches.isEmpty }

    /// Whether reading them would wait for more of a pipe: for longer than `patience`, where it is watched.
    func wouldWait(_ source: any FrameSource, _ patience: Duration?) -> Bool {
        guard frames < Self.length, !isOver, source.isQuiet else { return false }
        return patience == nil || begin == nil
    }

    /// Reads the first frames of a source.
    ///
    /// - Parameters:
    ///   - source: The source at its first frame, or where this left it.
    ///   - capacity: Frames in a batch.
    ///   - options: How long a watched pipe may keep the first frames waiting.
    /// - Returns: Whether they are there; false where nothing at all has come through a watched pipe.
    mutating func fill(from source: inout any FrameSource, capacity: Int, _ options: IntakeOptions) -> Bool {
        while frames < Self.length, !isOver, !options.isInterrupted() {
            if let patience = options.patience, let begin, source.isQuiet {
                guard begin.duration(to: .now) < patience else { break }
                // The worker of the monitor could wait instead, but not for a step: it takes the first frame that has
                // come, and somebody who asks for one would be told that there is none.
                usleep(5_000)
                continue
            }
            read(&source, capacity)
            if options.patience != nil, begin == nil, !isOver { return false }
        }
        return true
    }

    private mutating func read(_ source: inout any FrameSource, _ capacity: Int) {
        var batch = FrameBatch(capacity: capacity)
        do throws(SourceError) {
            isOver = try !source.read(into: &batch)
        } catch {
            (isOver, fault) = (true, error)
        }
        if !batch.isEmpty { begin = begin ?? .now }
        frames += batch.count
        // What trickles through a pipe is handed out together.
        if batches.last?.takesMore(batch) == true {
            batches[batches.count - 1].append(contentsOf: batch)
        } else {
            batches.append(batch)
        }
    }

    /// The next batch: one that is kept, or else the source's.
    mutating func next(_ batch: inout FrameBatch, from source: inout any FrameSource) throws(SourceError) -> Bool {
        if !batches.isEmpty {
            batch = batches.removeFirst()
            return true
        }
        if let fault = fault.take() { throw fault }
        guard !isOver else { return false }
        return try source.read(into: &batch)
    }
}
