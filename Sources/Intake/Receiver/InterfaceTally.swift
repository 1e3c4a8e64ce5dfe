import Frames
import Packet

/// What was seen of one interface.
struct InterfaceTally: Sendable {
    /// What frames have at both ends.
    enum End: Hashable, Sendable {
        case mac(MACAddress)
        case address(IPAddress)

        /// What this end received.
        var receiver: Receiver {
            switch self {
            case .mac(let address): .mac(address)
            case .address(let address): .address(address)
            }
        }
    }

    /// Its number, as `FramePlace` has it.
    let number: Int
    /// Whether it is a loopback.
    var isLoopback: Bool
    /// Unicast TCP frames between two ends.
    var frames = 0
    /// Those of them of which the capture says which way they went.
    var directed = 0
    /// Unicast TCP frames from a host to itself, of which nobody says which way they went.
    var own = 0
    /// TCP payload bytes.
    var payload = 0
    /// The capturing host there, by the frames that say which way they went.
    var host = EndTally()
    /// What stands at the ends of frames, in the order in which they were seen.
    private(set) var ends: [(key: End, value: EndTally)] = []
    /// The places of these.
    private var places: [End: Int] = [:]
    /// The places of the two that were asked for last: of nearly all frames they are the ends.
    private var recent = (0, 0)

    /// Nothing seen yet of the interface with that number.
    init(number: Int, isLoopback: Bool) { (self.number, self.isLoopback) = (number, isLoopback) }

    /// Whether `count` is at least 98 % of `all`.
    static func isNearlyAll(_ count: Int, of all: Int) -> Bool { count * 100 >= all * 98 }

    /// Changes the tally of an end; where it is a new one, only if there is `room` for one more.
    mutating func change(_ end: End, room: inout Int, _ body: (inout EndTally) -> Void) {
        guard let place = place(of: end, room: &room) else { return }
        if place != recent.0 { recent = (place, recent.0) }
        body(&ends[place].value)
    }

    private mutating func place(of end: End, room: inout Int) -> Int? {
        if recent.0 < ends.count, ends[recent.0].key == end { return recent.0 }
        if recent.1 < ends.count, ends[recent.1].key == end { return recent.1 }
        if let place = places[end] { return place }
        guard room > 0 else { return nil }
        room -= 1
        places[end] = ends.count
        ends.append((end, EndTally()))
        return ends.count - 1
    }

    /// Whose received frames a receive path takes of this interface.
    var finding: Finding {
        if Self.isNearlyAll(directed, of: frames + own) {
            return Finding(.interface(number), .sure, .direction, host)
        }
        if isLoopback || Self.isNearlyAll(own, of: frames + own) {
            return Finding(.all, .all, .ownTraffic, nil)
        }
        let common = ends.filter { Self.isNearlyAll($0.value.frames, of: frames) }
        // Of equals the one whose text comes first, so that every run says the same.
        let byPayload = common.sorted {
            ($0.value.receivedPayload, $0.value.received, $1.key.receiver.description)
                > ($1.value.receivedPayload, $1.value.received, $0.key.receiver.description)
        }
        guard let first = byPayload.first else { return Finding(.all, .all, .manyHosts, nil) }
        guard let second = byPayload.dropFirst().first else {
            return Finding(first.key.receiver, .sure, .commonEnd, first.value)
        }
        return decide(first, second)
    }

    private typealias Candidate = (key: End, value: EndTally)

    /// Which of two ends of all frames is this host, the first of which received more payload.
    private func decide(_ first: Candidate, _ second: Candidate) -> Finding {
        let byLength = Self.only(first, second) { $0.short > 0 }
        let byChecksum = Self.only(first, second) { $0.leavesChecksums }
        // Where this host received nothing, the capture is of one direction, and the other end took it all.
        guard let end = byLength ?? byChecksum, end.value.received > 0,
            byLength == nil || byChecksum == nil || byLength?.key == byChecksum?.key
        else { return Finding(first.key.receiver, .guess, .morePayload, first.value) }
        return Finding(end.key.receiver, .sure, byLength == nil ? .checksums : .shortFrames, end.value)
    }

    /// The one of two of which something holds, nil where it holds of both or none.
    private static func only(
        _ first: Candidate, _ second: Candidate, _ holds: (EndTally) -> Bool
    ) -> Candidate? {
        switch (holds(first.value), holds(second.value)) {
        case (true, false): first
        case (false, true): second
        default: nil
        }
    }
}

/// What the frames of an interface say of the receiver.
struct Finding {
    var receiver: Receiver
    var how: ReceivedBy.How
    var ground: ReceiverChoice.Ground
    /// What was seen of the end, nil without one.
    var tally: EndTally?

    init(_ receiver: Receiver, _ how: ReceivedBy.How, _ ground: ReceiverChoice.Ground, _ tally: EndTally?) {
        (self.receiver, self.how, self.ground, self.tally) = (receiver, how, ground, tally)
    }
}
