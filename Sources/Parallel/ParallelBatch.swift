import Synchronization

/// Some numbered chunks on their way through a receive path, fed by several threads.
final class ParallelBatch: Sendable {
    /// The order of the chunks at each queue.
    let queues: [Sequencer]

    private let limit: Int
    private let begun = Atomic(0)
    /// The order of the chunks at the source.
    private let reading = Sequencer()
    private let prepared = Atomic(0)
    private let frames = Atomic(0)
    private let lastFrame = Atomic(UInt64(0))

    /// A batch of so many chunks at most, for so many queues.
    init(limit: Int, queues: Int) {
        self.limit = limit
        self.queues = (0..<queues).map { _ in Sequencer() }
    }

    /// Gets the next chunk ready, when it is its turn.
    ///
    /// - Parameter prepare: Gets the chunk of that number ready, and says whether there is one.
    /// - Returns: The number of the chunk, or nil where none is left.
    func begin(_ prepare: (Int) -> Bool) -> Int? {
        let number = begun.add(1, ordering: .relaxed).oldValue
        guard number < limit else { return nil }
        var isThere = false
        reading.take(number) { isThere = prepare(number) }
        guard isThere else { return nil }
        prepared.add(1, ordering: .relaxed)
        return number
    }

    /// Notes that so many frames were fed to the queues, the last of them with that number.
    func note(_ count: Int, last index: UInt64) {
        frames.add(count, ordering: .relaxed)
        lastFrame.max(index, ordering: .relaxed)
    }

    /// How many chunks there were.
    var chunks: Int { prepared.load(ordering: .relaxed) }

    /// How many frames were fed to the queues, and the number of the last.
    var taken: (frames: Int, last: UInt64) { (frames.load(ordering: .relaxed), lastFrame.load(ordering: .relaxed)) }
}
