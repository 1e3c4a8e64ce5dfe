import Packet

/// What the frames of a source say about the capture itself, for warnings.
public struct Survey: Sendable {
    /// Frames whose IP packet is longer than the MTU: merged before they were captured, or about to be cut after.
    public private(set) var aboveMTU: UInt64 = 0
    /// The longest IP packet on the wire.
    public private(set) var longest = 0
    /// Frames whose headers were not captured.
    public private(set) var headersCut: UInt64 = 0
    /// Frames.
    public private(set) var frames: UInt64 = 0
    /// Bytes on the wire.
    public private(set) var wireBytes: UInt64 = 0
    /// When the first frame was captured, in nanoseconds since 1970.
    public private(set) var firstTime: Int64?
    /// When the latest frame was captured.
    public private(set) var lastTime: Int64 = 0

    private let mtu: Int

    /// A survey of a link with the given MTU.
    public init(mtu: Int = 1500) {
        self.mtu = mtu
    }

    /// The time from the first frame to the latest, in seconds; 0 where the clock went back.
    public var seconds: Double {
        guard let firstTime else { return 0 }
        return max(0, Double(lastTime) - Double(firstTime)) / 1e9
    }

    /// Looks at a frame.
    @inline(__always)
    mutating func see(_ frame: Descriptor) {
        frames += 1
        wireBytes &+= UInt64(truncatingIfNeeded: frame.wireLength)
        if firstTime == nil { firstTime = frame.time }
        lastTime = frame.time
        if frame.networkLength > mtu, frame.ipVersion != 0 {
            aboveMTU += 1
            longest = max(longest, frame.networkLength)
        }
        if frame.facts.contains(.truncated) { headersCut += 1 }
    }
}
