import CProcessor
import Dispatch
import Glibc
import Synchronization

/// Threads that do work together, again and again.
///
/// Between two calls they stay awake for a while: to wake a thread costs more than a queue needs for hundreds of
/// frames.
public final class ThreadPool: Sendable {
    /// What is done now.
    private struct Work: Sendable {
        var body: (@Sendable (Int) -> Void)?
        /// Workers that have gone to sleep, or are about to.
        var sleepers = 0
    }

    /// How many threads there are: the caller of `perform`, who is the first of them, and the workers.
    public let threads: Int

    private let work = Mutex(Work())
    /// How many times work was given out; negative when there will be no more.
    private let generation = Atomic(0)
    /// Workers that have taken the body.
    private let busy = Atomic(0)
    /// What workers sleep on.
    private let semaphore = DispatchSemaphore(value: 0)

    /// How often a worker looks for work, and lets others run in between, before it goes to sleep.
    private static let spinLimit = 20_000

    /// A pool of as many threads as there are cores for this program, but no more than `limit`.
    public init(limit: Int = .max) {
        threads = max(1, min(Self.cores, limit))
        for thread in 1..<threads {
            DispatchQueue(label: "lro-top.pool.\(thread)").async { [self] in runWorker(thread) }
        }
    }

    /// The cores that this program may run on: more threads than that would only wait for each other.
    private static var cores: Int {
        let cores = Int(usableCores())
        return cores > 0 ? cores : sysconf(Int32(_SC_NPROCESSORS_ONLN))
    }

    /// Ends the workers when they have nothing to do; nothing can be performed then.
    public func shutDown() {
        begin(nil, isLast: true)
    }

    /// Calls `body` on this thread, and on each worker that comes before this thread is through, and returns when all
    /// have.
    ///
    /// It is up to `body` to share the work out, and to return where none is left to begin.
    ///
    /// - Precondition: No other call is in progress, and the pool was not shut down.
    /// - Parameter body: The work, which is given the number of the thread that it is called on, from 0.
    public func perform(_ body: @Sendable (_ thread: Int) -> Void) {
        // Nobody has the body any more when this returns: none gets it after it was put away, and `busy` counts the
        // rest.
        withoutActuallyEscaping(body) { body in
            begin(body)
            body(0)
            work.withLock { $0.body = nil }
            while busy.load(ordering: .acquiring) > 0 { sched_yield() }
        }
    }

    /// Begins a generation of work, and wakes those who sleep.
    private func begin(_ body: (@Sendable (Int) -> Void)?, isLast: Bool = false) {
        let sleepers = work.withLock { work in
            let sleepers = work.sleepers
            work = Work(body: body)
            generation.store(isLast ? -1 : generation.load(ordering: .relaxed) + 1, ordering: .releasing)
            return sleepers
        }
        for _ in 0..<sleepers { semaphore.signal() }
    }

    private func runWorker(_ thread: Int) {
        var seen = 0
        while true {
            seen = waitForWork(after: seen)
            if seen < 0 { return }
            takePart(thread)
            busy.subtract(1, ordering: .releasing)
        }
    }

    // The body is let go before that is known.
    @inline(never)
    private func takePart(_ thread: Int) {
        let body = work.withLock { work in
            busy.add(1, ordering: .relaxed)
            return work.body
        }
        body?(thread)
    }

    private func waitForWork(after seen: Int) -> Int {
        var spins = 0
        while true {
            let now = generation.load(ordering: .acquiring)
            if now != seen { return now }
            spins += 1
            if spins < Self.spinLimit {
                sched_yield()
            } else {
                sleep(unlessAfter: seen)
                spins = 0
            }
        }
    }

    /// Sleeps until there is work, unless a generation has begun since that one.
    private func sleep(unlessAfter seen: Int) {
        let mustSleep = work.withLock { work in
            guard generation.load(ordering: .relaxed) == seen else { return false }
            work.sleepers += 1
            return true
        }
        if mustSleep { semaphore.wait() }
    }
}
