/// Where a captured frame lies among the bytes of others, and what its capture says of it.
public struct FrameRecord: Sendable {
    /// The frame's number among those that passed the filter, from 0.
    public var index: UInt64
    /// When it was captured, in nanoseconds since 1970.
    public var time: Int64
    /// Where its bytes begin.
    public var start: UInt32
    /// How many bytes were captured.
    public var captured: UInt32
    /// The frame's length on the wire, no less than what was captured.
    public var wireLength: UInt32
    /// The RSS hash that the NIC notes, where it was asked for one.
    public var rssHash: UInt32 = 0

    /// A record from its parts; the bytes of frames that are together are less than 4 GiB.
    public init(index: UInt64, time: Int64, start: Int, captured: Int, wireLength: Int) {
        self.index = index
        self.time = time
        self.start = UInt32(truncatingIfNeeded: start)
        self.captured = UInt32(truncatingIfNeeded: captured)
        self.wireLength = UInt32(truncatingIfNeeded: max(wireLength, captured))
    }
}
