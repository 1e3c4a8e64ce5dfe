import ArgumentParser
import Config
import Settings

/// The options of time; what is not given is nil.
struct ClockArguments: ParsableArguments {
    @Option(help: .of(.arrivals), transform: WatchOption.arrivals.checked)
    var arrivals: String?

    @Option(parsing: .unconditional, help: .of(.speed), transform: WatchOption.speed.checked)
    var speed: String?

    @Option(parsing: .unconditional, help: .of(.link), transform: WatchOption.link.checked)
    var link: String?

    @Option(parsing: .unconditional, help: .of(.ring), transform: Setting.ring.number)
    var ring: Int?

    @Option(help: .of(.moderation), transform: WatchOption.moderation.checked)
    var moderation: String?

    @Option(parsing: .unconditional, help: .of(.rxUsecs), transform: Setting.rxUsecs.number)
    var rxUsecs: Int?

    @Option(parsing: .unconditional, help: .of(.rxFrames), transform: Setting.rxFrames.number)
    var rxFrames: Int?

    @Option(parsing: .unconditional, help: .of(.cpus), transform: Setting.cpus.number)
    var cpus: Int?

    @Option(help: .of(.cost))
    var cost: String?

    @Option(help: .of(.flush), transform: WatchOption.setting(.flush).checked)
    var flush: String?

    @Option(
        name: .customLong("gro-flush-timeout"), parsing: .unconditional, help: .of(.groFlushTimeout),
        transform: WatchOption.groFlushTimeout.checkedNumber)
    var groFlushTimeout: Int?

    @Option(
        name: .customLong("napi-defer-hard-irqs"), parsing: .unconditional, help: .of(.deferHardIRQs),
        transform: WatchOption.deferHardIRQs.checkedNumber)
    var napiDeferHardIRQs: Int?

    @Option(parsing: .unconditional, help: .of(.hz), transform: Setting.hz.number)
    var hz: Int?

    @Option(help: .of(.nic), completion: .list(NICPreset.choices), transform: WatchOption.nic.checked)
    var nic: String?
}

extension WatchOption {
    /// Reads a text that the option may have.
    var checked: @Sendable (String) throws -> String {
        { text in
            guard takes(.text(text)) else { throw ValidationError("\(allowed).") }
            return text
        }
    }

    /// Reads a number that the option may have.
    var checkedNumber: @Sendable (String) throws -> Int {
        { text in
            guard let value = Int(text), !text.hasPrefix("+"), takes(.number(value)) else {
                throw ValidationError("\(allowed).")
            }
            return value
        }
    }
}
