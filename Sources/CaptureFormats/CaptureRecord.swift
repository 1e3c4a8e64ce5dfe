import Frames

/// A frame as it is written to a capture file.
package struct CaptureRecord {
    /// What was captured.
    package var bytes: ArraySlice<UInt8>
    /// Its length on the wire.
    package var wireLength: Int
    /// Nanoseconds since 1970.
    package var time: Int64
    /// The interface that it came from, by the place of its description.
    package var interface = 0
    /// What is said of it in words.
    package var comment = ""
    /// Direction, checksum, queue and segments.
    package var origin = FrameOrigin()
    /// Whether segments were merged into it.
    package var isAggregate = false
    /// The number of the first frame in it.
    package var firstFrame: UInt64?

    /// A frame of which nothing more is said.
    package init(bytes: ArraySlice<UInt8>, wireLength: Int, time: Int64) {
        (self.bytes, self.wireLength, self.time) = (bytes, wireLength, time)
    }
}
