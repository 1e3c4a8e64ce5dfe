import Offload
import Receive
import Screen

/// An option of `lro-top watch` that the config file can hold too, by its long name.
public enum WatchOption: String, CaseIterable, Sendable {
    case maxAggr = "max-aggr"
    case sessions
    case budget
    case mode
    case rules
    case mtu
    case copybreak
    case fragSize = "frag-size"
    case maxFrags = "max-frags"
    case groBuckets = "gro-buckets"
    case groMaxSize = "gro-max-size"
    case queues
    case flows
    case verifyChecksums = "verify-checksums"
    case stripVLAN = "strip-vlan"
    case filter
    case theme
    case color
    case ascii
    case mouse
    case paused

    /// What an option takes, and what it is when it is not given.
    public enum Kind: Sendable {
        /// A whole number of a range, or the one number besides.
        case number(ClosedRange<Int>, besides: Int?, default: Int)
        /// One of some words.
        case word([String], default: String)
        /// Any text; there is none by default when that is nil.
        case text(default: String?)
        /// Yes or no.
        case flag(default: Bool)
    }

    /// What it takes.
    public var kind: Kind {
        let defaults = WatchSettings()
        let receive = defaults.receive
        return switch self {
        case .maxAggr: .number(Knob.maxAggr.range, besides: nil, default: receive[.maxAggr])
        case .sessions: .number(Knob.sessions.range, besides: nil, default: receive[.sessions])
        case .budget: .number(Knob.budget.range, besides: nil, default: receive[.budget])
        case .mode: .word(Mode.allCases.map(\.rawValue), default: receive.offload.mode.rawValue)
        case .rules: .word(Rulebook.allCases.map(\.rawValue), default: receive.offload.rules.rawValue)
        case .mtu: .number(ReceiveSettings.mtuRange, besides: nil, default: receive.offload.mtu)
        case .copybreak: .number(ReceiveSettings.copybreakRange, besides: nil, default: receive.copybreak)
        case .fragSize: .number(ReceiveSettings.fragSizeRange, besides: 0, default: receive.offload.fragSize)
        case .maxFrags: .number(ReceiveSettings.maxFragsRange, besides: nil, default: OffloadSettings.packetFragments)
        case .groBuckets:
            .number(ReceiveSettings.groBucketsRange, besides: nil, default: receive.offload.groBuckets)
        case .groMaxSize:
            .number(ReceiveSettings.groMaxSizeRange, besides: nil, default: receive.offload.groMaxSize)
        case .queues: .number(ReceiveSettings.queuesRange, besides: nil, default: receive.queues)
        case .flows: .number(ReceiveSettings.flowsRange, besides: nil, default: receive.flows)
        case .verifyChecksums: .flag(default: defaults.verifiesChecksums)
        case .stripVLAN: .flag(default: defaults.stripsTags)
        case .filter: .text(default: defaults.filter)
        case .theme: .text(default: defaults.theme)
        case .color: .word(ColorMode.allCases.map(\.rawValue), default: defaults.color.rawValue)
        case .ascii: .flag(default: defaults.ascii)
        case .mouse: .flag(default: defaults.mouse)
        case .paused: .flag(default: defaults.paused)
        }
    }

    /// Whether the default is not one value: such an option can only be left out.
    public var hasOpenDefault: Bool { self == .maxFrags || self == .sessions }

    /// What it means, in a sentence for help and config alike.
    public var help: String {
        switch self {
        case .maxAggr: "Packets in an aggregate, at most."
        case .sessions: "Sessions of a queue, at most; gro: 64 unless given, in all buckets."
        case .budget: "Frames of a poll round, at most (the NAPI weight)."
        case .mode: "How packets come in: an skb each, or page fragments and an skb for each delivery: fewer skbs."
        case .rules: "The rulebook: the repaired rules, those of 2007 to the byte, or those of Linux GRO."
        case .mtu: "The MTU of the link."
        case .copybreak: "Frames of at most so many bytes flush their flow (lro_flush_pkt) and are copied; 0 for none."
        case .fragSize: "Bytes of a fragment in pages mode; 0 for the whole frame."
        case .maxFrags: "Fragments of a packet in pages mode, at most; inet-lro: no limit unless given."
        case .groBuckets: "Hash buckets that share the sessions under gro."
        case .groMaxSize: "Under gro the IP length of an aggregate stays below this many bytes."
        case .queues: "Receive queues."
        case .flows: "Flows that are remembered one by one."
        case .verifyChecksums: "Verify checksums as a NIC does (captures made on a sender look all wrong)."
        case .stripVLAN: "Let the NIC remove every VLAN tag and forget it."
        case .filter: "Only frames that pass this capture filter, as tcpdump takes it."
        case .theme: "A theme by its name (see --list-themes), or a TOML file."
        case .color: "Colors: as many as the terminal has, none, 16 or 256 at most."
        case .ascii: "Draw with ASCII characters only."
        case .mouse: "Take clicks and the wheel; without, the mouse is the terminal's."
        case .paused: "Begin paused."
        }
    }

    /// The default and what else is allowed, as the help shows it; nil for a switch.
    public var range: String? {
        switch kind {
        case .number(let range, _, let value): "default: \(value); \(range.lowerBound) to \(range.upperBound)"
        case .word(let words, let value): "default: \(value); \(words.joined(separator: ", "))"
        case .text(let value): value.map { "default: \($0)" }
        case .flag: nil
        }
    }

    /// What is allowed, as errors say it.
    public var allowed: String {
        switch kind {
        case .number(let range, let other, _):
            "a whole number from \(range.lowerBound) to \(range.upperBound)\(other.map { " or \($0)" } ?? "") is allowed"
        case .word(let words, _): words.joined(separator: ", ") + " are allowed"
        case .text: "a text in quotes is allowed"
        case .flag: "true or false is allowed"
        }
    }

    /// Whether a value is one that the option takes.
    public func takes(_ value: OptionValue) -> Bool {
        switch (kind, value) {
        case (.number(let range, let other, _), .number(let number)): range.contains(number) || number == other
        case (.word(let words, _), .text(let text)): words.contains(text)
        case (.text, .text), (.flag, .flag): true
        default: false
        }
    }
}
