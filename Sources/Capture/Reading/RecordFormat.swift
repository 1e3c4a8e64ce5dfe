import CaptureFormats
import Packet

/// How the packets of a kind of capture file are read from its bytes; what is known of them so far.
protocol RecordFormat: Sendable {
    /// What stands in front of IP in the packets that are read now.
    var currentLink: LinkType { get }

    /// The packet of that link type at `place`, which is not behind the bytes, or nil where there is none, or it is not
    /// wholly there, or not plain.
    func record(in bytes: Span<UInt8>, at place: Int) -> PacketRecord?

    /// Looks at what is at `place`, where there is no such packet.
    mutating func step(in bytes: Span<UInt8>, at place: Int) -> RecordStep

    /// Goes on with the link type of the packet at `place`.
    mutating func turn(to bytes: Span<UInt8>, at place: Int)
}

// Wrapped here, and not where the formats are, so that the reader has their code in its loops.
extension PcapRecords: RecordFormat {
    @inline(__always)
    func record(in bytes: Span<UInt8>, at place: Int) -> PacketRecord? { packet(in: bytes, at: place) }
}

extension PcapngBlocks: RecordFormat {
    @inline(__always)
    func record(in bytes: Span<UInt8>, at place: Int) -> PacketRecord? { packet(in: bytes, at: place) }
}
