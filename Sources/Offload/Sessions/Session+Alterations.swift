import Packet
import Tallies

/// What joining a packet alters.
extension Session {
    /// Whether `segment` is like the packets before it, so that joining alters nothing but what is altered already.
    @inline(__always)
    func isLike(_ segment: some TCPSegment) -> Bool {
        guard segment.invariants.isSame(as: invariants, unless: segment.link.difference(from: link)),
            segment.optionLayout == optionLayout, segment.urgentPointer == urgentPointer || has(.reserved)
        else { return false }
        // Mostly nothing differs, and then nothing is asked of what is altered.
        let timestamps = (segment.timestampValue ^ timestampValue) | (segment.timestampEcho ^ timestampEcho)
        return (timestamps == 0 || has(.options)) && (segment.acknowledgment == acknowledgment || has(.ack))
            && (segment.identification == nextIdentification || has(.ipID))
            && (segment.payloadLength <= firstSegment && lastSegment == firstSegment || has(.segmentSize))
            && (!flags.contains(.psh) || has(.psh))
    }

    @inline(__always)
    private func has(_ alteration: Alteration) -> Bool { alterations.contains(Alterations(alteration)) }

    /// Notes what joining `segment`, which stays as it is, alters; must be called before it joins.
    @inline(never)
    mutating func noteAlterations(of segment: inout Segment) {
        let difference = segment.invariants.difference(from: invariants)
        if difference.isAny { alterations.formUnion(Alterations(difference)) }
        if segment.acknowledgment != acknowledgment { alterations.insert(Alterations(.ack)) }
        if segment.timestampValue != timestampValue || segment.timestampEcho != timestampEcho {
            alterations.insert(Alterations(.options))
        }
        if lastSegment != firstSegment || segment.payloadLength > firstSegment {
            alterations.insert(Alterations(.segmentSize))
        }
        if flags.contains(.psh) { alterations.insert(Alterations(.psh)) }
        if segment.urgentPointer != urgentPointer { alterations.insert(Alterations(.reserved)) }
        if segment.link != link { alterations.insert(Alterations(.link)) }
        if !countsOn(segment) { alterations.insert(Alterations(.ipID)) }
        if packets == 1 { hasFixedID = segment.identification == identification }
        smallestWindow = min(smallestWindow, segment.window)
        largestWindow = max(largestWindow, segment.window)
    }

    /// Whether the identification of `segment` is what comes next: one more for each packet, or always the same, as the
    /// second packet has it.
    @inline(__always)
    func countsOn(_ segment: some TCPSegment) -> Bool {
        if segment.flow.isIPv6 || segment.identification == nextIdentification { return true }
        return packets == 1 && segment.identification == identification
    }

    /// The identification that counts on.
    @inline(__always)
    var nextIdentification: UInt16 {
        hasFixedID ? identification : identification &+ UInt16(truncatingIfNeeded: packets)
    }
}

extension Alterations {
    /// What differs in the headers of two packets of an aggregate.
    init(_ difference: HeaderInvariants.Difference) {
        self = []
        if difference.window { insert(Alterations(.window)) }
        if difference.reserved || difference.reservedFragmentBit { insert(Alterations(.reserved)) }
        if difference.headerLength { insert(Alterations(.options)) }
        if difference.timeToLive { insert(Alterations(.ttl)) }
        if difference.typeOfService { insert(Alterations(.tos)) }
        if difference.dontFragment { insert(Alterations(.df)) }
    }
}
