import Frames
import Intake
import Packet
import TestSupport
import Testing

/// The quick look at most frames comes to what a look at each comes to.
@Suite struct PlainFramesTests {
    private static let ends = [0x0200_0000_0001, 0x0200_0000_0002, 0xffff_ffff_ffff, 0x0100_5e00_0001].map {
        MACAddress($0)
    }

    /// Random traffic between a few ends, some of it to many.
    private static func frames(seed: UInt64) -> [TestFrame] {
        var traffic = RandomTraffic(seed: seed, anomalyRate: 8, isSteady: false)
        var random = SplitMix(seed: seed)
        return traffic.frames(6_000).map { frame in
            var frame = frame
            guard frame.bytes.count >= 12 else { return frame }
            for (place, end) in [random.below(8) == 0 ? random.below(4) : 1, random.below(2)].enumerated() {
                let value = ends[end].value
                for byte in 0..<6 {
                    frame.bytes[place * 6 + byte] = UInt8(truncatingIfNeeded: value >> UInt64(40 - 8 * byte))
                }
            }
            return frame
        }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func whatIsTakenIsWhatTheReceiverTakes(seed: UInt64) throws {
        let frames = Self.frames(seed: seed)
        for receiver in [Receiver.all, .mac(Self.ends[0]), .mac(Self.ends[1])] {
            var options = IntakeOptions.untouched
            options.receiver = receiver
            let intake = try IntakeHarness(frames, options)
            let places = frames.indices.filter { place in
                let bytes = frames[place].bytes
                return receiver.takes(bytes.span, link: .ethernet, origin: FrameOrigin())
            }
            #expect(intake.numbers == places.map { "\($0)" }, "seed \(seed), \(receiver)")
            #expect(intake.packets == places.map { frames[$0] }, "seed \(seed), \(receiver)")
            #expect(intake.account.receivedBy?.leftOut == UInt64(frames.count - places.count))
        }
    }
}
