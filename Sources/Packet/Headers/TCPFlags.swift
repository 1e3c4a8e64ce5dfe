/// The flag byte of a TCP header (RFC 9293, RFC 3168).
public struct TCPFlags: OptionSet, Hashable, Sendable {
    /// The byte as it stands in the header.
    public let rawValue: UInt8

    /// The flags of a flag byte.
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// No more data from the sender.
    @inlinable public static var fin: TCPFlags { TCPFlags(rawValue: 0x01) }
    /// Opens a connection.
    @inlinable public static var syn: TCPFlags { TCPFlags(rawValue: 0x02) }
    /// Aborts a connection.
    @inlinable public static var rst: TCPFlags { TCPFlags(rawValue: 0x04) }
    /// Hand the data to the application now.
    @inlinable public static var psh: TCPFlags { TCPFlags(rawValue: 0x08) }
    /// The acknowledgment number counts.
    @inlinable public static var ack: TCPFlags { TCPFlags(rawValue: 0x10) }
    /// The urgent pointer counts.
    @inlinable public static var urg: TCPFlags { TCPFlags(rawValue: 0x20) }
    /// The receiver saw a congestion mark.
    @inlinable public static var ece: TCPFlags { TCPFlags(rawValue: 0x40) }
    /// The sender reduced its window.
    @inlinable public static var cwr: TCPFlags { TCPFlags(rawValue: 0x80) }
}
