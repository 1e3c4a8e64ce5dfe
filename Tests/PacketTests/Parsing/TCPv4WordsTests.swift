import Packet
import TestSupport
import Testing

@Suite("The header words of a TCP segment")
struct TCPv4WordsTests {
    /// Compares the words of what was captured with what the parser reads by way of the headers' own types.
    private func check(_ bytes: [UInt8], wireLength: Int, _ comment: Comment) {
        let parsed = bytes.parsed(wireLength: wireLength, verifying: true)
        let record = FrameRecord(index: 7, time: 5, start: 0, captured: bytes.count, wireLength: wireLength)
        let words = bytes.count < TCPv4Words.minimumLength ? nil : TCPv4Words(bytes.span, record)
        // The words say nothing of checksums.
        let refusals = parsed.facts.intersection(.refusals).subtracting([.badIPChecksum, .badTCPChecksum])
        let isUntagged = parsed.networkOffset == 14 && bytes.count >= TCPv4Words.minimumLength
        if isUntagged, refusals.isEmpty, parsed.ipVersion == 4, parsed.transportOffset == 20 {
            #expect(words?.isTCPv4 == true, comment)
        }
        guard let words, words.isTCPv4 else { return }
        compare(words, parsed.segment, comment)
        #expect(words.headerLength == parsed.tcpHeaderLength, comment)
        #expect(words.wireLength == UInt32(parsed.wireLength), comment)
        guard parsed.optionLayout != .other else { return }
        #expect(words.optionLayout == parsed.optionLayout, comment)
        #expect(words.timestampValue == parsed.timestampValue, comment)
        #expect(words.timestampEcho == parsed.timestampEcho, comment)
    }

    private func compare(_ words: TCPv4Words, _ segment: Segment, _ comment: Comment) {
        #expect(words.flow == segment.flow, comment)
        #expect(words.index == segment.index && words.time == segment.time, comment)
        #expect(words.sequence == segment.sequence && words.acknowledgment == segment.acknowledgment, comment)
        #expect(words.totalLength == segment.totalLength && words.payloadLength == segment.payloadLength, comment)
        #expect(words.transportOffset == segment.transportOffset, comment)
        #expect(words.invariants == segment.invariants && words.link == segment.link, comment)
        #expect(words.window == segment.window && words.identification == segment.identification, comment)
        #expect(words.flags == segment.flags, comment)
    }

    @Test("are what the parser reads, in random traffic", arguments: 1...6 as ClosedRange<UInt64>)
    func randomTraffic(seed: UInt64) {
        var traffic = RandomTraffic(seed: seed, anomalyRate: 3)
        for frame in traffic.frames(800) { check(frame.bytes, wireLength: frame.wireLength, "seed \(seed)") }
        var steady = SteadyTraffic(seed: seed, flows: 5)
        for frame in steady.frames(800) { check(frame.bytes, wireLength: frame.wireLength, "seed \(seed), steady") }
    }

    @Test("are so however much was captured, also where the wire has no more", arguments: 1...4 as ClosedRange<UInt64>)
    func cut(seed: UInt64) {
        var traffic = RandomTraffic(seed: seed, anomalyRate: 3)
        for frame in traffic.frames(12) {
            for count in 0...min(110, frame.bytes.count) {
                let bytes = Array(frame.bytes.prefix(count))
                check(bytes, wireLength: frame.wireLength, "seed \(seed), cut at \(count)")
                check(bytes, wireLength: count, "seed \(seed), that ends at \(count)")
            }
        }
    }

    @Test("are so with any byte changed", arguments: [[], FrameBuilder.timestamp(1, echo: 2)])
    func changed(options: [UInt8]) {
        let bytes = FrameBuilder.frame { $0.tcpOptions = options }.bytes()
        for place in 0..<66 {
            for value in [0, 1, 0x45, 0x50, 0x80, 0xff] as [UInt8] {
                var changed = bytes
                changed[place] = value
                check(changed, wireLength: bytes.count, "byte \(place) is \(value)")
            }
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                check(changed, wireLength: bytes.count, "bit \(bit) of byte \(place)")
            }
        }
    }
}
