public import Frames

/// A frame as it was on the wire: one of a source, or a segment of one.
public struct UnmergedFrame: Equatable, Sendable {
    /// The captured bytes.
    public var bytes: ArraySlice<UInt8>
    /// Its length on the wire in bytes.
    public var wireLength: Int
    /// When the source's frame was captured, in nanoseconds since 1970.
    public var time: Int64
    /// The number of the source's frame, from 0.
    public var index: UInt64
    /// Which segment of that frame it is, nil when the frame was not cut.
    public var segment: Part?

    /// A segment among those of its frame.
    public struct Part: Equatable, Sendable {
        /// Which one, from 0.
        public var number: Int
        /// How many there are.
        public var count: Int
        /// How their size is known.
        public var confidence: Confidence
    }

    /// Where a segment comes from in a line, `#8.3 of 10 segments, size by mss`; empty for a frame that was not cut.
    public var comment: String {
        guard let segment else { return "" }
        return "#\(index).\(segment.number) of \(segment.count) segments, size by \(segment.confidence.rawValue)"
    }
}

extension Unmerger {
    /// The frames of a source's next batch as they were on the wire.
    public mutating func frames(of batch: FrameBatch) -> [UnmergedFrame] {
        var frames: [UnmergedFrame] = []
        frames.reserveCapacity(batch.count)
        batch.withRawFrames { raw in
            for place in batch.indices {
                let record = raw.record(at: place)
                append(batch.frame(at: place), record.index, record.time, Int(record.wireLength), to: &frames)
            }
        }
        return frames
    }

    private mutating func append(
        _ bytes: ArraySlice<UInt8>, _ index: UInt64, _ time: Int64, _ wireLength: Int,
        to frames: inout [UnmergedFrame]
    ) {
        guard let segmenter = segments(of: bytes.span, wireLength: wireLength) else {
            frames.append(UnmergedFrame(bytes: bytes, wireLength: wireLength, time: time, index: index))
            return
        }
        for number in 0..<segmenter.count {
            let segment = segmenter.segment(number, of: bytes.span)
            let part = UnmergedFrame.Part(
                number: number, count: segmenter.count, confidence: segmenter.confidence)
            frames.append(
                UnmergedFrame(
                    bytes: segment.bytes[...], wireLength: segment.wireLength, time: time, index: index, segment: part))
        }
    }
}
