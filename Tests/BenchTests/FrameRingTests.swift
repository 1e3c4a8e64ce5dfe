import Benchmark
import Packet
import Testing

/// The frames that are received, lap after lap.
@Suite struct FrameRingTests {
    /// The descriptors of a lap, checksums verified.
    static func descriptors(_ frames: FrameRing, lap: Int) -> [Descriptor] {
        let parser = FrameParser(link: .ethernet, verifiesChecksums: true)
        frames.turn(to: lap)
        return (0..<frames.count).map { place in
            var descriptor = Descriptor()
            frames.read(place, parser: parser, into: &descriptor)
            return descriptor
        }
    }

    static let arrangements = [
        TrafficPattern(flows: 8, order: .turns(burst: 8), record: .full),
        TrafficPattern(flows: 64, order: .turns(burst: 1), record: .full),
        TrafficPattern(flows: 16, order: .random, record: .full),
    ]

    @Test(arguments: arrangements)
    func checksumsStayRight(arrangement: TrafficPattern) {
        let frames = FrameRing(arrangement, count: 256)
        for lap in [0, 1, 2, 70_000, 3] {
            let faulty = Self.descriptors(frames, lap: lap).filter { !$0.facts.isDisjoint(with: .refusals) }
            #expect(faulty.isEmpty, "\(faulty.count) frames of lap \(lap)")
        }
    }

    @Test func everyFlowGoesOnWhereTheLapBeforeEnded() {
        let frames = FrameRing(TrafficPattern(flows: 8, order: .turns(burst: 8), record: .short), count: 128)
        var next: [FlowKey: (sequence: UInt32, identification: UInt16)] = [:]
        for packet in (0..<3).flatMap({ Self.descriptors(frames, lap: $0) }) {
            if let expected = next[packet.flow] {
                #expect(packet.sequence == expected.sequence && packet.identification == expected.identification)
            }
            #expect(packet.payloadLength == 1448 && packet.capturedLength == 128 && packet.wireLength == 1514)
            next[packet.flow] = (packet.sequence &+ 1448, packet.identification &+ 1)
        }
        #expect(next.count == 8)
    }

    @Test func aLapCanBeTurnedBackTo() {
        let frames = FrameRing(TrafficPattern(flows: 16, order: .random), count: 512)
        let first = Self.descriptors(frames, lap: 0).map(\.sequence)
        #expect(Self.descriptors(frames, lap: 5).map(\.sequence) != first)
        #expect(Self.descriptors(frames, lap: 0).map(\.sequence) == first)
    }

    @Test func randomTrafficHasTwoPercentExceptions() {
        let frames = FrameRing(TrafficPattern(flows: 256, order: .random), count: 16_384)
        let packets = Self.descriptors(frames, lap: 0)
        let odd = packets.filter { packet in
            packet.payloadLength == 0 || packet.flags != [.ack] || packet.tcpHeaderLength != 32
        }
        // A quarter of the exceptions are gaps, which no single frame shows.
        #expect((0.012...0.018).contains(Double(odd.count) / Double(packets.count)))
        #expect(Set(packets.map(\.payloadLength)).count > 1000)
        #expect(Set(packets.map(\.flow)).count == 256)
    }

    @Test func aRingHoldsWholeRoundsAndWholeTurns() {
        let rounds = TrafficPattern(flows: 4096, order: .turns(burst: 1), unit: 16_384)
        #expect(rounds.count(packets: 1) == 16_384)
        #expect(rounds.count(packets: 20_000) == 32_768)
        #expect(rounds.count(packets: 1_000_000) == 524_288)
        #expect(TrafficPattern(flows: 8, order: .turns(burst: 8), record: .full).count(packets: 1_000_000) == 131_072)
        #expect(TrafficPattern(flows: 256, order: .random).count(packets: 1_000_000) == 262_144)
    }
}
