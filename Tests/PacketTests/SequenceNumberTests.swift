import Packet
import Testing

@Suite("Sequence numbers")
struct SequenceNumberTests {
    @Test(
        "are compared by their signed distance, also around the wrap",
        arguments: [
            (0, 0, 0), (1, 0, 1), (0, 1, -1), (0, 0xffff_ffff, 1), (0xffff_ffff, 0, -1), (100, 0xffff_ff9c, 200),
            (0x7fff_ffff, 0, Int32.max), (0x8000_0000, 0, Int32.min),
        ] as [(UInt32, UInt32, Int32)])
    func distance(number: UInt32, other: UInt32, distance: Int32) {
        #expect(number.distance(after: other) == distance)
        #expect(number.precedes(other) == (distance < 0))
    }
}
