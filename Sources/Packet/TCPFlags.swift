/// The flag byte of a TCP header (RFC 9293, RFC 3168).
public struct TCPFlags: OptionSet, Hashable, Sendable {
    /// The byte as it stands in the header.
    public let rawValue: UInt8

    /// The flags of a flag byte.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// No more data from the sender.
    public static let fin = TCPFlags(rawValue: 0x01)
    /// Opens a connection.
    public static let syn = TCPFlags(rawValue: 0x02)
    /// Aborts a connection.
    public static let rst = TCPFlags(rawValue: 0x04)
    /// Hand the data to the application now.
    public static let psh = TCPFlags(rawValue: 0x08)
    /// The acknowledgment number counts.
    public static let ack = TCPFlags(rawValue: 0x10)
    /// The urgent pointer counts.
    public static let urg = TCPFlags(rawValue: 0x20)
    /// The receiver saw a congestion mark.
    public static let ece = TCPFlags(rawValue: 0x40)
    /// The sender reduced its window.
    public static let cwr = TCPFlags(rawValue: 0x80)
}
