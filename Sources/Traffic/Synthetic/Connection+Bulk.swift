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
    mutating func nextBulkSegment(at time: Int64) -> (Segment, Pause) {
        while true {
            if let (segment, isRetransmission) = late.take(isLast: segmentsLeft <= 0) {
                return (isRetransmission ? renewed(segment, at: time) : segment, pauseAfterBulk())
            }
            if bulk.left <= 0 { startBurst() }
            let segment = newBulkSegment(at: time)
            let pause = pauseAfterBulk()
            if random.chance(traits.loss) {
                // Noticed and sent again about a round trip later; the window is halved.
                late.hold(segment, behind: random.number(in: 10...60), isRetransmission: true)
                bulk.window = max(2, bulk.window / 2)
            } else if random.chance(traits.reordering) {
                late.hold(segment, behind: random.number(in: 1...4), isRetransmission: false)
            } else {
                if random.chance(traits.duplication) {
                    late.hold(segment, behind: random.number(in: 0...6), isRetransmission: false)
                }
                return (segment, pause)
            }
        }
    }

    /// Begins a burst of at most a window, which grows with every round trip.
    private mutating func startBurst() {
        bulk.left = random.number(in: (bulk.window + 1) / 2...bulk.window)
        bulk.window = min(max(bulk.window * 3 / 2, bulk.window + 1), max(1, traits.longestBurst))
    }

    private mutating func newBulkSegment(at time: Int64) -> Segment {
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
    private mutating func mark(_ segment: inout Segment) {
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

    /// The segment as it is sent anew: same data, but the time and the identification of now.
    private mutating func renewed(_ segment: Segment, at time: Int64) -> Segment {
        var again = self.segment(at: time)
        again.sequence = segment.sequence
        again.offset = segment.offset
        again.length = segment.length
        again.flags = segment.flags
        again.typeOfService = segment.typeOfService == 0 ? 0 : 2
        return again
    }

    /// In a burst the peer sends at 40 Gbit/s.
    private mutating func pauseAfterBulk() -> Pause {
        if bulk.left > 0 { return .spacing(Int64(traits.fullLength / 5)) }
        return .silence(Int64(random.number(in: traits.silence)))
    }
}
