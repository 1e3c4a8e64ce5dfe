import Glibc
import Synchronization

/// Some numbered chunks on their way through a receive path, fed by several threads.
final class ParallelBatch: Sendable {
    /// Where the chunks take turns.
    final class Sequencer: Sendable {
        private let next = Atomic(0)

        /// How often a thread looks whether it is its turn, and lets others run in between, before it sleeps for a while.
        private static let patience = 20_000

        /// Calls `body` when all chunks before that one have had their turn.
        func take(_ number: Int, _ body: () -> Void) {
            var looks = 0
            while next.load(ordering: .acquiring) != number {
                looks += 1
                if looks < Self.patience { sched_yield() } else { usleep(100) }
            }
            body()
            next.store(number + 1, ordering: .releasing)
        }
    }

    /// Where the chunks take turns at each queue.
    let queues: [Sequencer]

    private let chunks: Int
    private let begun = Atomic(0)
    private let reading = Sequencer()
    private let ready = Atomic(0)
    private let frames = Atomic(0)
    private let last = Atomic(UInt64(0))

    /// So many chunks at most, to so many queues.
    init(chunks: Int, queues: Int) {
        self.chunks = chunks
        self.queues = (0..<queues).map { _ in Sequencer() }
    }

    /// Gets the next chunk ready, when it is its turn.
    ///
    /// - Parameter prepare: Gets the chunk of that number ready, and says whether there is one.
    /// - Returns: The number of the chunk, or nil where none is left.
    func begin(_ prepare: (Int) -> Bool) -> Int? {
        let number = begun.add(1, ordering: .relaxed).oldValue
        guard number < chunks else { return nil }
        var isThere = false
        reading.take(number) { isThere = prepare(number) }
        guard isThere else { return nil }
        ready.add(1, ordering: .relaxed)
        return number
    }

    /// Notes that so many frames were fed to the queues.
    func note(_ count: Int, last index: UInt64) {
        frames.add(count, ordering: .relaxed)
        last.max(index, ordering: .relaxed)
    }

    /// How many chunks there were.
    var count: Int { ready.load(ordering: .relaxed) }

    /// How many frames were fed to the queues, and the number of the last.
    var taken: (frames: Int, last: UInt64) { (frames.load(ordering: .relaxed), last.load(ordering: .relaxed)) }
}
