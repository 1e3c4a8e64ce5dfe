import Glibc
import Synchronization

/// Some numbered parts on their way through a receive path, led by several threads.
final class RelayLeg: Sendable {
    /// Where the parts take turns.
    final class Turns: Sendable {
        private let next = Atomic(0)

        /// How often a thread looks whether it is its turn, and lets others run in between, before it sleeps for a while.
        private static let patience = 20_000

        /// Calls `body` when all parts before that one have had their turn.
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

    /// Where the parts take turns at each queue.
    let queues: [Turns]

    private let parts: Int
    private let begun = Atomic(0)
    private let reading = Turns()
    private let ready = Atomic(0)
    private let frames = Atomic(0)
    private let last = Atomic(UInt64(0))

    /// So many parts at most, to so many queues.
    init(parts: Int, queues: Int) {
        self.parts = parts
        self.queues = (0..<queues).map { _ in Turns() }
    }

    /// Gets the next part ready, when it is its turn.
    ///
    /// - Parameter prepare: Gets the part of that number ready, and says whether there is one.
    /// - Returns: The number of the part, or nil where none is left.
    func begin(_ prepare: (Int) -> Bool) -> Int? {
        let number = begun.add(1, ordering: .relaxed).oldValue
        guard number < parts else { return nil }
        var isThere = false
        reading.take(number) { isThere = prepare(number) }
        guard isThere else { return nil }
        ready.add(1, ordering: .relaxed)
        return number
    }

    /// Notes that so many frames were led to the queues.
    func note(_ count: Int, last index: UInt64) {
        frames.add(count, ordering: .relaxed)
        last.max(index, ordering: .relaxed)
    }

    /// How many parts there were.
    var count: Int { ready.load(ordering: .relaxed) }

    /// How many frames were led to the queues, and the number of the last.
    var taken: (frames: Int, last: UInt64) { (frames.load(ordering: .relaxed), last.load(ordering: .relaxed)) }
}
