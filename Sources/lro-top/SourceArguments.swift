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
        parsing: .unconditional, help: .number("Packets in an aggregate, at most.", Knob.maxAggr), transform: number)
    var maxAggr = Knob.maxAggr.defaultValue

    @Option(parsing: .unconditional, help: .number("Sessions of a queue, at most.", Knob.sessions), transform: number)
    var sessions = Knob.sessions.defaultValue

    @Option(
        parsing: .unconditional, help: .number("Frames of a poll round, at most (the NAPI weight).", Knob.budget),
        transform: number)
    var budget = Knob.budget.defaultValue

    @Option(help: "How packets come in.")
    var mode = Mode.skb

    @Option(help: "The rulebook.")
    var rules = Rulebook.lro

    @Option(
        parsing: .unconditional, help: .number("The MTU of the link.", 1500, ReceiveSettings.mtuRange),
        transform: number)
    var mtu = 1500

    @Option(
        parsing: .unconditional,
        help: .number(
            "Frames of at most this many bytes take the small-packet path; 0 for none.", 0,
            ReceiveSettings.copybreakRange),
        transform: number)
    var copybreak = 0

    @Option(
        parsing: .unconditional,
        help: .number("Bytes of a fragment in pages mode; 0 for the whole frame.", 0, ReceiveSettings.fragSizeRange),
        transform: number)
    var fragSize = 0

    @Option(
        parsing: .unconditional,
        help: .number(
            "Fragments of a packet in pages mode, at most; inet-lro: no limit unless given.", 18,
            ReceiveSettings.maxFragsRange),
        transform: number)
    var maxFrags: Int?

    @Option(
        parsing: .unconditional, help: .number("Receive queues.", 4, ReceiveSettings.queuesRange), transform: number)
    var queues = 4

    @Option(
        parsing: .unconditional,
        help: .number("Flows that are remembered one by one.", 65_536, ReceiveSettings.flowsRange), transform: number)
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

extension SourceArguments {
    /// Says which number is out of its range.
    mutating func validate() throws {
        try check("--max-aggr", maxAggr, Knob.maxAggr.range)
        try check("--sessions", sessions, Knob.sessions.range)
        try check("--budget", budget, Knob.budget.range)
        try check("--mtu", mtu, ReceiveSettings.mtuRange)
        try check("--copybreak", copybreak, ReceiveSettings.copybreakRange)
        if fragSize != 0 { try check("--frag-size", fragSize, ReceiveSettings.fragSizeRange, besides: " or 0") }
        if let maxFrags { try check("--max-frags", maxFrags, ReceiveSettings.maxFragsRange) }
        try check("--queues", queues, ReceiveSettings.queuesRange)
        try check("--flows", flows, ReceiveSettings.flowsRange)
    }

    private func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>, besides: String = "") throws {
        guard !range.contains(value) else { return }
        throw ValidationError(
            "\(name) \(value) is out of range: \(range.lowerBound) to \(range.upperBound)\(besides) is allowed.")
    }
}

/// Reads a whole number, however long, so that it is the range that is talked about.
private func number(_ text: String) throws -> Int {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        throw ValidationError("a whole number is wanted.")
    }
    return Int(text) ?? (text.hasPrefix("-") ? .min : .max)
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
