/// The fixed fields of an IPv4 header (RFC 791).
public struct IPv4Header: Equatable, Sendable {
    /// The length of a header without options, in bytes.
    @inlinable public static var minimumLength: Int { 20 }

    /// The version nibble, 4 in a right header.
    public var version: UInt8
    /// The header length in bytes, options included; below 20 in a malformed header.
    public var headerLength: Int
    /// The type of service byte: DSCP and ECN.
    public var typeOfService: UInt8
    /// Header and payload in bytes.
    public var totalLength: Int
    /// The identification of the datagram.
    public var identification: UInt16
    /// The reserved, DF and MF bits and the fragment offset.
    public var fragmentWord: UInt16
    /// The time to live.
    public var timeToLive: UInt8
    /// The protocol of the payload.
    public var protocolNumber: UInt8
    /// The header checksum as it stands.
    public var checksum: UInt16
    /// The source address.
    public var source: UInt32
    /// The destination address.
    public var destination: UInt32

    /// Reads the header at `offset`, or nil when fewer than 20 bytes are there.
    @inline(__always)
    public init?(_ bytes: Span<UInt8>, at offset: Int) {
        guard offset >= 0, bytes.count - offset >= Self.minimumLength else { return nil }
        version = bytes[offset] >> 4
        headerLength = Int(bytes[offset] & 0x0f) * 4
        typeOfService = bytes[offset + 1]
        totalLength = Int(bytes.word16(at: offset + 2))
        identification = bytes.word16(at: offset + 4)
        fragmentWord = bytes.word16(at: offset + 6)
        timeToLive = bytes[offset + 8]
        protocolNumber = bytes[offset + 9]
        checksum = bytes.word16(at: offset + 10)
        source = bytes.word32(at: offset + 12)
        destination = bytes.word32(at: offset + 16)
    }

    /// Whether more fragments follow.
    public var moreFragments: Bool { fragmentWord & 0x2000 != 0 }
    /// The place of a fragment in its datagram, in units of eight bytes.
    public var fragmentOffset: UInt16 { fragmentWord & 0x1fff }
}
