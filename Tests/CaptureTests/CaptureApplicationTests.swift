import TestSupport
import Testing
import Traffic

@Suite("The program that wrote a capture")
struct CaptureApplicationTests {
    private func application(_ capture: CaptureBytes) throws -> String? {
        let file = TemporaryFile(capture.bytes)
        return try TrafficSource.open(file.path).facts.application
    }

    @Test("is the one that the first section of a pcapng file names", arguments: [true, false])
    func named(isBigEndian: Bool) throws {
        var capture = CaptureBytes(isBigEndian: isBigEndian, isNanosecond: true)
        capture.appendSection(options: [(2, Array("x86".utf8)), (4, Array("Dumpcap 4.0 \u{1b}[2J".utf8))])
        capture.appendInterface(link: 1)
        capture.appendSection(options: [(4, Array("another".utf8))])
        #expect(try application(capture) == "Dumpcap 4.0 \\x1b[2J")
    }

    @Test("may not be named, and is not in pcap")
    func unnamed() throws {
        #expect(try application(.pcapng()) == nil)
        #expect(try application(.pcap()) == nil)
        var capture = CaptureBytes(isBigEndian: false, isNanosecond: true)
        capture.appendSection(options: [(4, [])])
        capture.appendInterface(link: 1)
        #expect(try application(capture) == nil)
    }
}
