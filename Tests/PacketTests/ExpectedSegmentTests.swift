import Packet
import Testing

@Suite("The segment that is expected")
struct ExpectedSegmentTests {
    static let options: [[UInt8]] = [[], FrameBuilder.timestamp(0x0102_0304, echo: 0x0506_0708)]

    /// The `place`-th of segments that are alike but for their numbers, from 0.
    private func segment(_ place: Int, _ options: [UInt8], step: UInt16) -> [UInt8] {
        FrameBuilder.frame {
            $0.tcpOptions = options
            // The second segment is the first whose sequence number begins anew.
            $0.sequence &+= UInt32(100 * place)
            $0.identification = 0xfff0 + UInt16(place) * step
        }.bytes()
    }

    private func record(_ bytes: [UInt8], wireLength: Int? = nil) -> FrameRecord {
        FrameRecord(index: 0, time: 0, start: 0, captured: bytes.count, wireLength: wireLength ?? bytes.count)
    }

    private func expected(after bytes: [UInt8], step: UInt16) -> ExpectedSegment {
        ExpectedSegment(after: UsualSegment(bytes.span, record(bytes)), identificationStep: step)
    }

    private func matches(_ expected: ExpectedSegment, _ bytes: [UInt8], wireLength: Int? = nil) -> Bool {
        expected.matches(bytes.span, record(bytes, wireLength: wireLength))
    }

    @Test("is the next one, and those behind it one after the other", arguments: options, [0, 1] as [UInt16])
    func next(options: [UInt8], step: UInt16) {
        var expected = expected(after: segment(0, options, step: step), step: step)
        for place in 1...15 {
            for other in 0...15 {
                let bytes = segment(other, options, step: step)
                #expect(matches(expected, bytes) == (other == place))
            }
            expected.advance()
        }
    }

    @Test("is no other, whatever bit differs", arguments: options, [0, 1] as [UInt16])
    func changed(options: [UInt8], step: UInt16) {
        let expected = expected(after: segment(0, options, step: step), step: step)
        let bytes = segment(1, options, step: step)
        // Checksums, and payload where there are no options.
        let ignored = Set([24, 25] + Array(50..<52) + (options.isEmpty ? Array(54..<66) : []))
        for place in bytes.indices {
            for bit in 0..<8 as Range<UInt8> {
                var changed = bytes
                changed[place] ^= 1 << bit
                let isIgnored = place >= 66 || ignored.contains(place)
                #expect(matches(expected, changed) == isIgnored, "bit \(bit) of byte \(place)")
            }
        }
    }

    @Test("is as long as the one before", arguments: options)
    func length(options: [UInt8]) {
        let expected = expected(after: segment(0, options, step: 1), step: 1)
        let bytes = segment(1, options, step: 1)
        for count in 60..<bytes.count {
            let cut = Array(bytes[..<count])
            #expect(matches(expected, cut, wireLength: bytes.count) == (count >= 66))
            #expect(!matches(expected, cut))
        }
        #expect(!matches(expected, bytes, wireLength: bytes.count + 1))
    }

    @Test("has the other layout of options no more than others", arguments: options)
    func otherLayout(options: [UInt8]) {
        let expected = expected(after: segment(0, options, step: 1), step: 1)
        for other in Self.options {
            let bytes = segment(1, other, step: 1)
            #expect(matches(expected, bytes) == (other == options))
        }
    }
}
