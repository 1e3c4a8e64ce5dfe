/// The fixed fields of an IPv6 header (RFC 8200).
public struct IPv6Header: Equatable, Sendable {
    /// The length of the fixed header in bytes.
    public static let length = 40

    /// The version nibble, 6 in a right header.
    public var version: UInt8
    /// The traffic class: DSCP and ECN.
    public var trafficClass: UInt8
    /// The first next-header byte.
    public var nextHeader: UInt8
    /// The bytes behind the fixed header; 0 in a jumbogram.
    public var payloadLength: Int
    /// The hop limit.
    public var hopLimit: UInt8
    /// The source address.
    public var source: IPAddress
    /// The destination address.
    public var destination: IPAddress

    /// Reads the header at `offset`, or nil when fewer than 40 bytes are there.
    public init?(_ bytes: Span<UInt8>, at offset: Int) {
        guard offset >= 0, bytes.count - offset >= Self.length else { return nil }
        version = bytes[offset] >> 4
        trafficClass = UInt8(truncatingIfNeeded: bytes.word16(at: offset) >> 4)
        payloadLength = Int(bytes.word16(at: offset + 4))
        nextHeader = bytes[offset + 6]
        hopLimit = bytes[offset + 7]
        source = IPAddress(high: bytes.word64(at: offset + 8), low: bytes.word64(at: offset + 16))
        destination = IPAddress(high: bytes.word64(at: offset + 24), low: bytes.word64(at: offset + 32))
    }
}
