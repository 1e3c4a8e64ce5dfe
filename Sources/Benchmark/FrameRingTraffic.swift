import Frames
import Packet
import Receive
import Traffic

/// The frames of a preloaded set, one after the other: TCP over IPv4 with timestamps, the same each time.
struct FrameRingTraffic {
    /// A connection.
    private struct Flow {
        var key: FlowKey
        var sequence: UInt32
        var advance = FrameRing.Advance()
    }

    /// Where a frame has the identification.
    static let identification = 18
    /// Where it has the checksum of the IP header.
    static let ipChecksum = 24
    /// Where it has the sequence number.
    static let sequence = 38
    /// Where it has the TCP checksum.
    static let tcpChecksum = 50
    /// Where it has the timestamp value.
    static let timestamp = 58

    /// The payload of a full segment of 1514 bytes.
    private static let fullPayload = 1448
    /// One packet in so many is not what merges.
    private static let exception = 0.02

    /// The current frame; none before the first `advance()`.
    private(set) var frame: [UInt8] = []

    private let order: TrafficPattern.Order
    private var random = RandomNumbers(seed: 20_070_801)
    private var flows: [Flow] = []
    private var made = 0
    /// The flow whose random burst it is, and how much of that is left.
    private var (sender, left) = (0, 0)

    /// Traffic that has not begun yet.
    init(_ arrangement: TrafficPattern) {
        order = arrangement.order
        var rss = RSS(queues: arrangement.queues)
        for place in 0..<arrangement.flows {
            flows.append(Self.flow(place, queue: place % arrangement.queues, &rss, &random))
        }
    }

    /// What all frames so far added to each flow.
    var advances: [FrameRing.Advance] { flows.map(\.advance) }

    /// What all frames so far added to the clock of the timestamps: a millisecond is about a thousand packets.
    var ticks: UInt32 { UInt32(truncatingIfNeeded: made / 1024) }

    /// Goes on to the next frame and returns the flow it is of.
    mutating func advance() -> Int {
        defer { made += 1 }
        if case .turns(let burst) = order {
            let flow = made / burst % flows.count
            send(flow, payload: Self.fullPayload)
            return flow
        }
        if left == 0 { (sender, left) = (random.number(in: 0...flows.count - 1), random.number(in: 1...8)) }
        left -= 1
        let payload = random.chance(0.5) ? Self.fullPayload : random.number(in: 1...Self.fullPayload)
        if random.chance(Self.exception) {
            sendException(sender, payload: payload)
        } else {
            send(sender, payload: payload)
        }
        return sender
    }

    /// Sends what LRO cannot append: behind a gap, with a flag, without payload, with an option.
    private mutating func sendException(_ flow: Int, payload: Int) {
        switch random.number(in: 0...3) {
        case 0:
            let missing = UInt32(random.number(in: 1...3 * Self.fullPayload))
            flows[flow].advance.bytes &+= missing
            send(flow, payload: payload)
        case 1: send(flow, payload: payload, flags: random.chance(0.5) ? [.ack, .urg] : [.ack, .ece])
        case 2: send(flow, payload: 0)
        default:
            let options: [UInt8] = [1, 1, 5, 10, 0, 0, 1, 0, 0, 0, 2, 0]
            send(flow, payload: min(payload, Self.fullPayload - options.count), options: options)
        }
    }

    private mutating func send(_ flow: Int, payload: Int, flags: TCPFlags = [.ack], options: [UInt8] = []) {
        let sender = flows[flow]
        var builder = FrameBuilder(sender.key)
        builder.identification = sender.advance.segments
        builder.sequence = sender.sequence &+ sender.advance.bytes
        builder.acknowledgment = 1
        builder.flags = flags
        builder.tcpOptions = FrameBuilder.timestamp(1_000_000 &+ ticks, echo: 1) + options
        builder.payload = Array(repeating: 0x61, count: payload)
        frame = builder.bytes()
        flows[flow].advance.bytes &+= UInt32(payload)
        flows[flow].advance.segments &+= 1
    }

    /// A connection with an address of its own and a random port, which RSS leads to `queue`.
    private static func flow(_ place: Int, queue: Int, _ rss: inout RSS, _ random: inout RandomNumbers) -> Flow {
        var packet = Descriptor()
        packet.facts = [.hasAddresses, .hasPorts, .hasTCP]
        repeat {
            packet.flow = FlowKey(
                source: IPAddress(v4: 0x0a40_0000 + UInt32(place)), destination: IPAddress(v4: 0x0a00_0002),
                sourcePort: UInt16(random.number(in: 1024...65_535)), destinationPort: 5201)
        } while rss.steer(&packet) != queue
        return Flow(key: packet.flow, sequence: UInt32(truncatingIfNeeded: random.next()))
    }
}
