import Frames

/// How long the segments of a flow are, and how its packets are cut.
struct FlowSize: Sendable {
    /// Payload of a full segment plus its TCP option bytes.
    let unit: Int
    /// How it is known.
    let confidence: Confidence
    /// Whether all segments have the identification of their packet.
    let hasFixedIdentification: Bool
    /// The longest IP length of the flow.
    let longest: Int
    /// Other units that some of its packets may have, and how they are known.
    let others: [(unit: Int, confidence: Confidence)]
    /// How packets come apart whose segments were shorter.
    let short: ShortSegments?

    /// The size of the segments of a flow of which `settlement` is known; `flow` is nil beyond the limit of flows.
    init(_ flow: FlowEvidence?, _ settlement: Settlement, isIPv6: Bool, _ common: CommonUnits, mtu: Int) {
        let (unit, confidence) = Self.unit(flow, settlement, isIPv6: isIPv6, common)
        self.unit = unit
        self.confidence = confidence
        hasFixedIdentification = flow?.hasFixedIdentification ?? false
        longest = flow?.longest ?? 0
        let own = flow.flatMap(OwnUnit.init)
        let observed = own.flatMap { $0.isStrong ? $0.unit : nil }
        others = [(flow?.peerMSS, Confidence.mss), (flow?.ownMSS, .mss), (observed, .observed)].compactMap {
            other, known in
            other.map { ($0, known) }
        }
        let isMerged = longest > mtu || confidence == .mss && flow?.hasSuperPackets(unit) == true
        short = isMerged ? flow.flatMap { ShortSegments($0, unit: unit) } : nil
    }

    private static func unit(
        _ flow: FlowEvidence?, _ settlement: Settlement, isIPv6: Bool, _ common: CommonUnits
    ) -> (Int, Confidence) {
        let shared = flow.flatMap { common.units[$0.hosts] }
        switch settlement {
        case .option, .observed:
            if let flow, let limit = common.limit(flow.hosts, settlement) { return (limit, .guess) }
            if let certain = settlement.certain { return certain }
        case .disputed(let unit):
            if let shared, shared == flow?.peerMSS || shared == flow?.ownMSS { return (shared, .mss) }
            return (unit, .guess)
        case .poor(let unit):
            return (unit, .guess)
        case .open: break
        }
        var weak: Int?
        if case .open(let unit) = settlement { weak = unit }
        let guesses = common.guesses(flow, isIPv6: isIPv6, weak: weak)
        if let unit = guesses.first(where: { flow?.allows($0) ?? true }) { return (unit, .guess) }
        let options = [flow?.peerMSS, flow?.ownMSS].compactMap { $0 }.filter { $0 > 0 }
        return (options.min() ?? UsualUnits.unit(mtu: 1500, isIPv6: isIPv6), .guess)
    }
}
