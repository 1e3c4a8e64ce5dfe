/// The digests of the latest frames, with the interfaces that each was captured at.
///
/// It is a table of buckets that grows with what comes within a window of time, up to 65 536 frames; beyond that the
/// oldest of a bucket is forgotten.
struct RecentFrames: Sendable {
    private struct Entry: Sendable {
        var digest: UInt64 = 0
        var time = Int64.min
        /// One bit for each interface that has it.
        var interfaces: UInt64 = 0
        /// The interface that had it first.
        var first = 0
    }

    private static let ways = 8
    private static let limit = 65_536

    private var entries: [Entry] = []

    /// Looks for a frame with that digest that has no copy of this interface, and notes this one as one more of its
    /// copies, or as the first.
    ///
    /// - Parameters:
    ///   - digest: What tells the frame from others.
    ///   - time: When it was captured.
    ///   - window: How far from that its first copy is at most.
    ///   - ordinal: The number of its interface, from 0 to 63.
    ///   - isAnother: Whether it counts as one of another interface in any case.
    /// - Returns: The interface of the first copy; nil where this is the first.
    mutating func find(
        _ digest: UInt64, at time: Int64, within window: Int64, from ordinal: Int, isAnother: Bool
    ) -> Int? {
        if entries.isEmpty { entries = Array(repeating: Entry(), count: 32 * Self.ways) }
        let bit: UInt64 = 1 << UInt64(ordinal)
        var found: Int?
        for place in bucket(of: digest) {
            let entry = entries[place]
            guard entry.digest == digest, Self.isNear(entry.time, time, window),
                isAnother || entry.interfaces & bit == 0
            else { continue }
            // Of several the oldest: copies come in the order of the frames.
            if found.map({ entry.time < entries[$0].time }) ?? true { found = place }
        }
        if let found {
            entries[found].interfaces |= bit
            return entries[found].first
        }
        insert(Entry(digest: digest, time: time, interfaces: bit, first: ordinal), window)
        return nil
    }

    private static func isNear(_ one: Int64, _ other: Int64, _ window: Int64) -> Bool {
        let (distance, overflow) = one.subtractingReportingOverflow(other)
        return !overflow && distance.magnitude <= window.magnitude
    }

    private func bucket(of digest: UInt64) -> Range<Int> {
        // The table's length is a power of two.
        let start = Int(truncatingIfNeeded: digest) & (entries.count - 1) & ~(Self.ways - 1)
        return start..<start + Self.ways
    }

    /// Puts an entry where the oldest of its bucket was, in a larger table where that one still counts.
    private mutating func insert(_ entry: Entry, _ window: Int64) {
        while true {
            let bucket = bucket(of: entry.digest)
            let oldest = bucket.min { entries[$0].time < entries[$1].time } ?? bucket.lowerBound
            let mustGrow = entries.count < Self.limit && Self.isNear(entries[oldest].time, entry.time, window)
            guard mustGrow, !isFilledAlike(bucket, entry.digest) else {
                entries[oldest] = entry
                return
            }
            grow(entry.time, window)
        }
    }

    /// Whether a bucket is full of frames with one digest, which a larger table would put into one again.
    private func isFilledAlike(_ bucket: Range<Int>, _ digest: UInt64) -> Bool {
        bucket.allSatisfy { entries[$0].digest == digest }
    }

    /// Makes the table four times as large; what no longer counts is left out.
    private mutating func grow(_ time: Int64, _ window: Int64) {
        let old = entries
        entries = Array(repeating: Entry(), count: old.count * 4)
        for entry in old where Self.isNear(entry.time, time, window) {
            let bucket = bucket(of: entry.digest)
            let place = bucket.min { entries[$0].time < entries[$1].time } ?? bucket.lowerBound
            entries[place] = entry
        }
    }
}
