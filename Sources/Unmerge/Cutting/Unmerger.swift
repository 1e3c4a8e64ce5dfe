import Packet

/// What cuts the packets of a source, in their order, into the segments that were on the wire.
public struct Unmerger: Sendable {
    /// What was done so far.
    public private(set) var counts = UnmergeCounts()

    private let link: LinkType
    private let how: How
    private var sizes: SegmentSizes
    private var connections: ConnectionTable
    /// What the source told: all of it, or what has passed.
    private var evidence: SizeEvidence
    /// The place of the next packet with payload in the evidence.
    private var place = 0

    /// How the sizes are known.
    private enum How: Sendable {
        /// From a first reading of the whole source.
        case read
        /// From what has passed.
        case passing
        /// All packets have this one.
        case given(Int)
    }

    /// A second reading of the source that told `evidence`; `mtu` is the IP length in bytes above which a guess cuts.
    public init(_ evidence: SizeEvidence, mtu: Int = 1500) {
        link = evidence.link
        how = .read
        sizes = SegmentSizes(evidence, mtu: mtu)
        self.evidence = evidence
        connections = ConnectionTable(limit: evidence.flowLimit)
    }

    /// The one reading of a source that cannot be read twice, such as a pipe.
    public init(passing link: LinkType, mtu: Int = 1500) {
        self.link = link
        how = .passing
        sizes = SegmentSizes(mtu: mtu)
        evidence = SizeEvidence(passing: link)
        connections = ConnectionTable()
    }

    /// A reading of a source whose segments have `size` payload bytes.
    public init(link: LinkType, size: Int) {
        self.link = link
        how = .given(size)
        sizes = SegmentSizes(mtu: 0)
        evidence = SizeEvidence(passing: link)
        connections = ConnectionTable()
    }

    /// Cuts the source's next frame.
    ///
    /// - Parameters:
    ///   - frame: The captured bytes.
    ///   - wireLength: The frame's length on the wire.
    ///   - gsoSize: The payload of its segments in bytes as the kernel tells it, 0 for a packet that was not merged;
    ///     nil where nobody tells.
    /// - Returns: The segments of the frame; nil when it stays as it is.
    public mutating func segments(
        of frame: Span<UInt8>, wireLength: Int, gsoSize: Int? = nil
    ) -> Segmenter? {
        guard let packet = TCPPacket(frame, wireLength: wireLength, link: link) else { return nil }
        let cut = cut(packet, gsoSize: gsoSize)
        guard packet.canBeMerged else { return nil }
        switch cut {
        case .whole: return nil
        case .uncertain:
            counts.uncertain += 1
            return nil
        case .segments(let size, let confidence, let isConfirmed, let isFixed):
            let segmenter = Segmenter(packet, frame, size: size, confidence, isFixed: isFixed)
            counts.count(confidence, segments: segmenter.count, isConfirmed: isConfirmed)
            return segmenter
        }
    }

    /// Follows the flow of a packet, and says how it is cut.
    private mutating func cut(_ packet: TCPPacket, gsoSize: Int?) -> Cut {
        let (number, gap) = follow(packet)
        let isFixed = number.map { evidence.hasFixedIdentification($0) } ?? false
        if let gsoSize { return told(packet, size: gsoSize, .gso, isFixed: isFixed) }
        switch how {
        case .given(let size): return told(packet, size: size, .given, isFixed: isFixed)
        case .passing:
            if let number, packet.canBeMerged { sizes.update(number, evidence) }
            return sizes.cut(packet, flow: number, gap: nil)
        case .read: return sizes.cut(packet, flow: number, gap: gap)
        }
    }

    private func told(_ packet: TCPPacket, size: Int, _ confidence: Confidence, isFixed: Bool) -> Cut {
        guard size > 0, packet.payloadLength > size else { return .whole }
        return .segments(size: size, confidence, isConfirmed: nil, isFixed: isFixed)
    }

    /// The number of a packet's flow, and the step of the identification behind it.
    private mutating func follow(_ packet: TCPPacket) -> (number: Int?, gap: Int?) {
        guard case .read = how else { return (evidence.note(packet), nil) }
        guard let number = connections.number(of: packet) else { return (nil, nil) }
        guard packet.payloadLength > 0, place < evidence.gaps.count else { return (number, nil) }
        place += 1
        return (number, Int(evidence.gaps[place - 1]))
    }
}
