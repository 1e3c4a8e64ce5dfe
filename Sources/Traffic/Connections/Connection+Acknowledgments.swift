import Packet

/// Where a connection stands on which the receiver is the one who sends.
struct AcknowledgmentState: Sendable {
    /// How many acknowledgments are left of those that answer one burst.
    var left = 0
    /// How many of the next ones repeat the last and tell of a gap.
    var duplicates = 0
    /// How many of the next ones echo a congestion mark.
    var echoes = 0
    /// The end of what arrived behind the gap.
    var reach: UInt32 = 0
}

extension Connection {
    /// The next acknowledgment, or one that is late.
    mutating func nextAcknowledgment(at time: Int64) -> (SyntheticSegment, Pause) {
        while true {
            if let segment = lateSegment(at: time) { return (segment, pauseAfterAcknowledgment()) }
            let segment = newAcknowledgment(at: time)
            let pause = pauseAfterAcknowledgment()
            // Nobody sends an acknowledgment again. The last arrives, lest there be nothing to show.
            if segmentsLeft > 0, random.chance(traits.loss) { continue }
            if keepsItsPlace(segment) { return (segment, pause) }
        }
    }

    private mutating func pauseAfterAcknowledgment() -> Pause {
        if acknowledgments.left > 0 { return .spacing(2_400) }
        return .silence(Int64(random.number(in: traits.silence)))
    }

    /// The next acknowledgment of the receiver's own data: one for every two segments.
    private mutating func newAcknowledgment(at time: Int64) -> SyntheticSegment {
        let step = UInt32(traits.fullLength)
        if acknowledgments.left == 0 {
            acknowledgments.left = random.number(in: 1...max(1, traits.longestBurst))
            if random.chance(traits.oddity) { acknowledgments.duplicates = random.number(in: 3...8) }
            if random.chance(traits.congestion) { acknowledgments.echoes = random.number(in: 2...10) }
        }
        acknowledgments.left -= 1
        segmentsLeft -= 1
        var segment: SyntheticSegment
        if acknowledgments.duplicates > 0 {
            acknowledgments.duplicates -= 1
            acknowledgments.reach &+= step
            segment = self.segment(at: time)
            segment.shape = .selective(
                from: acknowledgment &+ step, to: acknowledgment &+ step &+ acknowledgments.reach)
        } else {
            // The gap is filled: everything behind it is acknowledged at once.
            acknowledgment &+= 2 &* step &+ acknowledgments.reach
            acknowledgments.reach = 0
            segment = self.segment(at: time)
        }
        if acknowledgments.echoes > 0 {
            acknowledgments.echoes -= 1
            segment.flags.insert(.ece)
        }
        return segment
    }
}
