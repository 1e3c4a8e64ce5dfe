import Replay
import Testing

@Suite struct ByteSizeTests {
    @Test(
        arguments: [
            ("0", 0), ("4096", 4096), ("4K", 4096), ("500M", 500 << 20), ("2g", 2 << 30), ("1T", 1 << 40),
            ("1GiB", 1 << 30), ("", nil), ("K", nil), ("-1", nil), ("+1", nil), ("1.5G", nil), ("1GB", nil),
            ("iB", nil), ("1 G", nil), ("9223372036854775807", .max), ("9223372036854775808", nil),
            ("99999999999T", nil),
        ] as [(String, Int?)])
    func reading(text: String, bytes: Int?) {
        #expect(ByteSize.bytes(text) == bytes)
    }

    @Test(arguments: [0, 1, 1023, 1024, 1025, 3 << 20, 1536 << 20, 1 << 30, 1 << 50, .max])
    func whatIsWrittenIsReadAgain(bytes: Int) {
        #expect(ByteSize.bytes(ByteSize.text(bytes)) == bytes)
    }

    @Test func theShortestTextIsWritten() {
        #expect([1 << 30, 1536 << 20, 1000].map(ByteSize.text) == ["1G", "1536M", "1000"])
    }
}
