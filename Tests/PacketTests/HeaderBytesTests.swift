import Packet
import Testing

@Suite("The headers that a descriptor keeps")
struct HeaderBytesTests {
    private var headers = FrameBuilder.frame().parsed().headers

    @Test("read as zeros where nothing was copied, and take no bytes there")
    func outside() {
        var headers = headers
        let count = headers.count
        #expect(headers.byte(at: -1) == 0 && headers.byte(at: count) == 0)
        #expect(headers.word32(at: count - 2) == UInt32(headers.word16(at: count - 2)) << 16)
        headers.store(UInt32.max, at: count - 2)
        headers.store(UInt8(1), at: -1)
        #expect(headers.count == count)
        #expect(headers.word32(at: count - 2) == 0xffff_0000)
    }

    @Test("sum like the bytes themselves")
    func sum() {
        var headers = headers
        let (ip, both, none) = (headers.sum(0..<20), headers.sum(0..<40), headers.sum(0..<40 + 2 * headers.count))
        #expect(ip.isValid)
        #expect(both.folded == Checksum(headers.array[0..<40].span).folded)
        #expect(none.folded == Checksum(headers.array.span).folded)
    }

    /// An IPv6 segment behind destination options of so many bytes.
    private func descriptor(_ extensionLength: Int) -> (headers: HeaderBytes, frame: [UInt8]) {
        let builder = FrameBuilder.frame(.v6) {
            let options = (0..<extensionLength - 2).map { UInt8(truncatingIfNeeded: $0) }
            $0.extensionHeaders = (60, [6, UInt8(extensionLength / 8 - 1)] + options)
            $0.tcpOptions = FrameBuilder.timestamp(1, echo: 2)
        }
        var packet = Descriptor()
        let frame = builder.bytes()
        FrameParser(link: .ethernet).parse(frame.span, wireLength: frame.count, time: 0, index: 0, into: &packet)
        return (packet.headers, frame)
    }

    @Test("are all there, however many", arguments: [8, 56, 88, 96, 104, 120, 2048])
    func whole(extensionLength: Int) {
        var (headers, frame) = descriptor(extensionLength)
        let sum = headers.sum(0..<40)
        let count = 40 + extensionLength + 32
        #expect(headers.count >= count)
        #expect(Array(headers.array.prefix(count)) == Array(frame[14..<14 + count]))
        for place in 0..<count - 4 {
            #expect(headers.word32(at: place) == frame.span.word32(at: 14 + place))
            #expect(headers.word16(at: place) == frame.span.word16(at: 14 + place))
        }
        #expect(sum.folded == Checksum(frame.span.extracting(14..<54)).folded)
    }

    @Test("change where they are written, and in no copy", arguments: [8, 2048])
    func written(extensionLength: Int) {
        var (before, _) = descriptor(extensionLength)
        var headers = before
        headers.store(UInt32(0xdead_beef), at: 40 + extensionLength + 4)
        #expect(headers.word32(at: 40 + extensionLength + 4) == 0xdead_beef)
        let isSame = [0, 3, 5].map { headers.hasSameBytes(0..<40 + extensionLength + $0, as: &before) }
        #expect(isSame == [true, true, false])
    }
}
