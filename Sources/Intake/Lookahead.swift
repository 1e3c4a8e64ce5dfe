import Frames
import Glibc

/// The first frames of a source, which decide who receives, and are kept until they are taken.
struct Lookahead: Sendable {
    private var batches: [FrameBatch] = []
    /// A filter for what the host with the most payload received, where all frames are taken.
    private(set) var filter: SuggestedFilter?
    /// Frames that were looked at.
    private(set) var frames = 0
    /// When the first of them came.
    private var begin: ContinuousClock.Instant?
    /// Whether the source has ended, and what ended it early.
    private var isOver = false
    private var fault: SourceError?

    /// How many queues the frames that are kept tell; 0 where they tell none.
    var toldQueues: Int { Int(batches.map(\.lastQueue).max() ?? -1) + 1 }

    /// How many frames decide.
    private static let length = ReceiverEvidence.enough

    /// Whether no frame is kept.
    var isEmpty: Bool { batches.isEmpty }

    /// Whether deciding would wait for more of a pipe: for longer than `patience`, where it is watched.
    func wouldWait(_ source: any FrameSource, _ patience: Duration?) -> Bool {
        guard frames < Self.length, !isOver, source.isQuiet else { return false }
        return patience == nil || begin == nil
    }

    /// Looks at the first frames of a source, and decides.
    ///
    /// - Parameters:
    ///   - source: The source at its first frame, or where this left it.
    ///   - capacity: Frames in a batch.
    ///   - options: Who receives, if that is said, and how long a watched pipe may keep the first frames waiting.
    /// - Returns: The receiver; nil where more of a pipe may come in time.
    mutating func decide(
        _ source: inout any FrameSource, capacity: Int, _ options: IntakeOptions
    ) -> ReceiverChoice? {
        let patience = options.patience
        while frames < Self.length, !isOver, !options.isInterrupted() {
            if let patience, source.isQuiet {
                guard let begin else { return nil }
                guard begin.duration(to: .now) < patience else { break }
                usleep(5_000)
                continue
            }
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
        if options.receiver == .all { filter = SuggestedFilter(batches) }
        return choice(source.facts, options)
    }

    private func choice(_ facts: SourceFacts, _ options: IntakeOptions) -> ReceiverChoice {
        var evidence = ReceiverEvidence(interfaces: facts.interfaces)
        for batch in batches {
            let index = batch.link == .linuxCooked2 ? options.interface : nil
            batch.withEachFrame { frame, record, origin in
                if let index, FramePlace(frame, link: batch.link, origin: origin).interface != index { return }
                evidence.note(frame, wireLength: Int(record.wireLength), link: batch.link, origin: origin)
            }
        }
        return options.receiver.map { evidence.choice(given: $0) } ?? evidence.decide()
    }

    /// The next batch: one that was looked at, or else the source's.
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
