import Packet

/// One connection after the other from the same peer: a SYN, the handshake's ACK, data, a FIN and the last
/// ACK; then a new port.
struct Connection: Sendable {
    private enum Phase {
        case opening
        case handshake
        case established
        case closing
    }

    let traits: ConnectionTraits
    private let place: Int
    var random: RandomNumbers
    private var phase = Phase.opening
    private var flow: FlowKey
    private var template: SegmentTemplate
    /// How many connections there were before this one.
    private var generation: Int

    private var initialSequence: UInt32 = 0
    private var window: UInt16 = 502
    private var identification: UInt16 = 0
    private var clock: UInt32 = 0
    private var echo: UInt32 = 0
    /// The place in the stream of the next byte that was never sent.
    var offset: UInt32 = 0
    /// What the peer acknowledges.
    var acknowledgment: UInt32 = 0
    /// The bytes of data in the latest segment.
    private(set) var latestPayload = 0
    /// How many segments are left before the FIN.
    var segmentsLeft = 0
    /// What is under way: segments that come later than their turn, requests, acknowledgments.
    var late = LateSegments()
    var bulk = BulkState()
    var requests = RequestState()
    var acknowledgments = AcknowledgmentState()

    init(_ traits: ConnectionTraits, place: Int, _ random: RandomNumbers) {
        self.traits = traits
        self.place = place
        self.random = random
        generation = self.random.number(in: 0...3_499)
        flow = Self.flow(traits, place: place, generation: generation)
        template = SegmentTemplate(flow, timestamps: traits.hasTimestamps)
        begin()
    }

    /// Makes `frame` the connection's next frame, with more in `followers` if it comes in pieces.
    ///
    /// - Parameters:
    ///   - time: When the frame reaches the link.
    ///   - frame: The bytes of the frame.
    ///   - followers: The frames of the other pieces.
    /// - Returns: How long the peer waits then.
    mutating func emit(at time: Int64, into frame: inout [UInt8], followers: inout [[UInt8]]) -> Pause {
        switch phase {
        case .opening:
            var opening = segment(at: time)
            opening.shape = .opening
            opening.flags = traits.congestion > 0 ? [.syn, .ece, .cwr] : [.syn]
            opening.sequence = initialSequence
            opening.acknowledgment = 0
            opening.echo = 0
            render(opening, into: &frame, &followers)
            phase = .handshake
            return .silence(roundTrip())
        case .handshake:
            render(segment(at: time), into: &frame, &followers)
            phase = .established
            if traits.beat > 0 { return nextBeat() }
            return .silence(Int64(random.number(in: 2_000...20_000)))
        case .established:
            if segmentsLeft <= 0, late.isEmpty { return close(at: time, into: &frame, &followers) }
            let (next, pause) = nextSegment(at: time)
            render(next, into: &frame, &followers)
            return pause
        case .closing:
            acknowledgment &+= 1
            offset &+= 1
            render(segment(at: time), into: &frame, &followers)
            renew()
            return .silence(Int64(random.number(in: 200_000...2_000_000)))
        }
    }

    /// A segment without data at the place that the stream has reached.
    mutating func segment(at time: Int64) -> SyntheticSegment {
        let milliseconds = UInt32(truncatingIfNeeded: time / 1_000_000)
        var segment = SyntheticSegment()
        segment.sequence = initialSequence &+ 1 &+ offset
        segment.acknowledgment = acknowledgment
        segment.offset = offset
        segment.window = window
        segment.identification = identification
        identification &+= 1
        segment.timestamp = clock &+ milliseconds
        segment.echo = echo &+ milliseconds
        return segment
    }

    /// A time after which an answer to what was sent can be there.
    mutating func roundTrip() -> Int64 {
        Int64(random.number(in: 40_000...160_000))
    }

    private mutating func nextSegment(at time: Int64) -> (SyntheticSegment, Pause) {
        switch traits.role {
        case .bulk: nextBulkSegment(at: time)
        case .requests: nextRequestSegment(at: time)
        case .acknowledgments: nextAcknowledgment(at: time)
        }
    }

    /// Ends the connection: with FIN, and an ACK of the receiver's own; or with RST, and nothing more.
    private mutating func close(at time: Int64, into frame: inout [UInt8], _ followers: inout [[UInt8]]) -> Pause {
        var last = segment(at: time)
        let isReset = random.chance(traits.reset)
        last.flags = isReset ? [.rst, .ack] : [.fin, .ack]
        render(last, into: &frame, &followers)
        if isReset {
            renew()
            return .silence(Int64(random.number(in: 200_000...2_000_000)))
        }
        phase = .closing
        return .silence(roundTrip())
    }

    private mutating func render(_ segment: SyntheticSegment, into frame: inout [UInt8], _ followers: inout [[UInt8]]) {
        latestPayload = segment.length
        if case .plain = segment.shape {
            template.render(segment, into: &frame)
            return
        }
        let builder = FrameBuilder(
            segment, of: flow, timestamps: traits.hasTimestamps, mss: traits.mss - (traits.isIPv6 ? 20 : 0))
        frame = builder.bytes()
        frame.padToShortestFrame()
        if case .fragmented = segment.shape {
            var fragments = frame.ipFragments(of: 1_024)
            frame = fragments.removeFirst()
            followers += fragments
        }
    }

    /// Takes the next port.
    private mutating func renew() {
        generation += 1
        flow = Self.flow(traits, place: place, generation: generation)
        template = SegmentTemplate(flow, timestamps: traits.hasTimestamps)
        begin()
    }

    /// Chooses where everything starts that a connection counts.
    private mutating func begin() {
        phase = .opening
        initialSequence = UInt32(truncatingIfNeeded: random.next())
        acknowledgment = UInt32(truncatingIfNeeded: random.next())
        identification = UInt16(truncatingIfNeeded: random.next())
        clock = UInt32(random.number(in: 1...Int(Int32.max)))
        echo = UInt32(random.number(in: 1...Int(Int32.max)))
        window = UInt16(random.number(in: 229...512))
        offset = 0
        segmentsLeft = random.skewedNumber(in: traits.segments)
        bulk = BulkState()
        requests = RequestState()
        acknowledgments = AcknowledgmentState()
    }

    /// Peers share hosts by four; the ports of those on one host never meet.
    private static func flow(_ traits: ConnectionTraits, place: Int, generation: Int) -> FlowKey {
        let host = UInt32(place / 4 + 1)
        let port = UInt16(32_768 + place % 4 * 7_000 + generation % 3_500 * 2)
        let network: UInt64 = 0x2001_0db8_0000_0000
        return FlowKey(
            source: traits.isIPv6
                ? IPAddress(high: network, low: UInt64(0x1_0000 + host)) : IPAddress(v4: 0x0a01_0000 + host),
            destination: traits.isIPv6 ? IPAddress(high: network, low: 2) : IPAddress(v4: 0x0a00_0002),
            sourcePort: port, destinationPort: traits.port, vlan: traits.vlan)
    }
}
