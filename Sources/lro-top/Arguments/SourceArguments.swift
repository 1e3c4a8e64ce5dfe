import ArgumentParser
import Config
import Offload

/// The source and the receive path, as every command takes them; what is not given is nil.
struct SourceArguments: ParsableArguments {
    @Argument(
        help: """
            A capture, - for stdin, or synthetic:PROFILE[,key=value...] (default: \(Setup.defaultSource)); \
            lro-top --list-profiles tells the profiles and keys.
            """)
    var source: String?

    @Option(parsing: .unconditional, help: .of(.maxAggr), transform: WatchOption.maxAggr.number)
    var maxAggr: Int?

    @Option(parsing: .unconditional, help: .of(.sessions), transform: WatchOption.sessions.number)
    var sessions: Int?

    @Option(parsing: .unconditional, help: .of(.budget), transform: WatchOption.budget.number)
    var budget: Int?

    @Option(help: .of(.mode))
    var mode: Mode?

    @Option(help: .of(.rules))
    var rules: Rulebook?

    @Option(parsing: .unconditional, help: .of(.mtu), transform: WatchOption.mtu.number)
    var mtu: Int?

    @Option(parsing: .unconditional, help: .of(.copybreak), transform: WatchOption.copybreak.number)
    var copybreak: Int?

    @Option(parsing: .unconditional, help: .of(.fragSize), transform: WatchOption.fragSize.number)
    var fragSize: Int?

    @Option(parsing: .unconditional, help: .of(.maxFrags), transform: WatchOption.maxFrags.number)
    var maxFrags: Int?

    @Option(parsing: .unconditional, help: .of(.groBuckets), transform: WatchOption.groBuckets.number)
    var groBuckets: Int?

    @Option(parsing: .unconditional, help: .of(.groMaxSize), transform: WatchOption.groMaxSize.number)
    var groMaxSize: Int?

    @Option(parsing: .unconditional, help: .of(.queues), transform: WatchOption.queues.number)
    var queues: Int?

    @Option(parsing: .unconditional, help: .of(.flows), transform: WatchOption.flows.number)
    var flows: Int?

    @Flag(inversion: .prefixedNo, help: .of(.verifyChecksums))
    var verifyChecksums: Bool?

    @Flag(name: .customLong("strip-vlan"), inversion: .prefixedNo, help: .of(.stripVLAN))
    var stripVLAN: Bool?

    @Option(parsing: .unconditional, help: .of(.filter))
    var filter: String?

    /// The options that were given.
    var given: OptionValues {
        var values = OptionValues()
        values[.maxAggr] = maxAggr.map(OptionValue.number)
        values[.sessions] = sessions.map(OptionValue.number)
        values[.budget] = budget.map(OptionValue.number)
        values[.mode] = (mode?.rawValue).map(OptionValue.text)
        values[.rules] = (rules?.rawValue).map(OptionValue.text)
        values[.mtu] = mtu.map(OptionValue.number)
        values[.copybreak] = copybreak.map(OptionValue.number)
        values[.fragSize] = fragSize.map(OptionValue.number)
        values[.maxFrags] = maxFrags.map(OptionValue.number)
        values[.groBuckets] = groBuckets.map(OptionValue.number)
        values[.groMaxSize] = groMaxSize.map(OptionValue.number)
        values[.queues] = queues.map(OptionValue.number)
        values[.flows] = flows.map(OptionValue.number)
        values[.verifyChecksums] = verifyChecksums.map(OptionValue.flag)
        values[.stripVLAN] = stripVLAN.map(OptionValue.flag)
        values[.filter] = filter.map(OptionValue.text)
        return values
    }

    /// What the command line alone asks for.
    var setup: Setup { Setup(source: source, WatchSettings(given)) }
}

extension Mode: ExpressibleByArgument {}
extension Rulebook: ExpressibleByArgument {}
