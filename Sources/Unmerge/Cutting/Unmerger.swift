import Frames
import Packet

/// What cuts the packets of a source, in their order, into the segments that were on the wire.
public struct Unmerger: Sendable {
    /// What was done so far.
    public private(set) var counts = UnmergeCounts()
    /// The packets with payload that were taken, and the segments in them.
    public private(set) var total = FlowAccount()

    private let how: How
    private var sizes: SegmentSizes
    private var connections: ConnectionTable
    /// What the source told: all of it, or what has passed.
    private var evidence: SizeEvidence
    /// The place of the next packet with payload in the evidence.
    private var place = 0
    /// What was taken of each flow by its number.
    private var accounts: [FlowAccount] = []

    /// How the sizes are known.
    private enum How: Sendable {
        /// From a first reading of the whole source.
        case read
        /// From what has passed.
        case passing
        /// All packets have this one.
        case given(Int)

        var isRead: Bool { if case .read = self { true } else { false } }
    }

    /// A second reading of the source that told `evidence`; `mtu` is the IP length in bytes above which a guess cuts.
    public init(_ evidence: SizeEvidence, mtu: Int = 1500) {
        how = .read
        sizes = SegmentSizes(evidence, mtu: mtu)
        self.evidence = evidence
        connections = ConnectionTable(limit: evidence.flowLimit)
    }

    /// The one reading of a source that cannot be read twice, such as a pipe.
    public init(passingWithMTU mtu: Int) {
        how = .passing
        sizes = SegmentSizes(mtu: mtu)
        evidence = .passing
        connections = ConnectionTable()
    }

    /// A reading of a source whose segments have `size` payload bytes.
    public init(size: Int) {
        how = .given(size)
        sizes = SegmentSizes(mtu: 0)
        evidence = .passing
        connections = ConnectionTable()
    }

    /// The same before the first packet; nil for one that knows only what has passed.
    public var fromTheStart: Unmerger? {
        switch how {
        case .read: Unmerger(evidence, mtu: sizes.mtu)
        case .passing: nil
        case .given(let size): Unmerger(size: size)
        }
    }

    /// Cuts the source's next packet.
    ///
    /// - Parameters:
    ///   - packet: What was read of it.
    ///   - frame: Its captured bytes.
    ///   - told: What the capture says of its segments, if anything.
    ///   - isTaken: Whether it is received; else it only tells of its flow, and nothing is counted.
    /// - Returns: The segments of the packet, the only one where its IP header says a length of 0 and it is not cut; nil
    ///   when it stays as it is.
    public mutating func segments(
        of packet: TCPPacket, in frame: Span<UInt8>, told: FrameOrigin = FrameOrigin(), isTaken: Bool = true
    ) -> Segmenter? {
        let (number, gap) = follow(packet)
        let cut = cut(packet, flow: number, gap: gap, told: told)
        guard isTaken else { return nil }
        guard packet.payloadLength > 0 else { return whole(packet, frame) }
        var segmenter: Segmenter?
        if packet.canBeMerged {
            switch cut {
            case .whole: break
            case .uncertain: counts.uncertain += 1
            case .segments(let size, let confidence, let isConfirmed, let isFixed):
                let made = Segmenter(packet, frame, size: size, confidence, isFixed: isFixed)
                counts.count(confidence, segments: made.count, isConfirmed: isConfirmed)
                segmenter = made
            }
        }
        account(for: number, segmenter, options: packet.optionLength)
        return segmenter ?? whole(packet, frame)
    }

    /// A packet that is not cut as its only segment, where its IP header lacks the length; nil where it has one.
    private mutating func whole(_ packet: TCPPacket, _ frame: Span<UInt8>) -> Segmenter? {
        guard packet.lacksLength else { return nil }
        counts.withoutLength += 1
        return Segmenter(packet, frame, size: packet.payloadLength, .gso, isFixed: false)
    }

    /// What was taken of each flow.
    public var flowAccounts: FlowAccounts {
        FlowAccounts(numbers: how.isRead ? connections.numbers : evidence.flowNumbers, accounts: accounts)
    }

    private mutating func account(for number: Int?, _ segmenter: Segmenter?, options: Int) {
        let segments = UInt64(segmenter?.count ?? 1)
        total.packets += 1
        total.segments += segments
        guard let number else { return }
        while accounts.count <= number { accounts.append(FlowAccount()) }
        accounts[number].packets += 1
        accounts[number].segments += segments
        if let segmenter {
            accounts[number].segmentSize = segmenter.size + options
            accounts[number].confidence = segmenter.confidence
        }
    }

    /// How a packet is cut.
    private mutating func cut(_ packet: TCPPacket, flow number: Int?, gap: Int?, told: FrameOrigin) -> Cut {
        let isFixed = number.map { evidence.hasFixedIdentification($0) } ?? false
        if told.segmentSize >= 0 {
            return self.told(packet, size: Int(told.segmentSize), .gso, isFixed: isFixed || told.hasFixedIdentification)
        }
        switch how {
        case .given(let size): return self.told(packet, size: size, .given, isFixed: isFixed)
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
        guard how.isRead else { return (evidence.note(packet), nil) }
        guard let number = connections.number(of: packet) else { return (nil, nil) }
        guard packet.payloadLength > 0, place < evidence.gaps.count else { return (number, nil) }
        place += 1
        return (number, Int(evidence.gaps[place - 1]))
    }
}
