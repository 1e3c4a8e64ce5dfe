/// How many of some packets agree with a unit.
struct Share: Equatable, Sendable {
    /// Those that agree.
    var agreeing = 0
    /// All of them.
    var total = 0

    /// From 0 to 1; 0 where there are none.
    var value: Double { total == 0 ? 0 : Double(agreeing) / Double(total) }

    /// Counts so many more.
    mutating func add(_ count: Int, agrees: Bool) {
        total += count
        if agrees { agreeing += count }
    }
}

/// What the evidence says of a unit: payload of a full segment plus its TCP option bytes.
extension FlowEvidence {
    /// Whether a unit fits.
    enum Fit: Equatable, Sendable {
        case fits
        case fails
        case undecided
    }

    /// The neighbours whose step of the identification is the number of segments, of those longer than `floor`.
    func countShare(_ unit: Int, longerThan floor: Int) -> Share {
        var share = Share()
        for (neighbour, count) in countingNeighbours where neighbour.payload > floor {
            let size = unit - neighbour.options
            share.add(count, agrees: size > 0 && neighbour.gap == segmentCount(neighbour.payload, size: size))
        }
        return share
    }

    /// The mid packets that are whole segments.
    func lengthShare(_ unit: Int, longerThanSegment: Bool = false) -> Share {
        var share = Share()
        for (length, count) in lengths where length.isMid {
            let size = unit - length.options
            if longerThanSegment, length.payload <= size { continue }
            share.add(count, agrees: size > 0 && length.payload % size == 0)
        }
        return share
    }

    /// Whether `unit` fits, of a flow whose smallest MSS option is `smallest`.
    func fit(_ unit: Int, smallest: Int) -> Fit {
        let counts = countShare(unit, longerThan: smallest - Self.mostOptions)
        if counts.total >= 3 { return counts.value >= 0.8 ? .fits : .fails }
        let lengths = lengthShare(unit)
        if lengths.agreeing >= 3, lengths.value >= 0.8 { return .fits }
        // Packets that must be super-packets, but are not of that unit.
        let long = lengthShare(unit, longerThanSegment: true)
        return long.total >= 3 && long.value < 0.8 ? .fails : .undecided
    }

    /// The better of two units has the higher score, from 0 to 1.
    func score(_ unit: Int, smallest: Int) -> Double {
        let counts = countShare(unit, longerThan: smallest - Self.mostOptions)
        return counts.total >= 3 ? counts.value : lengthShare(unit).value
    }

    /// How many different lengths are two or more whole segments.
    func multiples(_ unit: Int) -> Int {
        var payloads: Set<Int> = []
        for length in lengths.keys {
            let size = unit - length.options
            if size > 0, length.payload >= 2 * size, length.payload % size == 0 { payloads.insert(length.payload) }
        }
        return payloads.count
    }

    /// Whether a packet is longer than one segment.
    func hasSuperPackets(_ unit: Int) -> Bool {
        lengths.keys.contains { $0.payload > unit - $0.options && unit - $0.options >= Segmenter.smallestSize }
    }

    /// Whether two neighbours at least are whole segments by length and count, and none has fewer than it must.
    func isCountedExactly(_ unit: Int) -> Bool {
        var exact = 0
        for (neighbour, count) in countingNeighbours {
            let size = unit - neighbour.options
            guard size > 0 else { return false }
            let pieces = segmentCount(neighbour.payload, size: size)
            if neighbour.gap < pieces { return false }
            if neighbour.payload > size, neighbour.payload % size == 0, neighbour.gap == pieces { exact += count }
        }
        return exact >= 2
    }

    /// Whether most mid packets and all neighbours allow a unit that is only a guess.
    func allows(_ unit: Int) -> Bool {
        let (lengths, counts) = (lengthShare(unit), countShare(unit, longerThan: 0))
        return (lengths.total == 0 || lengths.value >= 0.8) && counts.agreeing == counts.total
    }

    /// The most bytes that TCP options take.
    static let mostOptions = 40
}
