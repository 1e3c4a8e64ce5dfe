import Dispatch
import Glibc
import Synchronization

/// Threads that do numbered pieces of work together, again and again.
///
/// Between two calls they stay awake for a moment: to wake a thread costs more than a queue needs for hundreds of frames.
public final class Crew: Sendable {
    /// What is done now: a body, called once for each number below a count.
    private struct Work: Sendable {
        var count = 0
        var body: @Sendable (Int) -> Void = { _ in }
        /// Helpers that have gone to sleep, or are about to.
        var sleepers = 0
    }

    private let work = Mutex(Work())
    /// The number that is given out next.
    private let next = Atomic(0)
    /// How many times work was given out; negative when there will be no more.
    private let shift = Atomic(0)
    /// Helpers that have the body in their hands.
    private let busy = Atomic(0)
    private let bell = DispatchSemaphore(value: 0)
    private let helpers: Int

    /// How often a helper looks for work, and lets others run in between, before it goes to sleep.
    private static let patience = 20_000

    /// A crew of as many threads as there are cores, but no more than `most`, the caller of `perform` being one of them.
    public init(most: Int = .max) {
        helpers = max(0, min(sysconf(Int32(_SC_NPROCESSORS_ONLN)), most) - 1)
        for number in 0..<helpers {
            DispatchQueue(label: "crew \(number)").async { [self] in help() }
        }
    }

    /// Lets the threads go when they have nothing to do; nothing can be performed then.
    public func dismiss() {
        begin(Work(), isLast: true)
    }

    /// Calls `body` for each number below `count`, once, on whatever threads, and comes back after all.
    ///
    /// It must not be called again before it has come back.
    public func perform(_ count: Int, _ body: @Sendable (Int) -> Void) {
        // Nobody has the body any more when this returns: none gets it after it was put away, and `busy` counts the rest.
        withoutActuallyEscaping(body) { body in
            next.store(0, ordering: .relaxed)
            begin(Work(count: count, body: body))
            doWork(count, body)
            work.withLock { ($0.count, $0.body) = (0, { _ in }) }
            while busy.load(ordering: .acquiring) > 0 { sched_yield() }
        }
    }

    /// Begins a shift, and wakes those who sleep.
    private func begin(_ new: Work, isLast: Bool = false) {
        let sleepers = work.withLock { work in
            let sleepers = work.sleepers
            work = new
            shift.store(isLast ? -1 : shift.load(ordering: .relaxed) + 1, ordering: .releasing)
            return sleepers
        }
        for _ in 0..<sleepers { bell.signal() }
    }

    private func doWork(_ count: Int, _ body: (Int) -> Void) {
        while true {
            let number = next.add(1, ordering: .relaxed).oldValue
            guard number < count else { return }
            body(number)
        }
    }

    private func help() {
        var seen = 0
        while true {
            seen = waitForShift(after: seen)
            if seen < 0 { return }
            takePart()
            busy.subtract(1, ordering: .releasing)
        }
    }

    @inline(never)
    private func takePart() {
        let work = work.withLock { work in
            busy.add(1, ordering: .relaxed)
            return work
        }
        // Who comes when the work was put away must not take a number of the next.
        if work.count > 0 { doWork(work.count, work.body) }
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
