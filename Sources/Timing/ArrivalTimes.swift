/// The times at which frames arrive, in nanoseconds from the first of them, in which they never go back.
public struct ArrivalTimes: Sendable {
    private let arrivals: Arrivals
    /// When the latest frame arrived, nil before the first.
    public private(set) var latest: Int64?
    /// Frames whose stamp is before that of a frame that was captured before them.
    public private(set) var corrected: UInt64 = 0

    /// The stamp of the first frame.
    public private(set) var firstStamp: Int64 = 0
    /// The latest stamp that the capture says.
    private var latestStamp = Int64.min
    /// The part of a nanosecond that has passed besides, at a rate, in units of its `amount`.
    private var rest: UInt64 = 0
    /// What the latest frame took on the wire: as a rule the next is as long.
    private var latestLength: (count: UInt64, whole: Int64, rest: UInt64) = (0, 0, 0)

    /// The times of a source that has not begun; with `backlog` all frames are there at once.
    public init(_ arrivals: Arrivals) { self.arrivals = arrivals }

    /// When the next frame arrives.
    ///
    /// - Parameters:
    ///   - stamp: When it was captured, in nanoseconds.
    ///   - length: Its length on the wire in bytes.
    /// - Returns: Nanoseconds from the arrival of the first frame.
    public mutating func next(stamp: Int64, length: Int) -> Int64 {
        let time = time(stamp: stamp, length: length)
        latest = time
        return time
    }

    private mutating func time(stamp: Int64, length: Int) -> Int64 {
        if case .recorded = arrivals {
            if stamp < latestStamp { corrected += 1 }
            latestStamp = max(latestStamp, stamp)
        }
        guard let latest else {
            firstStamp = stamp
            return 0
        }
        switch arrivals {
        case .backlog: return 0
        case .recorded(let speed):
            // Stamps may be anything that a file holds.
            let since = Int128(stamp) - Int128(firstStamp)
            guard since > 0 else { return latest }
            let time = speed == Arrivals.naturalSpeed ? since : since * 1000 / Int128(max(1, speed))
            return max(latest, Int64(clamping: time))
        case .rate(let rate):
            let count = rate.unit == .packets ? 1 : Wire.bits(of: length)
            return latest.addingSaturated(time(of: count, rate))
        }
    }

    /// The time of so many bits or packets behind those before, rounded down so that all together are exact.
    private mutating func time(of count: UInt64, _ rate: Rate) -> Int64 {
        if count != latestLength.count {
            let (whole, rest) = rate.exactTime(of: count)
            latestLength = (count, whole, rest)
        }
        rest += latestLength.rest
        guard rest >= rate.amount else { return latestLength.whole }
        rest -= rate.amount
        return latestLength.whole.addingSaturated(1)
    }
}

extension Int64 {
    /// The sum, or the largest number where it would be larger.
    fileprivate func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, isOver) = addingReportingOverflow(other)
        return isOver ? .max : sum
    }
}
