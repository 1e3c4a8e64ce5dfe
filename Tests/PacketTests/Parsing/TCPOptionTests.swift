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
