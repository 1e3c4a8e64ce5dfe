import Packet
import Receive
import Testing

/// The verification vectors that Microsoft published, and the 82599 data sheet repeats.
@Suite struct ToeplitzTests {
    /// A flow, its hash by addresses, its hash with ports, and its queue of 2, 3, 4 and 8.
    struct Vector: Sendable, CustomStringConvertible {
        let flow: FlowKey
        let addresses: UInt32
        let ports: UInt32
        let queues: [Int]

        var description: String { "\(flow)" }

        init(
            _ source: IPAddress, _ sourcePort: UInt16, _ destination: IPAddress, _ destinationPort: UInt16,
            _ addresses: UInt32, _ ports: UInt32, _ queues: [Int]
        ) {
            flow = FlowKey(
                source: source, destination: destination, sourcePort: sourcePort, destinationPort: destinationPort)
            (self.addresses, self.ports, self.queues) = (addresses, ports, queues)
        }
    }

    static let vectors = [
        Vector(v4(66, 9, 149, 187), 2794, v4(161, 142, 100, 80), 1766, 0x323e_8fc2, 0x51cc_c178, [0, 0, 0, 0]),
        Vector(v4(199, 92, 111, 2), 14230, v4(65, 69, 140, 83), 4739, 0xd718_262a, 0xc626_b0ea, [0, 1, 2, 2]),
        Vector(v4(24, 19, 198, 95), 12898, v4(12, 22, 207, 184), 38024, 0xd2d0_a5de, 0x5c2b_394a, [0, 2, 2, 2]),
        Vector(v4(38, 27, 205, 30), 48228, v4(209, 142, 163, 6), 2217, 0x8298_9176, 0xafc7_327f, [1, 1, 3, 7]),
        Vector(v4(153, 39, 163, 191), 44251, v4(202, 188, 127, 2), 1303, 0x5d18_09c5, 0x10e8_28a2, [0, 1, 2, 2]),
        Vector(
            IPAddress(high: 0x3ffe_2501_0200_1fff, low: 7), 2794, IPAddress(high: 0x3ffe_2501_0200_0003, low: 1), 1766,
            0x2cc1_8cd5, 0x4020_7d3d, [1, 1, 1, 5]),
        Vector(
            IPAddress(high: 0x3ffe_0501_0008_0000, low: 0x0260_97ff_fe40_efab), 14230,
            IPAddress(high: 0xff02 << 48, low: 1), 4739, 0x0f0c_461c, 0xdde5_1bbf, [1, 0, 3, 7]),
        Vector(
            IPAddress(high: 0x3ffe_1900_4545_0003, low: 0x0200_f8ff_fe21_67cf), 44251,
            IPAddress(high: 0xfe80 << 48, low: 0x0200_f8ff_fe21_67cf), 38024, 0x4b61_e985, 0x02d1_feef, [1, 0, 3, 7]),
    ]

    private static func v4(_ first: UInt32, _ second: UInt32, _ third: UInt32, _ fourth: UInt32) -> IPAddress {
        IPAddress(v4: first << 24 | second << 16 | third << 8 | fourth)
    }

    @Test(arguments: vectors)
    func hash(_ vector: Vector) {
        #expect(Toeplitz().hash(vector.flow, withPorts: false) == vector.addresses)
        #expect(Toeplitz().hash(vector.flow, withPorts: true) == vector.ports)
    }

    @Test(arguments: vectors)
    func queue(_ vector: Vector) {
        for (count, queue) in zip([2, 3, 4, 8], vector.queues) {
            #expect(RSS(queues: count).indirection[Int(vector.ports & 127)] == queue)
            var frame = FrameBuilder(vector.flow)
            frame.payload = [1, 2, 3]
            var packet = Descriptor()
            let bytes = frame.bytes()
            FrameParser(link: .ethernet)
                .parse(bytes.span, wireLength: bytes.count, time: 0, index: 0, into: &packet)
            var rss = RSS(queues: count)
            #expect(rss.steer(&packet) == queue)
            #expect(packet.rssHash == vector.ports)
        }
    }

    @Test func directionsDiffer() {
        #expect(Toeplitz().hash(Self.vectors[0].flow.reversed, withPorts: true) == 0xfde7_99b2)
    }

    @Test(
        arguments: zip(
            vectors,
            [0x9fcc_9fcc, 0x60d7_60d7, 0x3a3e_3a3e, 0xd26e_d26e, 0xf23e_f23e, 0x13eb_13eb, 0x3691_3691, 0x0809_0809]
                as [UInt32]
        ))
    func symmetricKey(_ vector: Vector, expected: UInt32) {
        let toeplitz = Toeplitz(key: Array(repeating: [0x6d, 0x5a], count: 20).flatMap { $0 })
        #expect(toeplitz.hash(vector.flow, withPorts: true) == expected)
        #expect(toeplitz.hash(vector.flow.reversed, withPorts: true) == expected)
    }

    @Test func indirectionTable() {
        #expect(RSS(queues: 3).indirection.prefix(7) == [0, 1, 2, 0, 1, 2, 0])
        #expect(RSS(queues: 128).indirection == Array(0..<128))
        #expect(RSS(queues: 1).indirection == Array(repeating: 0, count: 128))
    }
}
