/// How much of a frame a record holds.
package enum RecordLength: Int, Sendable {
    /// The headers and little else, as with `tcpdump -s 128`.
    case short = 128
    /// A whole frame of 1514 bytes.
    case full = 1514

    /// How far apart records lie: whole cache lines.
    var stride: Int { (rawValue + 63) / 64 * 64 }

    /// Frames in a ring: more memory than any cache has.
    var ringCount: Int { self == .short ? 524_288 : 131_072 }
}

/// What is in a set of preloaded frames.
package struct TrafficPattern: Hashable, Sendable {
    /// Which flow sends which frame.
    package enum Order: Hashable, Sendable {
        /// Every flow in turn sends a burst of so many full segments in sequence.
        case turns(burst: Int)
        /// Bursts of any flow and length, segments of any size, and here and there what does not merge.
        case random
    }

    /// How many flows there are.
    package var flows: Int
    /// Whose frames follow each other.
    package var order: Order
    /// How much of each frame was captured.
    package var record: RecordLength
    /// Over so many queues RSS spreads the flows evenly.
    package var queues: Int
    /// A ring holds a multiple of so many frames, a power of two: whole rounds, and whole turns of all flows.
    package var unit: Int

    /// Frames of so many flows in that order.
    package init(
        flows: Int, order: Order, record: RecordLength = .short, queues: Int = 1, unit: Int = 64
    ) {
        self.flows = flows
        self.order = order
        self.record = record
        self.queues = queues
        self.unit = unit
    }

    /// How many frames a ring of it holds where `packets` are wanted; a power of two.
    package func count(packets: Int) -> Int {
        // A predictor must not learn by heart what is random.
        let most = order == .random ? 1 << 18 : record.ringCount
        let least = max(unit, wholeTurns)
        var count = least
        while count < min(most, packets) { count *= 2 }
        return count
    }

    private var wholeTurns: Int {
        if case .turns(let burst) = order { return flows * burst }
        return flows
    }
}
