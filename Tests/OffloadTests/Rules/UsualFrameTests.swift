import Packet
import TestSupport
import Testing

/// The short way through the parser, for what most frames are, reads what the long way reads.
@Suite struct UsualFrameTests {
    /// Every field of a descriptor in words; the bytes of its headers as far as they were copied.
    private func words(_ frame: TestFrame, verifying: Bool) -> String {
        var packet = frame.descriptor(index: 7, parser: FrameParser(link: .ethernet, verifiesChecksums: verifying))
        packet.facts.subtract([.badIPChecksum, .badTCPChecksum])
        let headers = packet.headers.array
        packet.headers = HeaderBytes()
        return "\(packet) \(headers)"
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func randomTraffic(seed: UInt64) {
        var traffic = RandomTraffic(seed: seed, anomalyRate: 3)
        for frame in traffic.frames(600) {
            // Only the long way verifies.
            #expect(words(frame, verifying: false) == words(frame, verifying: true), "seed \(seed)")
            let cut = TestFrame(Array(frame.bytes.prefix(40 + frame.bytes.count % 50)), wireLength: frame.wireLength)
            #expect(words(cut, verifying: false) == words(cut, verifying: true), "seed \(seed), cut")
        }
    }
}
