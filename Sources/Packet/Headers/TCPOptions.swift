/// How the option bytes of a TCP header are laid out, as far as receive offload cares.
public enum OptionLayout: UInt8, Sendable {
    /// No options: a 20-byte header.
    case none
    /// NOP NOP TIMESTAMP in a 32-byte header, the layout of RFC 7323 appendix A.
    case timestamp
    /// Anything else.
    case other

    /// The option word that begins the timestamp layout: NOP, NOP, kind 8, length 10.
    @inlinable public static var timestampWord: UInt32 { 0x0101_080a }
}

/// One TCP option (RFC 9293, 3.1).
public struct TCPOption: Equatable, Sendable {
    /// The option's kind: 0 end, 1 no operation, 2 MSS, 8 timestamps.
    public var kind: UInt8
    /// The option's bytes after kind and length.
    public var content: [UInt8]

    /// An option from its kind and content.
    public init(kind: UInt8, content: [UInt8] = []) {
        self.kind = kind
        self.content = content
    }

    /// Reads the options of a header up to the end, an end-of-list, or the first that is cut.
    ///
    /// - Returns: The options, and whether all bytes could be read as options.
    public static func list(_ bytes: Span<UInt8>) -> (options: [TCPOption], isComplete: Bool) {
        var options: [TCPOption] = []
        var offset = 0
        while offset < bytes.count {
            let kind = bytes[offset]
            if kind == 0 { break }
            if kind == 1 {
                options.append(TCPOption(kind: kind))
                offset += 1
                continue
            }
            guard offset + 1 < bytes.count else { return (options, false) }
            let length = Int(bytes[offset + 1])
            guard length >= 2, offset + length <= bytes.count else { return (options, false) }
            options.append(TCPOption(kind: kind, content: (offset + 2..<offset + length).map { bytes[$0] }))
            offset += length
        }
        return (options, true)
    }
}
