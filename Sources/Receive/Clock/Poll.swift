/// A poll of a queue that a CPU is at.
struct Poll: Equatable, Sendable {
    /// What the CPU does next.
    enum Step: Equatable, Sendable {
        case take, end
    }

    /// The queue's place among those of the CPU.
    let place: Int
    /// What comes next.
    var step = Step.take
    /// Frames that were taken.
    var taken = 0
    /// Whether the budget was used.
    var isFull = false
    /// What the timer of the policy `kernel` is set to at the end of the poll, from then on; 0 to leave it.
    var timer: Int64 = 0
    /// Whether the queue's interrupt stays off until then.
    var isDeferred = false
}

/// A queue that waits to be polled.
struct Listed: Equatable, Sendable {
    /// Its place among those of the CPU.
    let place: Int
    /// Since when.
    let time: Int64
    /// Whether an interrupt or a timer put it there, and not the end of a poll.
    let byInterrupt: Bool
}
