import Frames
import TestSupport
import Testing

@Suite struct FrameNumbersTests {
    /// The numbers of some packets, in text.
    private func texts(_ numbers: FrameNumbers, _ indices: Range<UInt64>) -> [String] {
        indices.map { numbers.number(of: $0)?.description ?? "-" }
    }

    @Test func anIndexIsItsNumberAsLongAsAllAreTaken() {
        var numbers = FrameNumbers()
        for frame in 0..<10 as Range<UInt64> { numbers.append(FrameNumber(frame)) }
        numbers.appendStraight(5)
        #expect(numbers.isStraight)
        #expect(texts(numbers, 13..<16) == ["13", "14", "-"])
    }

    @Test func segmentsAndGapsAreRemembered() {
        var numbers = FrameNumbers()
        let all = [
            FrameNumber(0), FrameNumber(2), FrameNumber(3, segment: 0), FrameNumber(3, segment: 1), FrameNumber(4),
            FrameNumber(1_000_000), FrameNumber(1_000_001, segment: 0),
        ]
        for number in all { numbers.append(number) }
        #expect(texts(numbers, 0..<8) == ["0", "2", "3.0", "3.1", "4", "1000000", "1000001.0", "-"])
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func anyNumbersAreRemembered(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var (numbers, all, frame) = (FrameNumbers(), [FrameNumber](), 0 as UInt64)
        for _ in 0..<3_000 {
            frame += UInt64.random(in: 1...(random.next() % 50 == 0 ? 1_000 : 3), using: &random)
            let segments = random.next() % 3 == 0 ? Int.random(in: 1...40, using: &random) : 0
            all += segments == 0 ? [FrameNumber(frame)] : (0..<segments).map { FrameNumber(frame, segment: $0) }
        }
        for number in all { numbers.append(number) }
        #expect(all.indices.allSatisfy { numbers.number(of: UInt64($0)) == all[$0] }, "seed \(seed)")
    }

    /// What lies far back is forgotten, and the rest is not.
    @Test func memoryIsBounded() {
        var numbers = FrameNumbers(limit: 1_000)
        for frame in 0..<20_000 as Range<UInt64> { numbers.append(FrameNumber(frame * 2)) }
        #expect(numbers.number(of: 0) == nil)
        #expect((19_000..<20_000).allSatisfy { numbers.number(of: $0) == FrameNumber($0 * 2) })
    }
}
