/// A TCP segment over IPv4 on Ethernet without a tag, which most frames are, in the words of its headers.
///
/// Nothing is taken apart before it is asked for: so all of it stays in registers. The fields mean something only where
/// `isTCPv4` says that the frame is such a one.
public struct TCPv4Words: TCPSegment {
    /// The frame's number among those that passed the filter, from 0.
    public let index: UInt64
    /// When it was captured, in nanoseconds since 1970.
    public let time: Int64
    /// The frame's length on the wire.
    public let wireLength: UInt32
    /// The first bytes of the link header.
    public let addresses: UInt64
    /// The rest of it, version, header length and type of service.
    public let types: UInt64
    /// Total length, identification, fragment word, TTL and protocol.
    public let identifying: UInt64
    /// Source and destination address.
    public let endpoints: UInt64
    /// Source and destination port.
    public let ports: UInt32
    /// Data offset, flags and window.
    public let flagged: UInt32
    /// Sequence and acknowledgment number.
    public let numbers: UInt64
    /// Timestamp value and echo, if there are any; else 0.
    public let timestamps: UInt64
    /// The urgent pointer.
    public let urgentPointer: UInt16
    /// What begins the option bytes, if there are any; else as if they were timestamps.
    public let optionWord: UInt32

    /// How much of a frame has to be there.
    @inlinable public static var minimumLength: Int { 66 }

    /// The words of a frame with that record, whatever they are; it has at least `minimumLength` bytes.
    @inlinable @inline(__always)
    public init(_ frame: Span<UInt8>, _ record: FrameRecord) {
        index = record.index
        time = record.time
        wireLength = record.wireLength
        addresses = frame.word64(at: 0)
        types = frame.word64(at: 8)
        identifying = frame.word64(at: 16)
        endpoints = frame.word64(at: 26)
        ports = frame.word32(at: 34)
        numbers = frame.word64(at: 38)
        flagged = frame.word32(at: 46)
        urgentPointer = frame.word16(at: 52)
        let hasOptions = flagged >> 28 == 8
        optionWord = hasOptions ? frame.word32(at: 54) : OptionLayout.timestampWord
        timestamps = hasOptions ? frame.word64(at: 58) : 0
    }

    /// Whether it is IPv4 with a header of five words that is no fragment, and carries TCP with a right header length.
    @inlinable @inline(__always)
    public var isTCPv4: Bool {
        types & 0xffff_ff00 == 0x0800_4500 && identifying & 0x3fff_00ff == 0x0000_0006
            && headerLength >= TCPHeader.minimumLength && payloadLength >= 0
    }

    /// The length of the TCP header in bytes.
    @inlinable @inline(__always)
    public var headerLength: Int { Int(flagged >> 28) * 4 }

    /// Addresses, ports and VLAN.
    @inlinable @inline(__always)
    public var flow: FlowKey { FlowKey(v4: endpoints, ports: ports) }
    /// The TCP sequence number.
    @inlinable @inline(__always)
    public var sequence: UInt32 { UInt32(truncatingIfNeeded: numbers >> 32) }
    /// The TCP acknowledgment number.
    @inlinable @inline(__always)
    public var acknowledgment: UInt32 { UInt32(truncatingIfNeeded: numbers) }
    /// The timestamp value, when the layout has one.
    @inlinable @inline(__always)
    public var timestampValue: UInt32 { UInt32(truncatingIfNeeded: timestamps >> 32) }
    /// The timestamp echo reply, when the layout has one.
    @inlinable @inline(__always)
    public var timestampEcho: UInt32 { UInt32(truncatingIfNeeded: timestamps) }
    /// IPv4: the total length; IPv6: 40 and the payload length.
    @inlinable @inline(__always)
    public var totalLength: Int { Int(identifying >> 48) }
    /// What the lengths say of the TCP payload; negative when they contradict each other.
    @inlinable @inline(__always)
    public var payloadLength: Int { totalLength &- transportOffset &- headerLength }
    /// Bytes from the IP header to the TCP header.
    @inlinable @inline(__always)
    public var transportOffset: Int { IPv4Header.minimumLength }
    /// What must not change within a stream that can be cut out of an aggregate again.
    @inlinable @inline(__always)
    public var invariants: HeaderInvariants {
        HeaderInvariants(
            word: (identifying & 0xffff_ff00) << 32 | (types & 0xff) << 32 | UInt64(flagged & 0xff00_ffff))
    }
    /// The first 24 bytes in front of IP, zeros where there are fewer.
    @inlinable @inline(__always)
    public var link: LinkPrefix { LinkPrefix(addresses, types & 0xffff_ffff_ffff_0000) }
    /// The TCP window, unscaled.
    @inlinable @inline(__always)
    public var window: UInt16 { UInt16(truncatingIfNeeded: flagged) }
    /// The IPv4 identification.
    @inlinable @inline(__always)
    public var identification: UInt16 { UInt16(truncatingIfNeeded: identifying >> 32) }
    /// The TCP flag byte.
    @inlinable @inline(__always)
    public var flags: TCPFlags { TCPFlags(rawValue: UInt8(truncatingIfNeeded: flagged >> 16)) }
    /// How the TCP options are laid out.
    @inlinable @inline(__always)
    public var optionLayout: OptionLayout { flagged >> 28 == 5 ? .none : .timestamp }
}
