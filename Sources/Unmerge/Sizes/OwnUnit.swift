/// The unit that a flow's packets tell by themselves.
struct OwnUnit: Equatable, Sendable {
    /// Payload of a full segment plus its TCP option bytes.
    var unit: Int
    /// Whether it counts as observed; else it is one of the guesses.
    var isStrong: Bool

    /// A unit from its parts.
    init(_ unit: Int, isStrong: Bool) {
        self.unit = unit
        self.isStrong = isStrong
    }

    /// The first that the identification, the lengths of mid packets, or all lengths give; nil where none does.
    init?(_ flow: FlowEvidence) {
        guard let own = SegmentBounds(flow)?.unit(of: flow) ?? Self.byMidLengths(flow) ?? Self.byAllLengths(flow)
        else { return nil }
        self = own
    }

    /// The largest unit of which half of the mid packets have a whole number of segments.
    private static func byMidLengths(_ flow: FlowEvidence) -> OwnUnit? {
        let mids = flow.lengths.filter(\.key.isMid)
        let total = mids.values.reduce(0, +)
        guard total > 0 else { return nil }
        var candidates: Set<Int> = []
        for (length, count) in mids where count * 50 >= total {
            for pieces in 1...128 where length.payload % pieces == 0 {
                let size = length.payload / pieces
                if size >= 64 { candidates.insert(size + length.options) }
            }
        }
        guard let unit = candidates.sorted(by: >).first(where: { isWhole($0, mids, total) }) else { return nil }
        if isStrong(unit, mids, isIPv6: flow.isIPv6) { return OwnUnit(unit, isStrong: true) }
        // The options that most of them have say which size it is.
        let options = mids.max { ($0.value, $0.key.options) < ($1.value, $1.key.options) }?.key.options ?? 0
        let usual = UsualUnits.all(isIPv6: flow.isIPv6).sorted(by: >).first {
            $0 > options && (unit - options) % ($0 - options) == 0
        }
        return usual.map { OwnUnit($0, isStrong: flow.multiples($0) >= 3) }
    }

    /// Whether half of the mid packets are as long as a segment, and nine in ten of those whole segments.
    private static func isWhole(_ unit: Int, _ mids: [FlowEvidence.Length: Int], _ total: Int) -> Bool {
        var share = Share()
        for (length, count) in mids {
            let size = unit - length.options
            guard size >= 64 else { return false }
            if length.payload >= size { share.add(count, agrees: length.payload % size == 0) }
        }
        return share.total * 2 >= total && share.value >= 0.9
    }

    /// Whether lengths that differ, or a segment alone, say that a unit is not a multiple of the true one.
    private static func isStrong(_ unit: Int, _ mids: [FlowEvidence.Length: Int], isIPv6: Bool) -> Bool {
        let whole = mids.filter { $0.key.payload % (unit - $0.key.options) == 0 }
        let payloads = Set(whole.keys.map(\.payload))
        let hasSingle = whole.keys.contains { $0.payload == unit - $0.options }
        if unit <= UsualUnits.unit(mtu: 1500, isIPv6: isIPv6) {
            return payloads.count >= 2 || hasSingle && whole.values.reduce(0, +) >= 2
        }
        return unit <= UsualUnits.unit(mtu: 9216, isIPv6: isIPv6) && payloads.count >= 3
    }

    /// The usual unit of which most lengths are whole segments, whether they may end short or not.
    private static func byAllLengths(_ flow: FlowEvidence) -> OwnUnit? {
        let usual = UsualUnits.all(isIPv6: flow.isIPv6)
        let best = usual.map { ($0, flow.multiples($0)) }.max { ($0.1, $0.0) < ($1.1, $1.0) }
        if let (unit, multiples) = best, multiples >= 2 { return OwnUnit(unit, isStrong: multiples >= 3) }
        // A full send buffer: longer packets are none.
        guard let longest = flow.lengths.keys.max(by: { ($0.payload, $0.options) < ($1.payload, $1.options) }),
            longest.payload >= 60_000,
            flow.lengths.filter({ $0.key.payload == longest.payload }).values.reduce(0, +) >= 2
        else { return nil }
        return usual.first { longest.payload % ($0 - longest.options) == 0 }.map { OwnUnit($0, isStrong: false) }
    }
}
