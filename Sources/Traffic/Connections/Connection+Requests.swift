import Packet

/// Where a connection with requests stands.
struct RequestState: Sendable {
    /// How many bytes are left of the request.
    var left = 0
    /// How many bytes of the response the peer has not acknowledged.
    var unacknowledged = 0
}

extension Connection {
    /// The next segment of a request, one that is late, or an acknowledgment of a long response.
    mutating func nextRequestSegment(at time: Int64) -> (SyntheticSegment, Pause) {
        while true {
            if let segment = lateSegment(at: time) { return (segment, pauseAfterRequest()) }
            if requests.left == 0, requests.unacknowledged > 2 * traits.fullLength {
                let (segment, pause) = newResponseAcknowledgment(at: time)
                // Nobody sends an acknowledgment again: the next one will do.
                if !random.chance(traits.loss), keepsItsPlace(segment) { return (segment, pause) }
            } else {
                let segment = newRequestSegment(at: time)
                // Some requests are under way at a time, so that others follow one that gets lost.
                if arrivesNow(segment, recovery: 3...10) { return (segment, pauseAfterRequest()) }
            }
        }
    }

    private mutating func newResponseAcknowledgment(at time: Int64) -> (SyntheticSegment, Pause) {
        requests.unacknowledged -= 2 * traits.fullLength
        acknowledgment &+= UInt32(2 * traits.fullLength)
        return (segment(at: time), .silence(Int64(random.number(in: 1_000...5_000))))
    }

    private mutating func newRequestSegment(at time: Int64) -> SyntheticSegment {
        if requests.left == 0 { startRequest() }
        var segment = segment(at: time)
        segment.length = min(requests.left, traits.fullLength)
        requests.left -= segment.length
        segmentsLeft -= 1
        if requests.left == 0 { segment.flags.insert(.psh) }
        if random.chance(traits.oddity) { makeOdd(&segment) }
        offset &+= UInt32(segment.length)
        return segment
    }

    private mutating func pauseAfterRequest() -> Pause {
        if requests.left > 0 { return .spacing(2_000) }
        return .silence(Int64(random.number(in: traits.silence)))
    }

    /// Begins a request, which acknowledges what is left of the last response.
    private mutating func startRequest() {
        acknowledgment &+= UInt32(requests.unacknowledged)
        requests.unacknowledged = random.skewedNumber(in: traits.responses)
        requests.left = random.skewedNumber(in: traits.requests)
    }

    private mutating func makeOdd(_ segment: inout SyntheticSegment) {
        switch random.number(in: 0...3) {
        case 0:
            segment.flags.insert(.urg)
            segment.urgentPointer = UInt16(segment.length)
        case 1:
            // A full segment has no room for more options.
            if !traits.isIPv6, segment.length + 4 <= traits.fullLength { segment.shape = .ipOptions }
        case 2:
            // Some middleboxes clear the echo.
            segment.echo = 0
        default:
            guard segment.length + 12 <= traits.fullLength else { return }
            let gap = UInt32(traits.fullLength)
            segment.shape = .selective(from: acknowledgment &+ gap, to: acknowledgment &+ 2 &* gap)
        }
    }
}
