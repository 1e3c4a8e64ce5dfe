/// What un-merge did to the packets of a source.
public struct UnmergeCounts: Equatable, Sendable {
    /// Packets that were cut, by how their size is known.
    public var packets: [Confidence: Int] = [:]
    /// The segments that they were cut into.
    public var segments = 0
    /// Packets that were cut where the identification tells the number of segments.
    public var counted = 0
    /// Those of them that were cut into that number.
    public var confirmed = 0
    /// Packets that were left whole although they were merged.
    public var uncertain = 0
    /// Packets that were left whole, and got the length of their frame, since their IP header said 0.
    public var withoutLength = 0

    /// Nothing done yet.
    public init() {}

    /// All packets that were cut.
    public var cut: Int { packets.values.reduce(0, +) }

    /// Whether all packets stayed as they were, and none was merged.
    public var isEmpty: Bool { self == UnmergeCounts() }

    /// Counts a packet that was cut.
    public mutating func count(_ confidence: Confidence, segments count: Int, isConfirmed: Bool?) {
        packets[confidence, default: 0] += 1
        segments += count
        if let isConfirmed {
            counted += 1
            if isConfirmed { confirmed += 1 }
        }
    }
}

extension UnmergeCounts {
    /// What was done in one line: `81 packets were merged before the capture: cut into 2087 segments, sizes from …`.
    public var sentence: String {
        let parts = [cutInWords, lengthsInWords].compactMap(\.self)
        return parts.isEmpty ? "no packet was merged before the capture" : parts.joined(separator: "; ")
    }

    private var lengthsInWords: String? {
        switch withoutLength {
        case 0: nil
        case 1: "1 packet of IP length 0 has that of its frame"
        default: "\(withoutLength) packets of IP length 0 have that of their frames"
        }
    }

    private var cutInWords: String? {
        guard cut > 0 || uncertain > 0 else { return nil }
        let whole = uncertain == 0 ? "" : "\(uncertain) left whole, as nothing tells the size of their segments"
        guard cut > 0 else { return "\(cut + uncertain) merged before the capture: \(whole)" }
        let sizes = Confidence.allCases.compactMap { confidence in
            packets[confidence].map { "\(confidence.source) for \($0)" }
        }
        let were = cut == 1 ? "1 packet was" : "\(cut) packets were"
        var text = "\(were) merged before the capture: cut into \(segments) segments, sizes "
        text += sizes.joined(separator: ", ")
        if counted > 0 { text += ", confirmed by IP-ID for \(confirmed) of \(counted)" }
        return whole.isEmpty ? text : "\(text); \(whole)"
    }
}

extension Confidence {
    /// Where the size comes from, in words.
    public var source: String {
        switch self {
        case .given: "as given"
        case .gso: "as the capture tells"
        case .mss: "from the SYN's MSS"
        case .observed: "from the flow's packets"
        case .guess: "by a guess"
        }
    }
}
