/// What a receive path in time has come to, in numbers alone: a copy that shares nothing with it.
public struct ClockFigures: Equatable, Sendable {
    /// What a queue has come to.
    public struct Queue: Equatable, Sendable {
        /// Times that the interrupt fired.
        public let interrupts: Int
        /// Times that the timer of the flush policy had the queue polled.
        public let timerInterrupts: Int
        /// Polls that have ended.
        public let polls: Int
        /// Those that took nothing.
        public let emptyPolls: Int
        /// Those that used the budget.
        public let fullPolls: Int
        /// Frames that found the ring full.
        public let dropped: Int
        /// Frames that wait in the ring.
        public let waiting: Int
        /// The most that waited at once.
        public let ringPeak: Int

        init(_ clock: QueueClock) {
            (interrupts, timerInterrupts) = (clock.interrupts, clock.timerInterrupts)
            (polls, emptyPolls, fullPolls) = (clock.polls, clock.emptyPolls, clock.fullPolls)
            (dropped, waiting, ringPeak) = (clock.dropped, clock.waiting, clock.ringPeak)
        }
    }

    /// Each queue.
    public let queues: [Queue]
    /// All costs that each CPU paid, in nanoseconds.
    public let busy: [Int64]
    /// The time as far as it has come, in nanoseconds from the arrival of the first frame.
    public let time: Int64
    /// When all had happened behind the end of the source; 0 before.
    public let end: Int64
    /// Frames whose stamp is before that of a frame that was captured before them.
    public let corrected: UInt64

    /// What a clock has come to.
    ///
    /// - Complexity: O(*n*) for *n* queues.
    public init(_ clock: VirtualClock) {
        let count = clock.cpus.reduce(0) { $0 + $1.queues.count }
        queues = (0..<count).map { Queue(clock.queue($0)) }
        busy = clock.cpus.map(\.busy)
        (time, end, corrected) = (clock.time, clock.end, clock.arrivals.corrected)
    }

    /// The share of all time in which each CPU was busy, from 0 to 1.
    public var shares: [Double] { busy.map { time == 0 ? 0 : Double($0) / Double(time) } }

    /// A number of all queues together.
    public func sum(_ path: KeyPath<Queue, Int>) -> Int { queues.reduce(0) { $0 + $1[keyPath: path] } }
}
