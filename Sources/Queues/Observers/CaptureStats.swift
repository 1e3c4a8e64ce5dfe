import Offload
import Packet

/// What the frames of a queue, or of all, say about the capture itself, for warnings.
public struct CaptureStats: Sendable {
    /// Frames whose IP packet is longer than the MTU: merged before they were captured, or about to be cut after.
    public private(set) var aboveMTU: UInt64 = 0
    /// The longest IP packet on the wire among them.
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

    /// The number of the first frame, and of the latest.
    private var firstFrame: UInt64 = 0
    private var lastFrame: UInt64 = 0

    /// No frames..
    public init() {}

    /// The time from the first frame to the latest, in seconds; 0 where the clock went back.
    public var seconds: Double {
        guard let firstTime else { return 0 }
        return max(0, Double(lastTime) - Double(firstTime)) / 1e9
    }

    /// Looks at a frame of a link with the given MTU; it is not changed: in place it is not copied.
    @inline(__always)
    mutating func see(_ frame: inout Descriptor, mtu: Int) {
        if frames == 0 { (firstTime, firstFrame) = (frame.time, frame.index) }
        frames &+= 1
        wireBytes &+= UInt64(truncatingIfNeeded: frame.wireLength)
        (lastTime, lastFrame) = (frame.time, frame.index)
        if frame.networkLength > mtu, frame.ipVersion != 0 { noteLong(frame.networkLength) }
        if frame.facts.contains(.truncated) { headersCut += 1 }
    }

    /// Looks at the plain segments without a tag on Ethernet from `first` on, which came to `tally`.
    @inline(__always)
    mutating func see(plain frames: RawFrames, from first: Int, _ tally: FastPathResult, mtu: Int) {
        if self.frames == 0 {
            let record = frames.record(at: first)
            (firstTime, firstFrame) = (record.time, record.index)
        }
        let last = frames.record(at: first + tally.frames - 1)
        (lastTime, lastFrame) = (last.time, last.index)
        self.frames &+= UInt64(truncatingIfNeeded: tally.frames)
        wireBytes &+= UInt64(truncatingIfNeeded: tally.wireBytes)
        if tally.longest - 14 > mtu { noteLong(frames, from: first, to: first + tally.frames, mtu: mtu) }
    }

    @inline(never)
    private mutating func noteLong(_ frames: RawFrames, from first: Int, to end: Int, mtu: Int) {
        for place in first..<end {
            let length = Int(frames.record(at: place).wireLength) - 14
            if length > mtu { noteLong(length) }
        }
    }

    @inline(never)
    private mutating func noteLong(_ length: Int) {
        aboveMTU += 1
        longest = max(longest, length)
    }

    /// Adds what other frames of the same capture say.
    package mutating func add(_ other: CaptureStats) {
        guard other.frames > 0 else { return }
        if frames == 0 || other.firstFrame < firstFrame {
            (firstTime, firstFrame) = (other.firstTime, other.firstFrame)
        }
        if frames == 0 || other.lastFrame > lastFrame { (lastTime, lastFrame) = (other.lastTime, other.lastFrame) }
        aboveMTU += other.aboveMTU
        longest = max(longest, other.longest)
        headersCut += other.headersCut
        frames += other.frames
        wireBytes &+= other.wireBytes
    }
}
