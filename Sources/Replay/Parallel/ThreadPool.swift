import Dispatch
import Glibc
import Synchronization

/// Threads that do work together, again and again.
///
/// Between two calls they stay awake for a moment: to wake a thread costs more than a queue needs for hundreds of frames.
public final class ThreadPool: Sendable {
    /// What is done now.
    private struct Work: Sendable {
        var body: (@Sendable (Int) -> Void)?
        /// Helpers that have gone to sleep, or are about to.
        var sleepers = 0
    }

    /// How many threads there are, the caller of `perform` being the first of them.
    public let threads: Int

    private let work = Mutex(Work())
    /// How many times work was given out; negative when there will be no more.
    private let shift = Atomic(0)
    /// Helpers that have the body in their hands.
    private let busy = Atomic(0)
    private let bell = DispatchSemaphore(value: 0)

    /// How often a helper looks for work, and lets others run in between, before it goes to sleep.
    private static let patience = 20_000

    /// A pool of as many threads as there are cores, but no more than `most`.
    public init(most: Int = .max) {
        threads = max(1, min(sysconf(Int32(_SC_NPROCESSORS_ONLN)), most))
        for thread in 1..<threads {
            DispatchQueue(label: "pool \(thread)").async { [self] in help(thread) }
        }
    }

    /// Lets the threads go when they have nothing to do; nothing can be performed then.
    public func dismiss() {
        begin(nil, isLast: true)
    }

    /// Calls `body` on this thread, and on each of the others that comes before this one is through, and comes back after
    /// all.
    ///
    /// Each call is given the number of its thread, from 0. It is up to `body` to share the work out, and to return where
    /// none is left to begin. It must not be called again before it has come back.
    public func perform(_ body: @Sendable (_ thread: Int) -> Void) {
        // Nobody has the body any more when this returns: none gets it after it was put away, and `busy` counts the rest.
        withoutActuallyEscaping(body) { body in
            begin(body)
            body(0)
            work.withLock { $0.body = nil }
            while busy.load(ordering: .acquiring) > 0 { sched_yield() }
        }
    }

    /// Begins a shift, and wakes those who sleep.
    private func begin(_ body: (@Sendable (Int) -> Void)?, isLast: Bool = false) {
        let sleepers = work.withLock { work in
            let sleepers = work.sleepers
            work = Work(body: body)
            shift.store(isLast ? -1 : shift.load(ordering: .relaxed) + 1, ordering: .releasing)
            return sleepers
        }
        for _ in 0..<sleepers { bell.signal() }
    }

    private func help(_ thread: Int) {
        var seen = 0
        while true {
            seen = waitForShift(after: seen)
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

    private func waitForShift(after seen: Int) -> Int {
        var looks = 0
        while true {
            let now = shift.load(ordering: .acquiring)
            if now != seen { return now }
            looks += 1
            if looks < Self.patience {
                sched_yield()
            } else {
                sleep(unlessBehind: seen)
                looks = 0
            }
        }
    }

    /// Sleeps until the bell rings, unless a shift has begun since that one.
    private func sleep(unlessBehind seen: Int) {
        let mustSleep = work.withLock { work in
            guard shift.load(ordering: .relaxed) == seen else { return false }
            work.sleepers += 1
            return true
        }
        if mustSleep { bell.wait() }
    }
}
