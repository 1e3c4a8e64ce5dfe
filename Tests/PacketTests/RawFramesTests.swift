import Packet
import Testing

@Suite("Frames as they lie in memory")
struct RawFramesTests {
    private static let frame = FrameBuilder.frame { $0.sequence = 7 }.bytes()

    private static func lend(_ records: [FrameRecord], _ body: (RawFrames) -> Void) {
        frame.withUnsafeBufferPointer { bytes in
            records.withUnsafeBufferPointer { records in
                body(unsafe RawFrames(bytes: bytes, records: records, parser: FrameParser(link: .ethernet)))
            }
        }
    }

    private static func record(start: Int = 0, captured: Int) -> FrameRecord {
        FrameRecord(index: 0, time: 0, start: start, captured: captured, wireLength: captured)
    }

    @Test("are read where their records say")
    func records() {
        Self.lend([Self.record(captured: Self.frame.count)]) { frames in
            #expect(frames.tcpv4Words(at: 0)?.sequence == 7)
            #expect(frames.withFrames([Self.record(captured: 20)]) { $0.tcpv4Words(at: 0) } == nil)
        }
    }

    @Test("are never read beyond the memory, whatever records they are given")
    func foreignRecords() async {
        await #expect(processExitsWith: .failure) {
            Self.lend([]) { frames in
                frames.withFrames([Self.record(start: 8_000, captured: 100)]) { _ = $0.tcpv4Words(at: 0) }
            }
        }
        await #expect(processExitsWith: .failure) {
            Self.lend([]) { frames in
                var packet = Descriptor()
                frames.withFrames([Self.record(start: 20, captured: Self.frameCount)]) { $0.parse(0, into: &packet) }
            }
        }
    }

    private static var frameCount: Int { frame.count }
}
