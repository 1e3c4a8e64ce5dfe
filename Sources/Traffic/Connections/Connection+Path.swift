import Packet

/// What the path between the peer and the receiver does to segments.
extension Connection {
    /// Decides whether a new segment arrives in its turn.
    ///
    /// - Parameters:
    ///   - segment: The segment.
    ///   - recovery: How many others of the connection arrive before a lost one is sent again.
    /// - Returns: Whether it does; what is lost or overtaken is held to come later, what is doubled to come again.
    mutating func arrivesNow(_ segment: SyntheticSegment, recovery: ClosedRange<Int>) -> Bool {
        if random.chance(traits.loss) {
            // Noticed and sent again about a round trip later; the window is halved.
            late.hold(segment, behind: random.number(in: recovery), isRetransmission: true)
            bulk.window = max(2, bulk.window / 2)
            return false
        }
        return keepsItsPlace(segment)
    }

    /// Whether a segment that is not lost arrives in its turn.
    mutating func keepsItsPlace(_ segment: SyntheticSegment) -> Bool {
        if random.chance(traits.reordering) {
            late.hold(segment, behind: random.number(in: 1...4), isRetransmission: false)
            return false
        }
        if random.chance(traits.duplication) {
            late.hold(segment, behind: random.number(in: 0...6), isRetransmission: false)
        }
        return true
    }

    /// A segment whose turn is over and that comes now, if there is one.
    mutating func lateSegment(at time: Int64) -> SyntheticSegment? {
        guard let (segment, isRetransmission) = late.take(isLast: segmentsLeft <= 0) else { return nil }
        return isRetransmission ? renewed(segment, at: time) : segment
    }

    /// The segment as it is sent anew: same data, but the time and the identification of now.
    private mutating func renewed(_ segment: SyntheticSegment, at time: Int64) -> SyntheticSegment {
        var again = self.segment(at: time)
        again.sequence = segment.sequence
        again.offset = segment.offset
        again.length = segment.length
        again.flags = segment.flags
        again.typeOfService = segment.typeOfService == 0 ? 0 : 2
        return again
    }
}
