import Parallel
import Synchronization
import Testing

import struct Foundation.Date
import class Foundation.Thread

/// Threads that share numbered pieces of work.
@Suite struct ThreadPoolTests {
    /// Has the numbers below `count` done by whatever threads, and says whether each was done once, by a thread of the
    /// pool that did one at a time.
    private func perform(_ pool: ThreadPool, _ count: Int) -> Bool {
        let next = Atomic(0)
        let counts = Mutex(Array(repeating: 0, count: count))
        let isBusy = Mutex(Array(repeating: false, count: pool.threads))
        let isWrong = Atomic(false)
        pool.perform { thread in
            if isBusy.withLock({ swap(&$0[thread], true) }) { isWrong.store(true, ordering: .relaxed) }
            while true {
                let number = next.add(1, ordering: .relaxed).oldValue
                guard number < count else { break }
                counts.withLock { $0[number] += 1 }
            }
            if !isBusy.withLock({ swap(&$0[thread], false) }) { isWrong.store(true, ordering: .relaxed) }
        }
        // Whatever is done after the call came back, or not at all, shows here or in a later call.
        return counts.withLock { $0.allSatisfy { $0 == 1 } } && isBusy.withLock { !$0.contains(true) }
            && !isWrong.load(ordering: .relaxed)
    }

    private func swap(_ value: inout Bool, _ new: Bool) -> Bool {
        defer { value = new }
        return value
    }

    @Test(arguments: [1, 2, Int.max], [0, 1, 2, 100, 1_000])
    func everyNumberOnce(limit: Int, count: Int) {
        let pool = ThreadPool(limit: limit)
        defer { pool.shutDown() }
        #expect(perform(pool, count))
    }

    /// A worker that comes late, when its work was put away, must not take part in the next.
    @Test(arguments: [1, 2, 3, 9])
    func oneShortCallAfterTheOther(count: Int) {
        let pool = ThreadPool()
        defer { pool.shutDown() }
        let wrong = (0..<10_000).filter { _ in !perform(pool, count) }
        #expect(wrong.isEmpty)
    }

    /// In between workers fall asleep, some of them just when there is work again.
    @Test func pauses() {
        let pool = ThreadPool()
        defer { pool.shutDown() }
        var random = SystemRandomNumberGenerator()
        let wrong = (0..<600).filter { call in
            if call.isMultiple(of: 100) { Thread.sleep(forTimeInterval: .random(in: 0...0.02, using: &random)) }
            return !perform(pool, call % 7)
        }
        #expect(wrong.isEmpty)
    }

    /// What the pieces wrote is there for the caller, also where no piece waits for another.
    @Test func doneWhenItReturns() {
        let pool = ThreadPool()
        defer { pool.shutDown() }
        var sums = Array(repeating: 0, count: 64)
        for call in 1...500 {
            sums.withUnsafeMutableBufferPointer { sums in
                // A place is touched by one call of the body.
                nonisolated(unsafe) let sums = sums
                let next = Atomic(0)
                pool.perform { _ in
                    while true {
                        let number = next.add(1, ordering: .relaxed).oldValue
                        guard number < 64 else { return }
                        sums[number] += number * call
                    }
                }
            }
        }
        #expect(sums == (0..<64).map { $0 * 500 * 501 / 2 })
    }

    @Test func severalAtOnce() async {
        let wrong = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let pool = ThreadPool()
                    defer { pool.shutDown() }
                    return (0..<500).filter { !perform(pool, $0 % 20) }.count
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }

    /// A pool that nobody holds any more ends, whether its workers were awake or asleep, or never had work.
    @Test(arguments: [0, 1, 50], [0, 0.1])
    func shutDown(calls: Int, pause: Double) {
        weak var ended: ThreadPool?
        do {
            let pool = ThreadPool()
            ended = pool
            #expect((0..<calls).allSatisfy { _ in perform(pool, 3) })
            Thread.sleep(forTimeInterval: pause)
            pool.shutDown()
        }
        // The workers hold it as long as they are there.
        let latest = Date(timeIntervalSinceNow: 30)
        while ended != nil, Date() < latest { Thread.sleep(forTimeInterval: 0.001) }
        #expect(ended == nil)
    }
}
