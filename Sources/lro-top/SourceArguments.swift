import ArgumentParser
import Offload
import Receive
import Replay
import Traffic

/// The source and the receive path, as every command takes them.
struct SourceArguments: ParsableArguments {
    @Argument(help: "A capture, - for stdin, or synthetic:PROFILE[,key=value…].")
    var source = "synthetic:mixed"

    @Option(
        parsing: .unconditional, help: .number("Packets in an aggregate, at most.", Knob.maxAggr),
        transform: number(in: Knob.maxAggr.range))
    var maxAggr = Knob.maxAggr.defaultValue

    @Option(
        parsing: .unconditional, help: .number("Sessions of a queue, at most.", Knob.sessions),
        transform: number(in: Knob.sessions.range))
    var sessions = Knob.sessions.defaultValue

    @Option(
        parsing: .unconditional, help: .number("Frames of a poll round, at most (the NAPI weight).", Knob.budget),
        transform: number(in: Knob.budget.range))
    var budget = Knob.budget.defaultValue

    @Option(help: "How packets come in.")
    var mode = Mode.skb

    @Option(help: "The rulebook.")
    var rules = Rulebook.lro

    @Option(
        parsing: .unconditional, help: .number("The MTU of the link.", 1500, ReceiveSettings.mtuRange),
        transform: number(in: ReceiveSettings.mtuRange))
    var mtu = 1500

    @Option(
        parsing: .unconditional,
        help: .number(
            "Frames of at most this many bytes take the small-packet path; 0 for none.", 0,
            ReceiveSettings.copybreakRange),
        transform: number(in: ReceiveSettings.copybreakRange))
    var copybreak = 0

    @Option(
        parsing: .unconditional,
        help: .number("Bytes of a fragment in pages mode; 0 for the whole frame.", 0, ReceiveSettings.fragSizeRange),
        transform: number(in: ReceiveSettings.fragSizeRange, besides: 0))
    var fragSize = 0

    @Option(
        parsing: .unconditional,
        help: .number(
            "Fragments of a packet in pages mode, at most; inet-lro: no limit unless given.", 18,
            ReceiveSettings.maxFragsRange),
        transform: number(in: ReceiveSettings.maxFragsRange))
    var maxFrags: Int?

    @Option(
        parsing: .unconditional, help: .number("Receive queues.", 4, ReceiveSettings.queuesRange),
        transform: number(in: ReceiveSettings.queuesRange))
    var queues = 4

    @Option(
        parsing: .unconditional,
        help: .number("Flows that are remembered one by one.", 65_536, ReceiveSettings.flowsRange),
        transform: number(in: ReceiveSettings.flowsRange))
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

/// Reads a whole number of a range, or the one number besides.
private func number(in range: ClosedRange<Int>, besides: Int? = nil) -> @Sendable (String) throws -> Int {
    { text in
        guard let value = Int(text), !text.hasPrefix("+"), range.contains(value) || value == besides else {
            let other = besides.map { " or \($0)" } ?? ""
            throw ValidationError(
                "a whole number from \(range.lowerBound) to \(range.upperBound)\(other) is allowed.")
        }
        return value
    }
}

extension ArgumentHelp {
    /// The help of an option that takes a number: its default and its range stand behind the words.
    fileprivate static func number(_ words: String, _ value: Int, _ range: ClosedRange<Int>) -> ArgumentHelp {
        ArgumentHelp(
            "\(words) (default: \(value); \(range.lowerBound)–\(range.upperBound))", valueName: "n")
    }

    fileprivate static func number(_ words: String, _ knob: Knob) -> ArgumentHelp {
        number(words, knob.defaultValue, knob.range)
    }
}

extension Mode: ExpressibleByArgument {}
extension Rulebook: ExpressibleByArgument {}
