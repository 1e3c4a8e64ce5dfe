/// What the flows of a source tell of each other's units.
struct CommonUnits: Sendable {
    /// The most frequent unit of certain flows with super-packets from one host to another.
    private(set) var units: [HostPair: Int] = [:]
    /// The largest unit that flows from one host to another have against their options, where none has one that fits.
    private(set) var limits: [HostPair: Int] = [:]
    /// The most frequent unit of certain flows of IPv4.
    private(set) var unit4: Int?
    /// The most frequent unit of certain flows of IPv6.
    private(set) var unit6: Int?
    /// Whether packets of the source were merged at all: else nothing is cut by a guess.
    private(set) var isMerged = false

    /// Nothing known.
    init() {}

    /// What the flows of `evidence` come to; `mtu` is what a packet on the wire has at most.
    ///
    /// The settlements are of the flows in the order of their numbers.
    init(_ evidence: SizeEvidence, _ settlements: [Settlement?], mtu: Int) {
        let flows = zip(evidence.flows, settlements).compactMap { flow, settlement in
            flow.flatMap { flow in settlement.map { (flow, $0) } }
        }
        limits = Self.limits(flows)
        var counts: [HostPair: [Int: Int]] = [:]
        var versions: [Bool: [Int: Int]] = [:]
        var isMerged = evidence.longest > 2 * mtu || evidence.hasZeroLength
        for (flow, settlement) in flows {
            guard let (unit, _) = settlement.certain, limit(flow.hosts, settlement) == nil else { continue }
            versions[flow.isIPv6, default: [:]].count(unit)
            guard flow.hasSuperPackets(unit) else { continue }
            counts[flow.hosts, default: [:]].count(unit)
            if flow.longest > mtu { isMerged = true }
        }
        units = counts.compactMapValues { $0.mostFrequent() }
        unit4 = versions[false]?.mostFrequent()
        unit6 = versions[true]?.mostFrequent()
        self.isMerged = isMerged
    }

    private static func limits(_ flows: [(FlowEvidence, Settlement)]) -> [HostPair: Int] {
        var limits: [HostPair: Int] = [:]
        var fitting: Set<HostPair> = []
        for (flow, settlement) in flows {
            switch settlement {
            case .observed(let unit) where flow.hasOptions: limits[flow.hosts] = max(limits[flow.hosts] ?? 0, unit)
            case .option(_, isTested: true): fitting.insert(flow.hosts)
            case .observed, .option, .disputed, .poor, .open: break
            }
        }
        return limits.filter { !fitting.contains($0.key) }
    }

    /// The unit that flows beside one of an untested option have against theirs, if it is smaller.
    func limit(_ hosts: HostPair, _ settlement: Settlement) -> Int? {
        guard case .option(let unit, isTested: false) = settlement, let limit = limits[hosts], limit < unit else {
            return nil
        }
        return limit
    }

    /// The units to try on a flow that tells none: from the nearest to the farthest.
    func guesses(_ flow: FlowEvidence?, isIPv6: Bool, weak: Int?) -> [Int] {
        let step = UsualUnits.headers(isIPv6: true) - UsualUnits.headers(isIPv6: false)
        let guesses = [
            flow?.largeUnit, flow.flatMap { units[$0.hosts] }, weak, isIPv6 ? unit6 : unit4,
            isIPv6 ? unit4.map { $0 - step } : unit6.map { $0 + step },
            UsualUnits.unit(mtu: 1500, isIPv6: isIPv6),
        ]
        return guesses.compactMap { $0 }
    }
}

extension FlowEvidence {
    /// The unit of a large MTU: of the longest packet, if several mid packets are as long.
    fileprivate var largeUnit: Int? {
        guard 1501...9216 ~= longest else { return nil }
        let headers = UsualUnits.headers(isIPv6: isIPv6)
        let longest = lengths.filter { $0.key.isMid && $0.key.payload + $0.key.options + headers == self.longest }
        guard longest.values.reduce(0, +) >= 3 else { return nil }
        return self.longest - headers
    }
}
