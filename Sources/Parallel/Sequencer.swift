import Glibc
import Synchronization

/// The order in which the numbered chunks of a batch come to one place, whatever thread each is on.
final class Sequencer: Sendable {
    private let next = Atomic(0)

    /// How often a thread looks whether it is its turn, and lets others run in between, before it sleeps for a while.
    private static let spinLimit = 20_000

    /// Calls `body` when all chunks before that one have had their turn.
    func take(_ number: Int, _ body: () -> Void) {
        var spins = 0
        while next.load(ordering: .acquiring) != number {
            spins += 1
            if spins < Self.spinLimit { sched_yield() } else { usleep(100) }
        }
        body()
        next.store(number + 1, ordering: .releasing)
    }
}
