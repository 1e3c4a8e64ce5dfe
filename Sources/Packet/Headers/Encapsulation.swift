/// What stands in front of IP where that is more than one 802.1Q tag.
public struct Encapsulation: Equatable, Sendable {
    /// The kinds; of several, the innermost that is not a tag counts.
    public enum Kind: UInt8, CaseIterable, Sendable {
        /// Several VLAN tags.
        case tags
        /// A lone 802.1ad service tag.
        case serviceTag
        /// A lone service tag of the time before 802.1ad.
        case oldServiceTag
        /// A PPPoE session (RFC 2516).
        case pppoe
        /// MPLS labels (RFC 3032).
        case mpls
        /// An Ethernet frame behind MPLS labels and a control word (RFC 4448).
        case pseudowire
        /// An 802.2 LLC and SNAP header in place of an ethertype (RFC 1042).
        case snap
        /// A VN-Tag, as between a switch and the NICs of virtual machines (802.1BR).
        case vnTag
    }

    /// The kind.
    public var kind: Kind
    /// How many VLAN tags there are, up to 255.
    public var tags: UInt8
    /// How many MPLS labels there are, up to 255.
    public var labels: UInt8

    /// An encapsulation of a kind, with so many tags and labels.
    public init(_ kind: Kind, tags: Int = 0, labels: Int = 0) {
        self.kind = kind
        self.tags = UInt8(clamping: tags)
        self.labels = UInt8(clamping: labels)
    }

    /// The encapsulation in one number, as events keep it.
    public var code: UInt32 { UInt32(kind.rawValue) << 16 | UInt32(tags) << 8 | UInt32(labels) }

    /// The encapsulation of such a number, or nil.
    public init?(code: UInt32) {
        guard let kind = Kind(rawValue: UInt8(truncatingIfNeeded: code >> 16)) else { return nil }
        self.init(kind, tags: Int(code >> 8 & 0xff), labels: Int(code & 0xff))
    }

    /// What it is, in words: `PPPoE with 2 tags`.
    public var text: String {
        switch kind {
        case .tags: "\(tags) VLAN tags"
        case .serviceTag: "an 802.1ad tag (0x88a8)"
        case .oldServiceTag: "a tag from before 802.1ad (0x9100, 0x9200)"
        case .pppoe: "PPPoE" + besides
        case .mpls: "MPLS" + besides
        case .pseudowire: "Ethernet in MPLS" + besides
        case .snap: "LLC and SNAP" + besides
        case .vnTag: "a VN-Tag" + besides
        }
    }

    private var besides: String {
        var text = ""
        if labels > 0 { text += labels == 1 ? ", 1 label" : ", \(labels) labels" }
        if tags > 0 { text += tags == 1 ? " with a tag" : " with \(tags) tags" }
        return text
    }
}
