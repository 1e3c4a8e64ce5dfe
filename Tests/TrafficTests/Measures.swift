import Packet

/// How many connections are open at a time, at most.
func mostOpen(_ frames: [Descriptor]) -> Int {
    var open: Set<FlowKey> = []
    var most = 0
    for frame in frames where frame.facts.contains(.hasTCP) {
        if frame.flags.contains(.syn) { open.insert(frame.flow) }
        if !frame.flags.isDisjoint(with: [.fin, .rst]) { open.remove(frame.flow) }
        most = max(most, open.count)
    }
    return most
}

/// How the segments with data of each flow follow each other.
struct Order {
    /// Those with which the flow goes on.
    var next = 0
    /// Those before which bytes are missing.
    var ahead = 0
    /// Those with bytes before the expected ones.
    var behind = 0

    init(_ frames: [Descriptor]) {
        var expected: [FlowKey: UInt32] = [:]
        for frame in frames where frame.payloadLength > 0 && frame.isWholeTCP {
            let distance = frame.sequence.distance(after: expected[frame.flow] ?? frame.sequence)
            switch distance {
            case 0: next += 1
            case 1...: ahead += 1
            default: behind += 1
            }
            if distance >= 0 { expected[frame.flow] = frame.sequence &+ UInt32(frame.payloadLength) }
        }
    }
}

/// How many frames of one flow come in a row.
struct Runs {
    /// The lengths of the runs, in order.
    private(set) var lengths: [Int] = []

    init(_ frames: [Descriptor]) {
        var flow: FlowKey?
        for frame in frames {
            if frame.flow == flow {
                lengths[lengths.count - 1] += 1
            } else {
                lengths.append(1)
                flow = frame.flow
            }
        }
    }

    /// The share of the frames that are in runs of such a length.
    func share(where fits: (Int) -> Bool) -> Double {
        Double(lengths.filter(fits).reduce(0, +)) / Double(lengths.reduce(0, +))
    }

    /// The share of the frames that are in runs of `length`.
    func share(of length: Int) -> Double { share { $0 == length } }
}
