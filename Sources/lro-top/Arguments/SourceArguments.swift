import ArgumentParser
import Config
import Frames
import Intake
import Offload
import Receive
import Settings

/// The source and the receive path, as every command takes them; what is not given is nil.
struct SourceArguments: ParsableArguments {
    @OptionGroup var list: SourceList

    @Option(parsing: .unconditional, help: .of(.maxAggr), transform: Setting.maxAggr.number)
    var maxAggr: Int?

    @Option(parsing: .unconditional, help: .of(.sessions), transform: Setting.sessions.number)
    var sessions: Int?

    @Option(parsing: .unconditional, help: .of(.budget), transform: Setting.budget.number)
    var budget: Int?

    @Option(help: .of(.mode))
    var mode: Mode?

    @Option(help: .of(.rules))
    var rules: Rulebook?

    @Option(parsing: .unconditional, help: .of(.mtu), transform: Setting.mtu.number)
    var mtu: Int?

    @Option(
        name: .customLong("egress-mtu"), parsing: .unconditional, help: .of(.egressMTU),
        transform: Setting.egressMTU.number)
    var egressMTU: Int?

    @Option(parsing: .unconditional, help: .of(.copybreak), transform: Setting.copybreak.number)
    var copybreak: Int?

    @Option(parsing: .unconditional, help: .of(.fragSize), transform: Setting.fragSize.number)
    var fragSize: Int?

    @Option(parsing: .unconditional, help: .of(.maxFrags), transform: Setting.maxFrags.number)
    var maxFrags: Int?

    @Option(parsing: .unconditional, help: .of(.groBuckets), transform: Setting.groBuckets.number)
    var groBuckets: Int?

    @Option(parsing: .unconditional, help: .of(.groMaxSize), transform: Setting.groMaxSize.number)
    var groMaxSize: Int?

    @Option(name: .customLong("gro-vlan"), help: .of(.groVLAN))
    var groVLAN: Support?

    @Option(parsing: .unconditional, help: .of(.queues), transform: Setting.queues.numberOrWord)
    var queues: OptionValue?

    @Option(parsing: .unconditional, help: .of(.flows), transform: Setting.flows.number)
    var flows: Int?

    @Flag(inversion: .prefixedNo, help: .of(.verifyChecksums))
    var verifyChecksums: Bool?

    @Flag(name: .customLong("strip-vlan"), inversion: .prefixedNo, help: .of(.stripVLAN))
    var stripVLAN: Bool?

    @Option(parsing: .unconditional, help: .of(.filter))
    var filter: String?

    @Option(name: .customLong("from-interface"), parsing: .unconditional, help: .of(.fromInterface))
    var fromInterface: String?

    @Option(parsing: .unconditional, help: .of(.receiver))
    var receiver: String?

    @Option(parsing: .unconditional, help: .of(.unmerge))
    var unmerge: String?

    @Option(help: .of(.duplicates))
    var duplicates: DuplicatePolicy?

    @OptionGroup(title: "Time") var time: ClockArguments

    /// The options that were given.
    var given: OptionValues { OptionValues(in: self).over(OptionValues(in: time)) }

    /// What the command line alone asks for.
    ///
    /// - Throws: That a list of sources cannot be read.
    var setup: Setup {
        get throws(SourceError) { try Setup(list, WatchSettings(given), given: given) }
    }
}

extension DuplicatePolicy: ExpressibleByArgument {}
extension Mode: ExpressibleByArgument {}
extension Rulebook: ExpressibleByArgument {}
extension Support: ExpressibleByArgument {}
