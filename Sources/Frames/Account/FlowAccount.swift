/// What un-merge knows of a flow.
public struct FlowAccount: Equatable, Sendable {
    /// Packets with payload as they were captured: what the capturing host's kernel delivered.
    public var packets: UInt64 = 0
    /// The segments of the wire in them.
    public var segments: UInt64 = 0
    /// Payload bytes of a full segment, TCP options included, nil where nothing had to be cut.
    public var segmentSize: Int?
    /// How that is known.
    public var confidence: Confidence?

    /// Nothing known yet.
    public init() {}

    /// Segments per packet: how well the host's own kernel merged; nil before there is one.
    public var ratio: Double? { packets == 0 ? nil : Double(segments) / Double(packets) }
}
