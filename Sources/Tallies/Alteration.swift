/// Something that merging altered in the packets, so that cutting the aggregate up again would bring back others.
///
/// A host that forwards or bridges has to cut up what its NIC merged (TSO, GSO): segments of the first one's size, the
/// same header on each, sequence numbers and identifications counted on, FIN and PSH on the last.
public enum Alteration: UInt8, CaseIterable, Hashable, Sendable {
    case psh, ttl, tos, ipID, df, window, ack, options, segmentSize, reserved, link

    /// The stable id: the same on screen, in JSON and in the documentation.
    public var id: String {
        switch self {
        case .psh: "psh"
        case .ttl: "ttl"
        case .tos: "tos"
        case .ipID: "ip-id"
        case .df: "df"
        case .window: "window"
        case .ack: "ack"
        case .options: "tcp-options"
        case .segmentSize: "segment-size"
        case .reserved: "reserved"
        case .link: "link"
        }
    }

    /// What was altered, in words.
    public var meaning: String {
        switch self {
        case .psh: "a PSH flag that was not on the last packet, or not on the first"
        case .ttl: "TTLs that differ"
        case .tos: "TOS or ECN bits that differ"
        case .ipID: "IP identifications that do not count on"
        case .df: "DF flags that differ"
        case .window: "windows that differ"
        case .ack: "acknowledgments that differ"
        case .options: "TCP options that differ, timestamps among them"
        case .segmentSize: "packets of other sizes than the first, before the last"
        case .reserved: "reserved bits that differ, or urgent pointers without URG"
        case .link: "MAC addresses or VLAN tags that differ"
        }
    }
}

/// All that merging altered in the packets of an aggregate; nothing when it can be cut up again.
public struct Alterations: OptionSet, Hashable, Sendable {
    /// A bit for each alteration.
    public let rawValue: UInt16

    /// The alterations of some bits.
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// One alteration.
    @inlinable @inline(__always)
    public init(_ alteration: Alteration) { rawValue = 1 << UInt16(alteration.rawValue) }

    /// The alterations, each by itself.
    public var list: [Alteration] { Alteration.allCases.filter { contains(Alterations($0)) } }
}

/// A count for each alteration, in place.
public struct AlterationCounts: Sendable {
    private var counts = InlineArray<16, UInt64>(repeating: 0)

    /// All zeros.
    public init() {}

    /// The count of an alteration.
    public subscript(alteration: Alteration) -> UInt64 { counts[Int(alteration.rawValue)] }

    /// The alterations that were counted, the most frequent first, equals in the order of their names.
    public var ranked: [(alteration: Alteration, count: UInt64)] {
        Alteration.allCases.map { ($0, self[$0]) }.filter { $0.1 > 0 }.sorted { ($0.1, $1.0.id) > ($1.1, $0.0.id) }
    }

    /// Counts those of an aggregate.
    public mutating func count(_ alterations: Alterations) {
        var bits = alterations.rawValue
        while bits != 0 {
            counts[bits.trailingZeroBitCount] += 1
            bits &= bits - 1
        }
    }

    /// Adds other counts.
    public mutating func add(_ other: AlterationCounts) {
        for place in counts.indices { counts[place] &+= other.counts[place] }
    }
}
