import Frames

/// What a flow's own evidence says of its unit, before other flows are asked.
enum Settlement: Equatable, Sendable {
    /// An MSS option that fits; or, where there is too little to test, the only one that is known.
    case option(Int, isTested: Bool)
    /// The smaller of two options that differ, with too little to test it.
    case disputed(Int)
    /// What the flow's packets tell by themselves.
    case observed(Int)
    /// The option that fits best, and badly.
    case poor(Int)
    /// Nothing that could be taken; the unit that the flow tells weakly, if it does.
    case open(weak: Int?)

    /// What the evidence of a flow comes to.
    init(_ flow: FlowEvidence) {
        let options = Self.candidates(own: flow.ownMSS, peer: flow.peerMSS)
        let own = OwnUnit(flow)
        let smallest = options.first ?? 0
        let fits = options.map { flow.fit($0, smallest: smallest) }
        if let place = fits.firstIndex(of: .fits) {
            self = .option(options[place], isTested: true)
            return
        }
        let undecided = zip(options, fits).filter { $0.1 == .undecided }.map(\.0).first {
            !Self.isOutdone($0, by: own, flow)
        }
        if let undecided {
            self = options.count == 1 ? .option(undecided, isTested: false) : .disputed(undecided)
            return
        }
        let scores = options.map { flow.score($0, smallest: smallest) }
        self = Self.ownUnit(own, flow, options, bestScore: scores.max() ?? 0) ?? Self.rest(own, flow, options, scores)
    }

    /// The options in the order in which they are tried.
    private static func candidates(own: Int?, peer: Int?) -> [Int] {
        guard let own, let peer else { return [own, peer].compactMap { $0 }.filter { $0 > 0 } }
        return (own == peer ? [own] : [min(own, peer), max(own, peer)]).filter { $0 > 0 }
    }

    /// Whether an option that cannot be tested is too large by what the flow tells.
    private static func isOutdone(_ option: Int, by own: OwnUnit?, _ flow: FlowEvidence) -> Bool {
        guard let own, own.isStrong, own.unit < option else { return false }
        let multiples = flow.multiples(own.unit)
        return multiples >= 3 && multiples >= 3 * flow.multiples(option)
    }

    /// The flow's own unit, if it is better than its options or one of them.
    private static func ownUnit(
        _ own: OwnUnit?, _ flow: FlowEvidence, _ options: [Int], bestScore: Double
    ) -> Settlement? {
        guard let own else { return nil }
        let score = flow.score(own.unit, smallest: options.first ?? 0)
        let isOption = options.contains(own.unit)
        guard own.isStrong else { return isOption && score >= 0.5 ? .option(own.unit, isTested: true) : nil }
        guard options.isEmpty || score >= bestScore || flow.multiples(own.unit) >= 3 else { return nil }
        return isOption ? .option(own.unit, isTested: true) : .observed(own.unit)
    }

    /// An option with shorter segments in between, or the best of bad ones.
    private static func rest(
        _ own: OwnUnit?, _ flow: FlowEvidence, _ options: [Int], _ scores: [Double]
    ) -> Settlement {
        if let option = options.first(where: flow.isCountedExactly) { return .option(option, isTested: true) }
        let best = zip(scores, options).max { $0.0 < $1.0 }
        if let (score, option) = best, score >= 0.3 { return .poor(option) }
        return .open(weak: own?.isStrong == false ? own?.unit : nil)
    }

    /// The unit, and how it is known, of a flow that needs no other; nil for the rest.
    var certain: (unit: Int, confidence: Confidence)? {
        switch self {
        case .option(let unit, _): (unit, .mss)
        case .observed(let unit): (unit, .observed)
        case .disputed, .poor, .open: nil
        }
    }
}
