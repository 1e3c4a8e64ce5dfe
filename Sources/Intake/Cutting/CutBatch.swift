import Frames
import Unmerge

/// A batch some of whose frames are cut, on its way to those who take the packets.
struct CutBatch: Sendable {
    /// A frame that is cut.
    struct Cut: Sendable {
        /// Where it is in the batch.
        let place: Int
        /// Its segments.
        var segmenter: Segmenter
    }

    private let batch: FrameBatch
    private var cuts: [Cut]
    /// The next frame, and the next segment of it.
    private var place = 0
    private var segment = 0
    /// What makes them, once the first was made.
    private var segmenter: Segmenter?
    /// The next frame that is cut, a place in `cuts`.
    private var nextCut = 0

    /// The packets of a batch; `cuts` are in the order of their places.
    init(_ batch: FrameBatch, _ cuts: [Cut]) { (self.batch, self.cuts) = (batch, cuts) }

    /// Whether all packets were handed out.
    var isOver: Bool { place == batch.count }

    /// Hands out the next packet into another batch, which is not full.
    ///
    /// - Parameters:
    ///   - packets: That batch.
    ///   - times: What says when segments came, nil where they have their packet's time.
    /// - Returns: Its number in the capture; nil when there is none.
    mutating func next(into packets: inout FrameBatch, _ times: inout SegmentTimes?) -> FrameNumber? {
        guard !isOver else { return nil }
        let origin = batch.hasOrigins ? batch.origin(at: place) : nil
        var number = FrameNumber(0)
        batch.withRawFrames { raw in
            let record = raw.record(at: place)
            number.frame = record.index
            raw.withBytes(of: record) { frame in
                if packets.isEmpty { packets.parser = raw.parser }
                guard nextCut < cuts.count, cuts[nextCut].place == place else {
                    times?.follow(record.time)
                    packets.append(
                        frame, Span(), like: record, wireLength: Int(record.wireLength), origin: origin)
                    place += 1
                    return
                }
                // One copy of it in memory while it changes.
                var segmenter = self.segmenter.take() ?? cuts[nextCut].segmenter
                if segmenter.count > 1 { number.segment = segment }
                let made = segmenter.makeSegment(segment, of: frame)
                var record = record
                record.time = times?.time(of: segment, in: segmenter, recorded: record.time) ?? record.time
                packets.append(
                    segmenter.header.span, frame.extracting(made.payload), like: record, wireLength: made.wireLength,
                    origin: origin.map(\.ofSegment))
                segment += 1
                if segment < segmenter.count {
                    self.segmenter = segmenter
                } else {
                    (place, segment, nextCut) = (place + 1, 0, nextCut + 1)
                }
            }
        }
        return number
    }
}

extension FrameOrigin {
    /// The origin of a segment of a frame with this one: nothing is said of its size any more.
    fileprivate var ofSegment: FrameOrigin {
        var origin = self
        origin.segmentSize = 0
        return origin
    }
}
