/// What is flushed when a poll takes nothing more.
///
/// Limits and packets that break a session flush under every policy. Times are in microseconds.
public enum FlushPolicy: Hashable, Sendable {
    /// All sessions, as in 2007: no packet is held longer than its round.
    case pollEnd
    /// All, if the budget was not used (ipoib).
    case idle
    /// All, if nothing was taken; a poll that leaves sessions open is followed by another (enic).
    case empty
    /// Those that are so old, which a timer sees to.
    case timeout(Int)
    /// Those that are so old when something is polled (FreeBSD's inactive flush).
    case timeoutAtPoll(Int)
    /// What Linux does with `gro_flush_timeout`, and so many polls put off (`napi_defer_hard_irqs`).
    case kernel(Int, deferrals: Int)

    /// The longest time, in microseconds.
    public static let longest = 1_000_000
    /// The most polls that are put off.
    public static let mostDeferrals = 1_000
}

/// How it is written.
extension FlushPolicy: CustomStringConvertible {
    private static let plain: [(String, FlushPolicy)] = [("poll-end", .pollEnd), ("idle", .idle), ("empty", .empty)]

    /// The policy as it can be read again.
    public var description: String {
        switch self {
        case .pollEnd: "poll-end"
        case .idle: "idle"
        case .empty: "empty"
        case .timeout(let time): "timeout=\(time)"
        case .timeoutAtPoll(let time): "timeout-at-poll=\(time)"
        case .kernel(let time, let deferrals): deferrals == 0 ? "kernel=\(time)" : "kernel=\(time),\(deferrals)"
        }
    }

    /// Reads `poll-end`, `idle`, `empty`, `timeout=U`, `timeout-at-poll=U` or `kernel=U[,N]`; nil where it is none, or a
    /// number is out of its range.
    public init?(_ text: String) {
        if let policy = Self.plain.first(where: { $0.0 == text })?.1 {
            self = policy
            return
        }
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let numbers = parts[1].split(separator: ",", omittingEmptySubsequences: false)
        guard let time = numbers.first.flatMap({ Int($0) }), (0...Self.longest).contains(time) else { return nil }
        switch (parts[0], numbers.count) {
        case ("timeout", 1): self = .timeout(time)
        case ("timeout-at-poll", 1): self = .timeoutAtPoll(time)
        case ("kernel", 1): self = .kernel(time, deferrals: 0)
        case ("kernel", 2):
            guard let deferrals = Int(numbers[1]), (0...Self.mostDeferrals).contains(deferrals) else { return nil }
            self = .kernel(time, deferrals: deferrals)
        default: return nil
        }
    }
}
