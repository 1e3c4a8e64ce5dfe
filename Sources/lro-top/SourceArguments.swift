import ArgumentParser
import Offload
import Receive
import Replay
import Traffic

/// The source and the receive path, as every command takes them.
struct SourceArguments: ParsableArguments {
    @Argument(help: "A capture, - for stdin, or synthetic:PROFILE[,key=value…].")
    var source = "synthetic:mixed"

    @Option(parsing: .unconditional, help: "Packets in an aggregate, at most.", transform: number(Knob.maxAggr.range))
    var maxAggr = Knob.maxAggr.defaultValue

    @Option(parsing: .unconditional, help: "Sessions of a queue, at most.", transform: number(Knob.sessions.range))
    var sessions = Knob.sessions.defaultValue

    @Option(
        parsing: .unconditional, help: "Frames of a poll round, at most (the NAPI weight).",
        transform: number(Knob.budget.range))
    var budget = Knob.budget.defaultValue

    @Option(help: "How packets come in: skb, pages.")
    var mode = Mode.skb

    @Option(help: "The rulebook: lro, inet-lro.")
    var rules = Rulebook.lro

    @Option(parsing: .unconditional, help: "The MTU of the link.", transform: number(ReceiveSettings.mtuRange))
    var mtu = 1500

    @Option(
        parsing: .unconditional, help: "Frames of at most this many bytes take the small-packet path; 0 for none.",
        transform: number(ReceiveSettings.copybreakRange))
    var copybreak = 0

    @Option(
        parsing: .unconditional, help: "Bytes of a fragment in pages mode; 0 for the whole frame.",
        transform: number(ReceiveSettings.fragSizeRange, orZero: true))
    var fragSize = 0

    @Option(
        parsing: .unconditional, help: "Fragments of a packet in pages mode, at most (18; inet-lro: no limit).",
        transform: number(ReceiveSettings.maxFragsRange))
    var maxFrags: Int?

    @Option(parsing: .unconditional, help: "Receive queues.", transform: number(ReceiveSettings.queuesRange))
    var queues = 4

    @Option(
        parsing: .unconditional, help: "Flows that are remembered one by one.",
        transform: number(ReceiveSettings.flowsRange))
    var flows = 65_536

    @Flag(help: "Verify checksums as a NIC does (captures made on a sender look all wrong).")
    var verifyChecksums = false

    @Option(parsing: .unconditional, help: "Only frames that pass this capture filter, as tcpdump takes it.")
    var filter: String?

    /// The receive path that the options describe.
    var settings: ReceiveSettings {
        var settings = ReceiveSettings()
        settings.offload.rules = rules
        settings.offload.mode = mode
        settings.offload.maxAggr = maxAggr
        settings.offload.sessions = sessions
        settings.offload.mtu = mtu
        settings.offload.fragSize = fragSize
        settings.offload.maxFrags = maxFrags
        settings.budget = budget
        settings.copybreak = copybreak
        settings.queues = queues
        settings.flows = flows
        return settings
    }

    /// Opens the source; a bounded one that would never end is cut after its first million packets, which is said
    /// on standard error.
    func open(bounded: Bool) throws -> any FrameSource {
        var options = SourceOptions(filter: filter, verifiesChecksums: verifyChecksums)
        let opened = try TrafficSource.open(source, options: options)
        guard bounded, opened.facts.isEndless else { return opened }
        options.packetLimit = Self.packetLimit
        Output.complain("\(source) never ends: its first \(Self.packetLimit) packets are taken (see packets=N).")
        return try TrafficSource.open(source, options: options)
    }

    /// Where a synthetic source ends when nobody watches.
    static let packetLimit: UInt64 = 1_000_000
}

/// Reads a whole number within `range`, or 0 where that is allowed too.
private func number(_ range: ClosedRange<Int>, orZero: Bool = false) -> @Sendable (String) throws -> Int {
    { text in
        guard let value = Int(text), range.contains(value) || orZero && value == 0 else {
            let allowed = "\(range.lowerBound) to \(range.upperBound)"
            throw ValidationError("a whole number from \(orZero ? "\(allowed), or 0," : allowed) is allowed.")
        }
        return value
    }
}

extension Mode: ExpressibleByArgument {}
extension Rulebook: ExpressibleByArgument {}
