import Settings
import Timing

/// What the options of time ask for, as far as it takes more than one of them, or a file, to know what that is.
public struct ClockOptions: Equatable, Sendable {
    /// When frames arrive, at the recorded speed.
    public var arrivals = Arrivals.backlog
    /// The speed of a recording in thousandths.
    var speed = Arrivals.naturalSpeed
    /// The wire of segments that were cut, nil where none is given.
    public var link: Rate?
    /// The costs by name or file.
    var cost = "none"
    /// gro_flush_timeout in nanoseconds, nil where it is not given.
    var kernelTimeout: Int?
    /// napi_defer_hard_irqs, nil where it is not given.
    var kernelDeferrals: Int?

    /// Nothing given.
    public init() {}

    /// The settings that come of these options and `receive`.
    ///
    /// - Parameters:
    ///   - receive: What the other options decide.
    ///   - given: The options that were given, which must not contradict each other; nil where one may be given that
    ///     decides nothing as long as there is no clock.
    /// - Returns: The settings.
    /// - Throws: What contradicts itself, or that the costs cannot be read.
    public func settings(_ receive: ReceiveSettings, given: OptionValues?) throws(ConfigError) -> ReceiveSettings {
        var settings = receive
        settings.clock.arrivals = arrivals.areRecorded ? .recorded(speed: speed) : arrivals
        settings.clock.arrivalsInTime = arrivals == .backlog ? .recorded(speed: speed) : settings.clock.arrivals
        settings.clock.costs = try CostModel.named(cost)
        if let kernelTimeout {
            settings.flushPolicy = .kernel(kernelTimeout / 1_000, deferrals: kernelDeferrals ?? 0)
        }
        if let given { try check(settings, given) }
        guard [100, 250, 300, 1_000].contains(settings.clock.hz) else {
            throw ConfigError("--hz \(settings.clock.hz): 100, 250, 300 and 1000 are allowed")
        }
        return settings
    }

    private func check(_ settings: ReceiveSettings, _ given: OptionValues) throws(ConfigError) {
        if arrivals == .backlog, let option = WatchOption.needClock.first(where: { given[$0] != nil }) {
            throw ConfigError(
                "--\(option.name) decides nothing without a clock: give --arrivals recorded, or a rate such as --arrivals 10G"
            )
        }
        let isRecorded = if case .recorded = arrivals { true } else { false }
        if !isRecorded, let option = [WatchOption.speed, .link].first(where: { given[$0] != nil }) {
            throw ConfigError("--\(option.name) goes with --arrivals recorded alone")
        }
        if given[.setting(.rxFrames)] != nil, !settings.clock.moderation.countsFrames {
            throw ConfigError("--rx-frames: the moderation gap counts no frames")
        }
        if kernelDeferrals != nil, kernelTimeout == nil {
            throw ConfigError("--napi-defer-hard-irqs goes with --gro-flush-timeout")
        }
        if kernelTimeout != nil, given[.setting(.flush)] != nil {
            throw ConfigError("--gro-flush-timeout is the flush policy kernel: it cannot be given with --flush")
        }
    }
}
