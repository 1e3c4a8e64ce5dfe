import Packet
import Testing
import Traffic

@Suite("A batch")
struct FrameBatchTests {
    @Test("takes frames until it is full, and begins anew when emptied")
    func filling() {
        let frame = FrameBuilder.segment(9).bytes()
        let parser = FrameParser(link: .ethernet)
        var batch = FrameBatch(capacity: 2)
        #expect(batch.capacity == 2 && batch.isEmpty && !batch.isFull)
        batch.append(frame.span, wireLength: 2_000, time: 3, index: 4, parser: parser)
        #expect(batch.count == 1 && !batch.isFull)
        batch.append(frame.span, wireLength: frame.count, time: 5, index: 6, parser: parser)
        #expect(batch.isFull && batch.indices == 0..<2)
        #expect(batch[0].wireLength == 2_000 && batch[0].time == 3 && batch[0].index == 4)
        #expect(batch[1].sequence == 9)
        batch[1].rssHash = 77
        #expect(batch[1].rssHash == 77)
        batch.removeAll()
        #expect(batch.isEmpty && batch.capacity == 2)
    }

    @Test("has room for at least one frame", arguments: [-1, 0, 1])
    func smallest(capacity: Int) {
        #expect(FrameBatch(capacity: capacity).capacity == 1)
    }
}
