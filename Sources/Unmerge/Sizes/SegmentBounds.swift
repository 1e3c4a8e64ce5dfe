/// The units that the steps of a flow's identification allow: so many segments carried so many bytes.
struct SegmentBounds: Sendable {
    /// What one kind of neighbours allows.
    private struct Bound {
        var lowest: Int
        var highest: Int?
        var count: Int
        /// Whether a long step divides the payload evenly: then the lowest unit is likely the true one.
        var isLikelyLowest: Bool
    }

    /// The units that are allowed; without an upper end where all packets were single ones.
    let lowest: Int
    /// The largest unit that is allowed, nil for no limit.
    let highest: Int?
    /// Whether the lowest comes from a long step that divides its payload evenly.
    private let isLikelyLowest: Bool

    /// The bounds of a flow; nil where its identification does not tell.
    init?(_ flow: FlowEvidence) {
        let neighbours = flow.countingNeighbours
        let bounds = neighbours.compactMap { neighbour, count in Self.bound(neighbour, count) }
        let (total, bounded) = (neighbours.reduce(0) { $0 + $1.count }, bounds.reduce(0) { $0 + $1.count })
        guard bounded > 0, bounded * 2 >= total else { return nil }
        var best: (lowest: Int, all: Int, twoSided: Int)?
        for lowest in Set(bounds.map(\.lowest)).sorted() {
            var (all, twoSided) = (0, 0)
            for bound in bounds where bound.lowest <= lowest && lowest <= bound.highest ?? .max {
                all += bound.count
                if bound.highest != nil { twoSided += bound.count }
            }
            if all > best?.all ?? 0 { best = (lowest, all, twoSided) }
        }
        let twoSided = bounds.filter { $0.highest != nil }.reduce(0) { $0 + $1.count }
        guard let best, best.all * 10 >= bounded * 8, best.twoSided * 10 >= twoSided * 8 else { return nil }
        lowest = best.lowest
        highest = bounds.compactMap(\.highest).filter { $0 >= best.lowest }.min()
        isLikelyLowest = bounds.contains { $0.lowest == best.lowest && $0.isLikelyLowest }
    }

    private static func bound(_ neighbour: FlowEvidence.Neighbour, _ count: Int) -> Bound? {
        let (payload, options, gap) = (neighbour.payload, neighbour.options, neighbour.gap)
        if gap == 1 {
            return Bound(lowest: payload + options, highest: nil, count: count, isLikelyLowest: false)
        }
        guard 2...FlowEvidence.largestGap ~= gap, payload >= 32 * gap else { return nil }
        return Bound(
            lowest: segmentCount(payload, size: gap) + options, highest: (payload - 1) / (gap - 1) + options,
            count: count, isLikelyLowest: gap >= 16 && payload % gap == 0)
    }

    /// Whether a unit is allowed.
    func contains(_ unit: Int) -> Bool { unit >= lowest && unit <= highest ?? .max }

    /// The unit within the bounds of which most lengths are whole segments, or what comes next to it.
    func unit(of flow: FlowEvidence) -> OwnUnit {
        var multiples: [Int: Set<Int>] = [:]
        for length in flow.lengths.keys {
            // Nothing is cut into shorter segments.
            let shortest = max(lowest - length.options, Segmenter.smallestSize)
            var pieces = 2
            while pieces * shortest <= length.payload {
                let unit = length.payload / pieces + length.options
                if length.payload % pieces == 0, contains(unit) { multiples[unit, default: []].insert(length.payload) }
                pieces += 1
            }
        }
        if let best = multiples.max(by: { ($0.value.count, $0.key) < ($1.value.count, $1.key) }),
            best.value.count >= 2
        {
            return OwnUnit(best.key, isStrong: true)
        }
        if highest == lowest || isLikelyLowest { return OwnUnit(lowest, isStrong: true) }
        return OwnUnit(UsualUnits.all(isIPv6: flow.isIPv6).first(where: contains) ?? lowest, isStrong: false)
    }
}
