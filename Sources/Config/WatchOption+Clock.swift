import Settings
import Timing

/// The options of time that are no settings by themselves.
extension WatchOption {
    /// When frames arrive.
    public static let arrivals = WatchOption(
        "arrivals", .form("backlog, recorded, or a rate (\(rate))", takes: { Arrivals($0) != nil }, default: "backlog"),
        help:
            "When frames arrive: backlog, where every poll is full and there is no clock; as recorded; or at a rate, such "
            + "as 10G or 800kpps. T changes it in the monitor."
    ) { $1.clock.arrivals = $0.written.flatMap { Arrivals($0) } ?? .backlog }
    /// How fast a recording is played.
    public static let speed = WatchOption(
        "speed", .form("0.001 to 1000, with three decimals at most,", takes: { thousandths($0) != nil }, default: "1"),
        help: "With --arrivals recorded, so many times as fast."
    ) { $1.clock.speed = $0.written.flatMap { thousandths($0) } ?? Arrivals.naturalSpeed }
    /// The wire of segments that were cut.
    public static let link = WatchOption(
        "link", .form("bits a second (NUMBER[k|M|G])", takes: { isBitRate($0) }, default: "10G"),
        hasOpenDefault: true,
        help:
            "With --arrivals recorded, the wire on which segments came that un-merge cuts; else the interface's speed in "
            + "the capture, or 10G."
    ) { $1.clock.link = $0.written.flatMap { Rate($0) } }
    /// How interrupts are put off.
    public static let moderation = WatchOption(
        "moderation",
        .form("timer (eqe), rearm (cqe) and gap (itr)", takes: { Moderation(name: $0) != nil }, default: "timer"),
        help:
            "What puts an interrupt off: a timer from the first frame, one that every frame begins anew (rearm), or a "
            + "least gap between two."
    ) { $1.receive.clock.moderation = $0.written.flatMap { Moderation(name: $0) } ?? .timer }
    /// What the CPU needs.
    public static let cost = WatchOption(
        "cost", .text(default: "none"),
        help:
            "What a CPU needs for the receive path: none, where it is infinitely fast, a model by its name, or a TOML "
            + "file."
    ) { $1.clock.cost = $0.text ?? "none" }
    /// The sysctl of that name.
    public static let groFlushTimeout = WatchOption(
        "gro-flush-timeout", .number(0...1_000_000_000, alsoAllowed: nil, default: 0), hasOpenDefault: true,
        help: "Nanoseconds, as the sysctl: the flush policy kernel with so long a timeout."
    ) { if case .number(let time) = $0 { $1.clock.kernelTimeout = time } }
    /// The sysctl of that name.
    public static let deferHardIRQs = WatchOption(
        "napi-defer-hard-irqs",
        .number(0...FlushPolicy.mostDeferrals, alsoAllowed: nil, default: 0), hasOpenDefault: true,
        help: "Polls that are put off, as the sysctl; with --gro-flush-timeout."
    ) { if case .number(let count) = $0 { $1.clock.kernelDeferrals = count } }

    /// All of them.
    static let clockOptions = [arrivals, speed, link, moderation, cost, groFlushTimeout, deferHardIRQs]

    /// Those that decide nothing where there is no clock.
    static let needClock =
        [.flush, .rxUsecs, .rxFrames, .ring, .cpus, .hz].map { WatchOption.setting($0) } + clockOptions.dropFirst()

    private static let rate = "NUMBER[k|M|G] bits or NUMBER[k|M|G]pps packets a second"

    private static func isBitRate(_ text: String) -> Bool { Rate(text)?.unit == .bits }

    /// Thousandths of a number with three decimals at most.
    private static func thousandths(_ text: String) -> UInt32? {
        // A rate is read exactly; a thousandth of a bit is not lost.
        guard let rate = Rate(text + "k"), rate.unit == .bits, rate.seconds == 1, text.allSatisfy({ !$0.isLetter }),
            (1...1_000_000).contains(rate.amount)
        else { return nil }
        return UInt32(rate.amount)
    }
}

extension OptionValue {
    /// The value as it is written, of a text or a number.
    var written: String? {
        switch self {
        case .text(let text): text
        case .number(let number): "\(number)"
        case .flag: nil
        }
    }
}
