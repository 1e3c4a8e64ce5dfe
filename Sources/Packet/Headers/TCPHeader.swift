/// The fixed fields of a TCP header (RFC 9293).
public struct TCPHeader: Equatable, Sendable {
    /// The length of a header without options, in bytes.
    @inlinable public static var minimumLength: Int { 20 }

    /// The source port.
    public var sourcePort: UInt16
    /// The destination port.
    public var destinationPort: UInt16
    /// The sequence number of the first payload byte.
    public var sequence: UInt32
    /// The next sequence number the sender expects.
    public var acknowledgment: UInt32
    /// The header length in bytes, options included; below 20 in a malformed header.
    public var headerLength: Int
    /// The four bits beside the data offset: reserved, and AE (once NS).
    public var reserved: UInt8
    /// The flag byte.
    public var flags: TCPFlags
    /// The window as it stands, unscaled.
    public var window: UInt16
    /// The checksum as it stands.
    public var checksum: UInt16
    /// The urgent pointer.
    public var urgentPointer: UInt16

    /// Reads the header at `offset`, or nil when fewer than 20 bytes are there.
    @inline(__always)
    public init?(_ bytes: Span<UInt8>, at offset: Int) {
        guard offset >= 0, bytes.count - offset >= Self.minimumLength else { return nil }
        sourcePort = bytes.word16(at: offset)
        destinationPort = bytes.word16(at: offset + 2)
        sequence = bytes.word32(at: offset + 4)
        acknowledgment = bytes.word32(at: offset + 8)
        headerLength = Int(bytes[offset + 12] >> 4) * 4
        reserved = bytes[offset + 12] & 0x0f
        flags = TCPFlags(rawValue: bytes[offset + 13])
        window = bytes.word16(at: offset + 14)
        checksum = bytes.word16(at: offset + 16)
        urgentPointer = bytes.word16(at: offset + 18)
    }
}
