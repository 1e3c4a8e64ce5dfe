/// The number of a packet in its capture: the frame's, and for a segment of one that was cut which segment it is.
public struct FrameNumber: Hashable, Sendable {
    /// The frame, from 0.
    public var frame: UInt64
    /// The segment, from 0; nil for a frame that was not cut.
    public var segment: Int?

    /// The number of a frame, or of a segment of it.
    public init(_ frame: UInt64, segment: Int? = nil) {
        self.frame = frame
        self.segment = segment
    }
}

extension FrameNumber: CustomStringConvertible {
    /// As it is shown: `8`, or `8.3` for a segment.
    public var description: String { segment.map { "\(frame).\($0)" } ?? "\(frame)" }
}
