import Packet
import Timing

/// What the stamps of consecutive frames say: how far apart these are, and whether a link can have carried them so.
public struct StampStatistics: Sendable {
    /// The link that is taken to have carried them.
    public let link: Rate
    /// Frames so far.
    public private(set) var frames = 0
    /// Frames that were stamped in bursts which the link cannot carry: with `window` others within half the time it
    /// takes.
    public private(set) var inBursts = 0

    /// Stamps may be rounded to a microsecond, which says nothing of two frames, but of so many.
    static let window = 8

    private var gaps = LatencyHistogram()
    /// The latest stamps, and the bits that have gone over the wire by then, as a ring.
    private var latest: [(time: Int64, bits: UInt64)] = []
    private var bits: UInt64 = 0
    /// How many of the latest frames are counted as in bursts.
    private var counted = 0

    /// No stamps yet of frames over such a link.
    package init(_ link: Rate) { self.link = link }

    /// The median of the time between two frames in nanoseconds; 0 without two.
    public var medianGap: Int64 { gaps.percentile(0.5) }
    /// The share of the frames that were stamped in such bursts, from 0 to 1.
    public var burstShare: Double { frames == 0 ? 0 : Double(inBursts) / Double(frames) }
    /// Whether time passes at all.
    public var areThere: Bool { gaps.maximum > 0 }

    /// Follows the stamp of the next frame.
    package mutating func note(_ record: FrameRecord) {
        let time = record.time
        if frames > 0 { gaps.note(max(0, time &- latest[(frames - 1) % Self.window].time)) }
        bits += Wire.bits(of: Int(record.wireLength))
        // The frame before the window is where the time of the window begins.
        counted = max(0, counted - 1)
        if frames >= Self.window {
            let first = latest[frames % Self.window]
            if (time &- first.time) &* 2 < link.timeRoundedUp(of: bits - first.bits) {
                inBursts += Self.window - counted
                counted = Self.window
            }
            latest[frames % Self.window] = (time, bits)
        } else {
            latest.append((time, bits))
        }
        frames += 1
    }
}
