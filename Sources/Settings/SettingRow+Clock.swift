import Timing

/// The settings that decide something where there is a clock.
extension SettingRow {
    static let clockTable: [SettingRow] = [
        SettingRow(
            .flush, number: 14, .form(\.flushPolicy, FlushPolicy.ladder),
            help:
                "What is flushed when a poll takes nothing more: poll-end, idle, empty, timeout=U, timeout-at-poll=U or "
                + "kernel=U[,N], with U in microseconds.", hint: FlushPolicy.forms, applies: hasClock),
        SettingRow(
            .rxUsecs, number: 15, .number(\.rxUsecs), 0...1_000_000,
            help: "Microseconds by which an interrupt is put off.", hint: "microseconds, 0 to 1000000",
            applies: hasClock),
        SettingRow(
            .rxFrames, number: 16, .number(\.rxFrames), 0...65_535,
            help: "Frames that end that wait; 0 for none. Not with gap.", hint: "frames, 0 for none",
            applies: { hasClock($0) && $0.clock.moderation.countsFrames }),
        SettingRow(
            .ring, number: 17, .number(\.clock.ring), 1...65_536, help: "Frames that wait in a queue's ring, at most.",
            applies: hasClock, isTunable: false),
        SettingRow(
            .cpus, number: 18,
            .optional(\.clock.cpus, without: ReceiveSettings().queues, openText: "one for each queue"),
            1...128, help: "CPUs that poll; one for each queue unless given.", applies: hasClock, isTunable: false,
            listed: .whenChanged),
        SettingRow(
            .hz, number: 19, .number(\.clock.hz), 100...1_000,
            help: "Jiffies of a second, which the flush policy kernel counts in: 100, 250, 300 or 1000.",
            isTunable: false, listed: .never),
    ]

    private static let hasClock: @Sendable (ReceiveSettings) -> Bool = { $0.clock.arrivals != .backlog }
}

extension FlushPolicy {
    /// What can be written.
    static let forms = "poll-end, idle, empty, timeout=U, timeout-at-poll=U, kernel=U[,N]"

    /// The policies that are stepped along.
    static let ladder: [FlushPolicy] = [
        .pollEnd, .idle, .empty, .timeout(10), .timeout(50), .timeout(200), .timeoutAtPoll(50),
        .kernel(20, deferrals: 0),
        .kernel(200, deferrals: 2),
    ]
}

/// A policy as one number.
extension FlushPolicy: SettingForm {
    /// The kind, then the time, then the polls that are put off.
    var code: Int {
        switch self {
        case .pollEnd: 0
        case .idle: 1
        case .empty: 2
        case .timeout(let time): 3 + Self.kinds * time
        case .timeoutAtPoll(let time): 4 + Self.kinds * time
        case .kernel(let time, let deferrals): 5 + Self.kinds * (time + Self.times * deferrals)
        }
    }

    init(code: Int) {
        let rest = code / Self.kinds
        switch code % Self.kinds {
        case 1: self = .idle
        case 2: self = .empty
        case 3: self = .timeout(rest)
        case 4: self = .timeoutAtPoll(rest)
        case 5: self = .kernel(rest % Self.times, deferrals: rest / Self.times)
        default: self = .pollEnd
        }
    }

    private static let kinds = 8
    private static let times = longest + 1
}
