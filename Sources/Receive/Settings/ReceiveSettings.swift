import Offload

/// What a receive path is set up with: the driver, its LRO managers, and the NIC.
public struct ReceiveSettings: Equatable, Sendable {
    /// What each queue's LRO manager is set up with.
    public var offload = OffloadSettings()
    /// Frames that a poll round takes at most (the NAPI weight).
    public var budget = 64
    /// Frames of at most this many bytes take the small-packet path; 0 for none.
    public var copybreak = 0
    /// Receive queues.
    public var queues = 4
    /// Flows that the ledgers of all queues remember together.
    public var flows = 65_536

    /// The defaults.
    public init() {}

    /// The knobs that are in force, in the order in which they are shown.
    public var knobs: [Knob] { [Knob.maxAggr, .sessions, .budget].map { $0.inForce(offload.rules) } }

    /// Whether the RSS hash decides anything: which of several queues, or which bucket.
    var asksForHash: Bool { queues > 1 || offload.rules.hasBuckets }

    /// The same settings under another rulebook; sessions that are at their default stay so.
    public func under(_ rules: Rulebook) -> ReceiveSettings {
        var settings = self
        if self[.sessions] == offload.rules.defaultSessions { settings[.sessions] = rules.defaultSessions }
        settings.offload.rules = rules
        return settings
    }

    /// The value of a knob.
    public subscript(knob: Knob) -> Int {
        get {
            switch knob {
            case .maxAggr: offload.maxAggr
            case .sessions: offload.sessions
            case .budget: budget
            case .groMaxSize: offload.groMaxSize
            }
        }
        set {
            switch knob {
            case .maxAggr: offload.maxAggr = newValue
            case .sessions: offload.sessions = newValue
            case .budget: budget = newValue
            case .groMaxSize: offload.groMaxSize = newValue
            }
        }
    }
}

extension ReceiveSettings {
    /// The settings as options of the program.
    public var optionText: String {
        var options = [("rules", offload.rules.rawValue), ("mode", offload.mode.rawValue)]
        options += knobs.map { ($0.rawValue, "\(self[$0])") }
        if offload.rules.hasBuckets { options.append(("gro-buckets", "\(offload.groBuckets)")) }
        options += [("queues", "\(queues)"), ("mtu", "\(offload.mtu)")]
        if copybreak > 0 { options.append(("copybreak", "\(copybreak)")) }
        if offload.mode == .pages { options.append(("frag-size", "\(offload.fragSize)")) }
        if let maxFrags = offload.maxFrags { options.append(("max-frags", "\(maxFrags)")) }
        return options.map { "--\($0) \($1)" }.joined(separator: " ")
    }

    /// The legal MTUs.
    public static let mtuRange = 68...65_535
    /// The legal copybreak sizes.
    public static let copybreakRange = 0...65_535
    /// The legal fragment sizes besides 0, the whole frame.
    public static let fragSizeRange = 256...65_535
    /// The legal numbers of GRO buckets.
    public static let groBucketsRange = 1...1_024
    /// The legal sizes of a GRO aggregate: the length field of IP cannot hold more.
    public static let groMaxSizeRange = 68...65_536
    /// The legal limits of fragments in a packet.
    public static let maxFragsRange = 1...65_535
    /// The legal numbers of queues.
    public static let queuesRange = 1...128
    /// The legal ledger sizes.
    public static let flowsRange = 1...1_048_576
}
