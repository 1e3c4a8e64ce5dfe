/// How packets of a flow come apart whose segments were shorter than its size: small writes that were merged.
struct ShortSegments: Sendable {
    /// The payloads of each number of bytes a segment that divide evenly.
    private var steps: [Int: Set<Int>] = [:]
    /// The payloads of packets that were not merged.
    private var singles: Set<Int> = []

    /// The short segments of a flow of that unit; nil where its identification counts no more than full ones.
    init?(_ flow: FlowEvidence, unit: Int) {
        var certain = Share(agreeing: flow.empty.single, total: flow.empty.total)
        var larger = Share()
        for (neighbour, count) in flow.countingNeighbours {
            let (payload, size) = (neighbour.payload, unit - neighbour.options)
            guard size > 0 else { return nil }
            if payload > size, payload % size == 0 { certain.add(count, agrees: neighbour.gap == payload / size) }
            larger.add(count, agrees: neighbour.gap > segmentCount(payload, size: size))
            guard 1...FlowEvidence.largestGap ~= neighbour.gap else { continue }
            if neighbour.gap == 1 { singles.insert(payload) }
            if payload % neighbour.gap == 0 { steps[payload / neighbour.gap, default: []].insert(payload) }
        }
        guard certain.total > 0, certain.value >= 0.8, larger.value >= 0.2 else { return nil }
    }

    /// The payload bytes of the segments of a packet that was cut from `gap` of them; nil where it cannot be told.
    func size(_ payload: Int, gap: Int) -> Int? {
        guard gap >= 2, payload >= gap else { return nil }
        if payload % gap == 0, gap >= 8 || steps[payload / gap]?.contains(where: { $0 != payload }) == true {
            return payload / gap
        }
        let (lowest, highest) = (segmentCount(payload, size: gap), (payload - 1) / (gap - 1))
        let sizes = singles.filter { single in
            let rest = payload - (gap - 1) * single
            return lowest <= single && single <= highest && (rest == single || singles.contains(rest))
        }
        if sizes.count == 1 { return sizes.first }
        return lowest == highest ? lowest : nil
    }
}
