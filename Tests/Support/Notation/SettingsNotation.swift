import Offload
import Packet
import Receive
import Settings
import Timing

/// What a scenario is set up with, in words such as `mode=pages max-aggr=2 verify`.
///
/// Keys are the program's options; one queue unless told otherwise, so that the order is easy to see. Under gro the
/// table has 64 sessions unless told otherwise.
public struct TestSettings: Sendable {
    /// The receive path.
    public var receive = ReceiveSettings()
    /// What stands in front of IP.
    public var link = LinkType.ethernet
    /// Whether checksums are verified.
    public var verifies = false

    /// The settings that `text` names.
    public init(_ text: String = "", rules: Rulebook = .lro) throws {
        receive.queues = 1
        receive.offload.rules = rules
        if rules == .gro { receive.offload.sessions = 64 }
        try read(text)
    }

    /// What reads the frames.
    public var parser: FrameParser { FrameParser(link: link, verifiesChecksums: verifies) }

    /// Changes what `text` names.
    public mutating func read(_ text: String) throws {
        for word in text.split(separator: " ") {
            if word == "verify" {
                verifies = true
                continue
            }
            let parts = word.split(separator: "=")
            guard parts.count == 2, readName(parts[0], String(parts[1])) || readNumber(parts[0], Int(parts[1])) else {
                throw NotationError(text)
            }
        }
    }

    private mutating func readName(_ key: Substring, _ value: String) -> Bool {
        if key == "mode", let mode = Mode(rawValue: value) {
            receive.offload.mode = mode
        } else if key == "rules", let rules = Rulebook(rawValue: value) {
            receive.offload.rules = rules
        } else if key == "link", let link = LinkType(rawValue: value) {
            self.link = link
        } else if key == "arrivals", let arrivals = Arrivals(value) {
            receive.clock.arrivals = arrivals
        } else {
            return false
        }
        return true
    }

    private mutating func readNumber(_ key: Substring, _ number: Int?) -> Bool {
        guard let number else { return false }
        switch key {
        case "max-aggr": receive.offload.maxAggr = number
        case "sessions": receive.offload.sessions = number
        case "mtu": receive.offload.mtu = number
        case "egress-mtu": receive.offload.egressMTU = number
        case "frag-size": receive.offload.fragSize = number
        case "max-frags": receive.offload.maxFrags = number
        case "gro-buckets": receive.offload.groBuckets = number
        case "gro-max-size": receive.offload.groMaxSize = number
        case "budget": receive.budget = number
        case "copybreak": receive.copybreak = number
        case "queues": receive.queues = number
        case "flows": receive.flows = number
        case "rx-usecs": receive.rxUsecs = number
        default: return false
        }
        return true
    }
}
