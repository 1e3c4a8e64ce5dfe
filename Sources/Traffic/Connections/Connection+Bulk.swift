import Packet

/// Where a connection with bulk data stands.
struct BulkState: Sendable {
    /// The congestion window in segments; it starts as Linux's does.
    var window = 10
    /// How many segments are left of the burst.
    var left = 0
    /// Whether the peer has yet to answer a congestion mark with CWR.
    var owesCWR = false
}

extension Connection {
    /// The next segment with data, or one that is late.
    mutating func nextBulkSegment(at time: Int64) -> (SyntheticSegment, Pause) {
        while true {
            if let segment = lateSegment(at: time) { return (segment, pauseAfterBulk()) }
            if bulk.left <= 0 { startBurst() }
            let segment = newBulkSegment(at: time)
            let pause = pauseAfterBulk()
            if arrivesNow(segment, recovery: 10...60) { return (segment, pause) }
        }
    }

    /// Begins a burst of at most a window, which grows with every round trip.
    private mutating func startBurst() {
        bulk.left = random.number(in: (bulk.window + 1) / 2...bulk.window)
        bulk.window = min(max(bulk.window * 3 / 2, bulk.window + 1), max(1, traits.longestBurst))
    }

    private mutating func newBulkSegment(at time: Int64) -> SyntheticSegment {
        var segment = segment(at: time)
        bulk.left -= 1
        segmentsLeft -= 1
        segment.length = traits.fullLength
        if bulk.left == 0 || segmentsLeft <= 0 {
            // The end of what the application wrote: pushed, and now and then less than a full segment.
            if random.chance(0.5) { segment.flags.insert(.psh) }
            if random.chance(0.1) { segment.length = random.number(in: 1...traits.fullLength) }
        }
        if traits.congestion > 0 { mark(&segment) }
        if random.chance(traits.oddity), !traits.isIPv6, traits.vlan == 0 { segment.shape = .fragmented }
        offset &+= UInt32(segment.length)
        return segment
    }

    /// Sets ECT(0) or CE, and CWR some time after a CE.
    private mutating func mark(_ segment: inout SyntheticSegment) {
        segment.typeOfService = 2
        if bulk.owesCWR, bulk.left == 1 {
            segment.flags.insert(.cwr)
            bulk.owesCWR = false
        }
        if random.chance(traits.congestion) {
            segment.typeOfService = 3
            bulk.owesCWR = true
        }
    }

    /// In a burst the peer sends at 40 Gbit/s.
    private mutating func pauseAfterBulk() -> Pause {
        if bulk.left > 0 { return .spacing(Int64(traits.fullLength / 5)) }
        return pauseBetweenBursts()
    }

    /// From the end of a burst to the next: the peer's own time, or all peers' common one.
    private mutating func pauseBetweenBursts() -> Pause {
        if traits.beat > 0 { return nextBeat() }
        return .silence(Int64(random.number(in: traits.silence)))
    }

    /// Until all peers begin their next bursts, give or take some microseconds.
    mutating func nextBeat() -> Pause {
        .beat(traits.beat, delay: Int64(random.number(in: 0...5_000)))
    }
}
