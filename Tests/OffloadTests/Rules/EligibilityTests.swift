import Offload
import Packet
import TestSupport
import Testing

/// The three forms of the rule of eligibility say the same.
@Suite struct EligibilityTests {
    /// Compares what descriptor, header words and the first failing test say of a frame.
    private func check(_ bytes: [UInt8], wireLength: Int, _ comment: Comment) {
        let record = FrameRecord(index: 0, time: 0, start: 0, captured: bytes.count, wireLength: wireLength)
        let words = bytes.count < TCPv4Words.minimumLength ? nil : TCPv4Words(bytes.span, record)
        var parsed = Descriptor()
        FrameParser(link: .ethernet).parse(bytes.span, wireLength: wireLength, time: 0, index: 0, into: &parsed)
        let isRefused = !parsed.facts.isDisjoint(with: .refusals) || parsed.ipVersion != 4
        let agrees = parsed.totalLength == parsed.networkLength
        let isUntagged = parsed.networkOffset == 14
        let isEligible = !isRefused && agrees && parsed.isEligible
        #expect(words?.isEligible ?? false == (isEligible && isUntagged && words != nil), comment)
        guard !isRefused else { return }
        let isNamed = parsed.ineligibility(countsTag: false) != nil || parsed.hasZeroEcho
        #expect(isNamed == !isEligible, comment)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func randomTraffic(seed: UInt64) {
        var traffic = RandomTraffic(seed: seed, anomalyRate: 3)
        for frame in traffic.frames(800) { check(frame.bytes, wireLength: frame.wireLength, "seed \(seed)") }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func cutFrames(seed: UInt64) {
        var traffic = RandomTraffic(seed: seed, anomalyRate: 3)
        for frame in traffic.frames(12) {
            for count in 0...min(110, frame.bytes.count) {
                let bytes = Array(frame.bytes.prefix(count))
                check(bytes, wireLength: frame.wireLength, "seed \(seed), cut at \(count)")
                check(bytes, wireLength: count, "seed \(seed), that ends at \(count)")
            }
        }
    }

    @Test(arguments: [[], FrameBuilder.timestamp(1, echo: 2)])
    func changedBytes(options: [UInt8]) {
        var frame = FrameBuilder(TestTraffic(seed: 1, flows: 1).flow(0))
        frame.tcpOptions = options
        frame.payload = Array(0..<20)
        let bytes = frame.bytes()
        for place in 0..<66 {
            for value in UInt8.min...UInt8.max {
                var changed = bytes
                changed[place] = value
                check(changed, wireLength: bytes.count, "byte \(place) is \(value)")
            }
        }
    }
}
