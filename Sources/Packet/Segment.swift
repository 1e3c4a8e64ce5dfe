/// The fields of a TCP segment, each by itself: what a parser fills in.
public struct Segment: SegmentFields, Sendable {
    public var flow = FlowKey.none
    public var index: UInt64 = 0
    public var time: Int64 = 0
    public var sequence: UInt32 = 0
    public var acknowledgment: UInt32 = 0
    public var timestampValue: UInt32 = 0
    public var timestampEcho: UInt32 = 0
    public var totalLength = 0
    public var payloadLength = 0
    public var transportOffset = 0
    public var signature = Signature()
    public var link = LinkBytes()
    public var window: UInt16 = 0
    public var identification: UInt16 = 0
    public var flags: TCPFlags = []
    public var optionLayout = OptionLayout.none

    /// All zeros.
    @inlinable @inline(__always)
    public init() {}

    /// The fields of a segment, however they are kept.
    @inlinable @inline(__always)
    public init(_ segment: some SegmentFields) {
        flow = segment.flow
        index = segment.index
        time = segment.time
        sequence = segment.sequence
        acknowledgment = segment.acknowledgment
        timestampValue = segment.timestampValue
        timestampEcho = segment.timestampEcho
        totalLength = segment.totalLength
        payloadLength = segment.payloadLength
        transportOffset = segment.transportOffset
        signature = segment.signature
        link = segment.link
        window = segment.window
        identification = segment.identification
        flags = segment.flags
        optionLayout = segment.optionLayout
    }
}
