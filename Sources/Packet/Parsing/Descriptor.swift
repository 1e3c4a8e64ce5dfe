/// What a driver knows of a frame: everything that receive offload looks at, read once.
///
/// Lengths are the wire's, so a capture cut by a snaplen works as long as the headers are in it.
/// Payload is not kept. What a session takes of a frame stands in `segment`, and is found under its own names.
@dynamicMemberLookup
public struct Descriptor: Sendable {
    /// What is wrong or special about the frame before any flow is looked at.
    public struct Facts: OptionSet, Hashable, Sendable {
        /// One bit for each fact.
        public let rawValue: UInt16

        /// The facts of some bits.
        @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// Neither IPv4 nor IPv6.
        @inlinable public static var notIP: Facts { Facts(rawValue: 1 << 0) }
        /// In front of IP stands more than one 802.1Q tag: see `encapsulation`.
        @inlinable public static var encapsulated: Facts { Facts(rawValue: 1 << 1) }
        /// IP, but not TCP: see `tunnel`.
        @inlinable public static var notTCP: Facts { Facts(rawValue: 1 << 2) }
        /// Lengths or versions in the headers contradict each other.
        @inlinable public static var malformed: Facts { Facts(rawValue: 1 << 3) }
        /// The headers are not all in the captured bytes.
        @inlinable public static var truncated: Facts { Facts(rawValue: 1 << 4) }
        /// Part of a fragmented datagram.
        @inlinable public static var fragment: Facts { Facts(rawValue: 1 << 5) }
        /// The IP header checksum was verified and is wrong.
        @inlinable public static var badIPChecksum: Facts { Facts(rawValue: 1 << 6) }
        /// The TCP checksum was verified and is wrong.
        @inlinable public static var badTCPChecksum: Facts { Facts(rawValue: 1 << 7) }
        /// A single 802.1Q tag stands in the bytes of an Ethernet frame.
        @inlinable public static var inBandTag: Facts { Facts(rawValue: 1 << 8) }
        /// `flow` has addresses.
        @inlinable public static var hasAddresses: Facts { Facts(rawValue: 1 << 9) }
        /// `flow` has TCP ports: those that the frame has, whatever IP says of its length.
        @inlinable public static var hasPorts: Facts { Facts(rawValue: 1 << 10) }
        /// The TCP fields were read; without ports they are of no flow, and stand behind what cannot be an IP header.
        @inlinable public static var hasTCP: Facts { Facts(rawValue: 1 << 11) }

        /// An IPv6 fragment header, also of a whole datagram.
        @inlinable public static var fragmentHeader: Facts { Facts(rawValue: 1 << 12) }
        /// IPv6 extension headers besides hop-by-hop, routing, destination options and fragment.
        @inlinable public static var otherExtension: Facts { Facts(rawValue: 1 << 13) }

        /// What makes a driver keep a frame from LRO.
        @inlinable public static var refusals: Facts { Facts(rawValue: 0xff) }
    }

    /// The flow, the numbers and the lengths, as far as `facts` says that they are there.
    public var segment = Segment()
    /// The frame's length on the wire, link header included.
    public var wireLength = 0
    /// How much of it was captured.
    public var capturedLength = 0
    /// What is wrong or special.
    public var facts: Facts = []
    /// 4, 6, or 0 when the frame is not IP.
    public var ipVersion: UInt8 = 0
    /// The protocol behind the IP headers.
    public var protocolNumber: UInt8 = 0
    /// Bytes in front of the IP header.
    public var networkOffset = 0
    /// The TCP header length in bytes, options included.
    public var tcpHeaderLength = 0
    /// The type of service byte or traffic class.
    public var typeOfService: UInt8 = 0
    /// What stands in front of IP where that is more than one 802.1Q tag, else nil.
    public var encapsulation: Encapsulation?
    /// The tunnel that the packet is part of where IP carries no TCP, else nil.
    public var tunnel: Tunnel?
    /// The RSS hash that the NIC computed.
    public var rssHash: UInt32 = 0
    /// The headers from the IP header on, and at least 12 bytes behind a TCP header without options.
    public var headers = HeaderBytes()

    /// A descriptor of nothing, to be filled by a parser.
    public init() {}

    /// A field of the segment.
    @inlinable
    public subscript<Value>(dynamicMember field: WritableKeyPath<Segment, Value>) -> Value {
        @inline(__always) get { segment[keyPath: field] }
        @inline(__always) _modify { yield &segment[keyPath: field] }
    }

    /// The option bytes of the TCP header, as far as they were captured.
    public var tcpOptions: [UInt8] {
        let start = segment.transportOffset + TCPHeader.minimumLength
        let end = min(segment.transportOffset + tcpHeaderLength, headers.count)
        return start < end ? Array(headers.array[start..<end]) : []
    }

    /// The frame's length from the IP header on.
    @inlinable @inline(__always)
    public var networkLength: Int { wireLength - networkOffset }

    /// The TCP payload that counts: of a whole, well-formed segment whose headers were captured; else 0.
    @inlinable @inline(__always)
    public var countedPayload: Int {
        isWholeTCP && facts.isDisjoint(with: [.malformed, .truncated]) ? max(0, segment.payloadLength) : 0
    }

    /// Whether the frame is a TCP segment with ports that is not part of a fragmented datagram.
    @inlinable @inline(__always)
    public var isWholeTCP: Bool { facts.contains(.hasPorts) && !facts.contains(.fragment) }
}
