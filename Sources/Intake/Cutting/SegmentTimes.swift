import Timing
import Unmerge

/// When the segments of a packet were on the wire that was recorded when the last of them had come: back to back.
struct SegmentTimes: Sendable {
    /// How fast they came.
    let link: Rate
    /// The latest time that was handed out, before which no segment is put.
    private var latest = Int64.min

    init(_ link: Rate) { self.link = link }

    /// Follows that a packet with that time is handed out as it is.
    mutating func follow(_ time: Int64) { latest = max(latest, time) }

    /// When a segment came of a packet that was recorded at `time`: as much earlier as those behind it took.
    mutating func time(of number: Int, in segmenter: Segmenter, recorded time: Int64) -> Int64 {
        let (count, last) = (segmenter.count, segmenter.count - 1)
        guard number < last else {
            follow(time)
            return time
        }
        // All but the last are alike.
        let full = link.timeRoundedUp(of: Wire.bits(of: segmenter.wireLength(of: 0)))
        let behind =
            full * Int64(count - 2 - number) + link.timeRoundedUp(of: Wire.bits(of: segmenter.wireLength(of: last)))
        let (lowered, overflow) = time.subtractingReportingOverflow(behind)
        let result = max(latest, overflow ? time : lowered)
        follow(result)
        return result
    }
}
