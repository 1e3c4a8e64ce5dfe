import Packet
import Receive

/// Clean data of many connections with random ports, in bursts: nothing but the settings keeps it from merging.
public struct TestTraffic {
    private var random: SplitMix
    private var flows: [(key: FlowKey, sequence: UInt32)] = []

    /// Traffic of `seed` without connections.
    public init(seed: UInt64) { random = SplitMix(seed: seed) }

    /// Traffic of `seed` with so many connections, all in one of several queues unless told otherwise.
    public init(seed: UInt64, flows count: Int, queue: (number: Int, of: Int)? = nil) {
        self.init(seed: seed)
        for _ in 0..<count { add(queue) }
    }

    /// How many connections there are.
    public var count: Int { flows.count }

    /// The connection of that number.
    public func flow(_ number: Int) -> FlowKey { flows[number].key }

    /// Begins another connection.
    public mutating func add(_ queue: (number: Int, of: Int)? = nil) {
        var key: FlowKey
        repeat {
            key = FlowKey(
                source: IPAddress(v4: 0x0a00_0001 + UInt32(random.below(200))), destination: IPAddress(v4: 0x0a01_0001),
                sourcePort: UInt16(1024 + random.below(60_000)), destinationPort: 5201)
        } while flows.contains { $0.key == key } || queue.map { !Self.goes(key, to: $0) } ?? false
        flows.append((key, UInt32(random.below(1_000_000))))
    }

    private static func goes(_ key: FlowKey, to queue: (number: Int, of: Int)) -> Bool {
        var packet = TestFrame(FrameBuilder(key).bytes()).descriptor(index: 0, parser: FrameParser(link: .ethernet))
        var rss = RSS(queues: queue.of)
        return rss.steer(&packet) == queue.number
    }

    /// So many segments in a row of a connection.
    public mutating func burst(_ number: Int, _ count: Int, payload: Int = 100) -> [TestFrame] {
        (0..<count).map { _ in
            var frame = FrameBuilder(flows[number].key)
            frame.sequence = flows[number].sequence
            frame.payload = Array(repeating: 0x61, count: payload)
            flows[number].sequence &+= UInt32(payload)
            return TestFrame(frame.bytes())
        }
    }

    /// A burst of each connection, one after the other, and that again and again.
    public mutating func turns(_ turns: Int, of count: Int, payload: Int = 100) -> [TestFrame] {
        (0..<turns).flatMap { _ in (0..<flows.count).flatMap { burst($0, count, payload: payload) } }
    }

    /// Such bursts, but each time of new connections in place of the old ones.
    public mutating func shortTurns(_ turns: Int, of count: Int, payload: Int = 100) -> [TestFrame] {
        let width = flows.count
        var frames: [TestFrame] = []
        for _ in 0..<turns {
            flows = []
            for _ in 0..<width { add() }
            frames += self.turns(1, of: count, payload: payload)
        }
        return frames
    }
}
