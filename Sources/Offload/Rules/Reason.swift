/// Why a session was flushed, or why a packet passed without entering one.
///
/// The raw order is the order in which a fault gives its *name*: the first that holds.
public enum Reason: UInt8, CaseIterable, Hashable, Sendable {
    case notIP, ipv6, encapsulated, tunnel, notTCP, malformed, truncated, fragment, extensionHeader
    case ipChecksum, tcpChecksum
    case padding, tagLength, reserved
    case syn, fin, rst, psh, urg, ece, cwr, noAck, ceMark
    case pureAck, ipOptions, tcpOptions, tsBack, tsecrZero
    case window, ack, ttl, tos, df, ipID, segmentSize
    case gap, duplicate, ackBack, noSession
    case smallPacket
    case pollEnd, sourceEnd, timeout, tuning, driver, evicted
    case maxAggr, maxFrags, sizeLimit

    /// What kind of thing a reason is: the rows of the documentation, and the colours of the screen.
    public enum Group: String, CaseIterable, Sendable {
        case end, limit, order, flags, shape, other
    }

    /// How many reasons there are.
    public static let count = Reason.allCases.count

    /// The stable id: the same on screen, in JSON and in the documentation.
    public var id: String { facts.id }

    /// The letter that stands for the reason where there is no room for its id.
    ///
    /// Case counts; letters that differ in nothing else are of different groups, and so of different colours. None is a
    /// digit, since a share may stand beside it.
    public var letter: Character { facts.letter }

    /// The group it belongs to.
    public var group: Group {
        switch self {
        case .pollEnd, .sourceEnd, .timeout, .tuning, .driver, .evicted: .end
        case .maxAggr, .maxFrags, .sizeLimit: .limit
        case .gap, .duplicate, .ackBack: .order
        case .syn, .fin, .rst, .psh, .urg, .ece, .cwr, .noAck, .ceMark, .reserved: .flags
        case .notIP, .ipv6, .encapsulated, .tunnel, .notTCP, .malformed, .truncated: .other
        case .pureAck, .padding, .ipOptions, .tcpOptions, .tsBack, .tsecrZero, .ipChecksum, .tcpChecksum, .fragment,
            .smallPacket, .tagLength, .noSession, .window, .ack, .ttl, .tos, .df, .ipID, .segmentSize, .extensionHeader:
            .shape
        }
    }

    /// What it means, without the numbers of a case.
    public var meaning: String { facts.meaning }

    /// The reason of a stable id, or nil.
    public init?(id: String) {
        guard let reason = Reason.allCases.first(where: { $0.id == id }) else { return nil }
        self = reason
    }

    private var facts: (id: String, letter: Character, meaning: String) {
        switch self {
        case .pollEnd: ("poll-end", "P", "the poll round ended")
        case .sourceEnd: ("source-end", "E", "the source ended")
        case .timeout: ("timeout", "l", "it was held as long as the flush policy allows")
        case .tuning: ("tuning", "T", "a knob made the session illegal")
        case .evicted: ("evicted", "U", "the bucket was full, and it was held longest")
        case .driver: ("driver", "D", "the driver flushed the flow for a small packet")
        case .maxAggr: ("max-aggr", "M", "the aggregate is full")
        case .maxFrags: ("max-frags", "X", "the aggregate has all the fragments it can hold")
        case .sizeLimit: ("size-limit", "Z", "the aggregate cannot grow longer")
        case .gap: ("gap", "G", "bytes before this packet are missing")
        case .duplicate: ("duplicate", "d", "the packet lies before the expected sequence")
        case .ackBack: ("ack-back", "B", "the acknowledgment went back")
        case .syn: ("syn", "S", "SYN is set")
        case .fin: ("fin", "F", "FIN is set")
        case .rst: ("rst", "R", "RST is set")
        case .psh: ("psh", "H", "PSH is set")
        case .urg: ("urg", "u", "URG is set")
        case .ece: ("ece", "e", "ECE is set")
        case .cwr: ("cwr", "c", "CWR is set")
        case .noAck: ("no-ack", "n", "ACK is not set")
        case .ceMark: ("ce-mark", "J", "IP carries a congestion mark (CE)")
        case .reserved: ("reserved", "Y", "reserved bits are set, or differ")
        case .window: ("window", "w", "the window changed")
        case .ack: ("ack", "h", "the acknowledgment changed")
        case .ttl: ("ttl", "L", "TTL or hop limit changed")
        case .tos: ("tos", "q", "TOS or traffic class changed")
        case .df: ("df", "y", "DF changed")
        case .ipID: ("ip-id", "j", "the IP identification does not count on")
        case .segmentSize: ("segment-size", "b", "the payload is not as long as the first one")
        case .extensionHeader: ("extension", "v", "an IPv6 extension header that is not stepped over")
        case .pureAck: ("pure-ack", "A", "no payload")
        case .padding: ("padding", "p", "the frame and the IP length disagree")
        case .ipOptions: ("ip-options", "i", "IP options")
        case .tcpOptions: ("tcp-options", "o", "TCP options other than the session's timestamp layout")
        case .tsBack: ("ts-back", "t", "the timestamp went back")
        case .tsecrZero: ("tsecr-zero", "z", "the timestamp echo is zero")
        case .ipChecksum: ("ip-checksum", "k", "wrong IP header checksum")
        case .tcpChecksum: ("tcp-checksum", "C", "wrong TCP checksum")
        case .fragment: ("fragment", "f", "an IP fragment")
        case .smallPacket: ("small-packet", "s", "small enough for the copybreak path")
        case .tagLength: ("tag-length", "g", "the tag counts as four bytes too many")
        case .noSession: ("no-session", "N", "the session table is full")
        case .notIP: ("not-ip", "I", "not an IP packet")
        case .ipv6: ("ipv6", "W", "IPv6, which LRO does not merge")
        case .encapsulated: ("encapsulated", "V", "more before IP than one 802.1Q tag: QinQ, PPPoE, MPLS")
        case .tunnel: ("tunnel", "Q", "a tunnel: IP in IP, GRE, ESP, L2TP, VXLAN, Geneve, GTP-U")
        case .notTCP: ("not-tcp", "O", "not TCP")
        case .malformed: ("malformed", "m", "headers that contradict each other")
        case .truncated: ("truncated", "x", "headers that were not captured")
        }
    }
}
