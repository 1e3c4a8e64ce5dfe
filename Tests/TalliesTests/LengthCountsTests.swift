import Tallies
import Testing

/// The distribution of lengths against the lengths themselves.
@Suite struct LengthCountsTests {
    private func counts(_ lengths: [Int]) -> LengthCounts {
        lengths.reduce(into: LengthCounts()) { $0.count($1) }
    }

    /// The nearest rank of sorted lengths.
    private func percentile(_ share: Double, of sorted: [Int]) -> Int {
        sorted[max(1, Int((share * Double(sorted.count)).rounded(.up))) - 1]
    }

    @Test func nothingIsZero() {
        #expect(counts([]).percentile(0.5) == 0)
        #expect(counts([]).maximum == 0)
    }

    @Test func likeLengthsAreExact() {
        let lengths = counts(Array(repeating: 1500, count: 90) + Array(repeating: 65_160, count: 10))
        #expect(lengths.percentile(0.5) == 1500)
        #expect(lengths.percentile(0.9) == 1500)
        #expect(lengths.percentile(0.99) == 65_160)
        #expect(lengths.maximum == 65_160)
    }

    @Test(arguments: [0, 1, 15, 16, 31, 32, 33, 1_023, 1_024, 65_535, 65_536, 0xff_fffe, 0xff_ffff])
    func oneLengthIsExact(length: Int) {
        #expect(counts([length]).maximum == length)
        #expect(counts([length]).percentile(0.01) == length)
    }

    @Test func whatIsTooLongOrNegativeIsClamped() {
        #expect(counts([.max]).maximum == 0xff_ffff)
        #expect(counts([-1]).maximum == 0)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func anyLengthsAreNear(seed: UInt64) {
        var state = seed
        let lengths = (0..<5000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) >> Int(state >> 20 & 0x0f)
        }.map { min($0, 100_000) }
        let sorted = lengths.sorted()
        let half = lengths.count / 2
        var sum = counts(Array(lengths[..<half]))
        sum.add(counts(Array(lengths[half...])))
        for share in [0.001, 0.1, 0.5, 0.9, 0.99, 1] {
            let (told, right) = (sum.percentile(share), percentile(share, of: sorted))
            #expect(told >= right && Double(told) <= Double(right) * 17 / 16, "seed \(seed), share \(share)")
        }
        #expect(sum.maximum == sorted.last)
        #expect(sum.percentile(0.5) == counts(lengths).percentile(0.5))
    }
}
