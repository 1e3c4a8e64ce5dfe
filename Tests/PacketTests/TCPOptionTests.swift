import Packet
import Testing

@Suite("TCP options")
struct TCPOptionTests {
    @Test("of a SYN are read one by one")
    func opening() {
        let bytes = [UInt8](hex: "020405b4 0402 080a 00000001 00000000 01 030307")
        let (options, isComplete) = TCPOption.list(bytes.span)
        #expect(isComplete)
        #expect(options.map(\.kind) == [2, 4, 8, 1, 3])
        #expect(options.first?.content == [0x05, 0xb4])
    }

    @Test("end at the end-of-list option")
    func endOfList() {
        let (options, isComplete) = TCPOption.list([1, 0, 99, 99].span)
        #expect(isComplete)
        #expect(options == [TCPOption(kind: 1)])
    }

    @Test(
        "that are cut or too short to be one are not complete",
        arguments: [[8], [1, 8, 10, 0], [2, 1], [2, 0]] as [[UInt8]])
    func cut(bytes: [UInt8]) {
        #expect(!TCPOption.list(bytes.span).isComplete)
    }
}

@Suite("Header bytes")
struct HeaderBytesTests {
    private let headers = FrameBuilder.frame().parsed().headers

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

    @Test("have at most their capacity")
    func capacity() {
        let long = [UInt8](repeating: 0, count: 64)
        let extensions: [UInt8] = [60, 7] + long.dropFirst(2) + [6, 7] + long.dropFirst(2)
        let parsed = FrameBuilder.frame(.v6) {
            $0.extensionHeaders = (first: 0, bytes: extensions)
            $0.tcpOptions = [UInt8](repeating: 1, count: 40)
        }.parsed(verifying: true)
        #expect(parsed.facts == .segment)
        #expect(parsed.transportOffset == 168)
        #expect(parsed.headers.count == HeaderBytes.capacity)
    }

    @Test("sum like the bytes themselves")
    func sum() {
        #expect(headers.sum(0..<20).isValid)
        #expect(headers.sum(0..<40).folded == Checksum(headers.array[0..<40].span).folded)
    }
}
