import Frames

/// How each packet of a source is cut, by what the source told.
public struct SegmentSizes: Sendable {
    /// The IP length that packets on the wire have at most.
    let mtu: Int
    private var common = CommonUnits()
    private var flows: [FlowSize?] = []
    /// How many packets of each flow were known when its size was made.
    private var known: [Int] = []
    /// Of the flows beyond the limit.
    private var unknown: [Bool: FlowSize] = [:]
    /// TCP packets that were known when the flows were compared.
    private var packets = 0

    /// Sizes that nothing is known of; `mtu` is the IP length that packets on the wire have at most.
    init(mtu: Int) { self.mtu = mtu }

    /// The sizes that all evidence of a source comes to.
    ///
    /// - Parameters:
    ///   - evidence: What was seen of the source.
    ///   - mtu: The IP length that packets on the wire have at most, in bytes; longer ones are cut by a guess.
    /// - Complexity: For each flow linear in its different lengths, times 128 at most.
    public init(_ evidence: SizeEvidence, mtu: Int = 1500) {
        self.init(mtu: mtu)
        let settlements = compare(evidence)
        for (number, flow) in evidence.flows.enumerated() {
            flows.append(flow.flatMap { flow in settlements[number].map { make(flow, $0) } })
        }
    }

    /// Has the flows know of each other.
    @discardableResult
    private mutating func compare(_ evidence: SizeEvidence) -> [Settlement?] {
        let settlements = evidence.flows.map { $0.map(Settlement.init) }
        common = CommonUnits(evidence, settlements, mtu: mtu)
        for isIPv6 in [false, true] {
            unknown[isIPv6] = FlowSize(nil, .open(weak: nil), isIPv6: isIPv6, common, mtu: mtu)
        }
        packets = evidence.packets
        return settlements
    }

    private func make(_ flow: FlowEvidence, _ settlement: Settlement) -> FlowSize {
        FlowSize(flow, settlement, isIPv6: flow.isIPv6, common, mtu: mtu)
    }

    /// Learns what a pipe has told so far of a flow, when that is an eighth more than what is known.
    mutating func update(_ number: Int, _ evidence: SizeEvidence) {
        if evidence.packets > packets + packets / 8 {
            compare(evidence)
            known = known.map { _ in 0 }
        }
        while flows.count <= number {
            flows.append(nil)
            known.append(0)
        }
        guard let flow = evidence.flows[number], flow.packets > known[number] + known[number] / 8 else { return }
        known[number] = flow.packets
        flows[number] = make(flow, Settlement(flow))
    }

    /// How a packet of the flow with that number is to be cut; `gap` is the step from its identification to its
    /// neighbour's, nil where there is none.
    func cut(_ packet: TCPPacket, flow number: Int?, gap: Int?) -> Cut {
        let known = number.flatMap { $0 < flows.count ? flows[$0] : nil }
        guard let flow = known ?? unknown[packet.flow.isIPv6] else { return .whole }
        let counting = flow.hasFixedIdentification ? nil : gap.flatMap { 1...FlowEvidence.largestGap ~= $0 ? $0 : nil }
        return flow.cut(packet, gap: counting, mtu: mtu, isMerged: common.isMerged)
    }
}

/// What becomes of a packet.
enum Cut: Equatable, Sendable {
    /// It is a segment, or not to be cut.
    case whole
    /// It is cut into segments of `size` payload bytes, the last one shorter perhaps.
    ///
    /// It is confirmed where the step of the identification is the number of segments, and nil where that does not
    /// tell.
    case segments(size: Int, Confidence, isConfirmed: Bool?, isFixed: Bool)
    /// It was merged from segments of which nothing tells the size.
    case uncertain
}

extension FlowSize {
    /// How a packet of the flow is cut, whose identification counts `gap` segments.
    func cut(_ packet: TCPPacket, gap: Int?, mtu: Int, isMerged: Bool) -> Cut {
        let (payload, options) = (packet.payloadLength, packet.optionLength)
        let size = unit - options
        guard size >= Segmenter.smallestSize else { return .whole }
        let pieces = segmentCount(payload, size: size)
        if let gap, let short, gap > pieces {
            return short.size(payload, gap: gap).map { segments($0, .observed, payload, gap) } ?? .uncertain
        }
        guard payload > size else { return .whole }
        let isLong = packet.ipLength > mtu
        switch confidence {
        case .guess where !isLong || !isMerged: return .whole
        case .observed where !isLong && longest <= mtu && gap != pieces: return .whole
        case .given, .gso, .mss, .observed, .guess: break
        }
        // Loss cannot make the step smaller.
        guard let gap, gap < pieces else { return segments(size, confidence, payload, gap) }
        if gap == 1 { return .whole }
        let other = others.first {
            $0.unit - options >= Segmenter.smallestSize && segmentCount(payload, size: $0.unit - options) == gap
        }
        return segments((other?.unit ?? unit) - options, other?.confidence ?? confidence, payload, gap)
    }

    private func segments(_ size: Int, _ confidence: Confidence, _ payload: Int, _ gap: Int?) -> Cut {
        .segments(
            size: size, confidence, isConfirmed: gap.map { $0 == segmentCount(payload, size: size) },
            isFixed: hasFixedIdentification)
    }
}
