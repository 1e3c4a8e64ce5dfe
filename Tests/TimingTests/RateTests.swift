import Testing
import Timing

/// Rates as they are written.
@Suite struct RateTests {
    @Test(
        arguments: [
            ("10G", 10_000_000_000, 1, ""), ("1.5M", 1_500_000, 1, ""), ("250kpps", 250_000, 1, "pps"),
            ("0.5", 5, 10, ""), ("2.50", 25, 10, ""), ("1.000000001", 1_000_000_001, 1_000_000_000, ""),
        ] as [(String, UInt64, UInt64, String)])
    func areTakenExactly(text: String, amount: UInt64, seconds: UInt64, unit: String) throws {
        let rate = try #require(Rate(text))
        #expect((rate.amount, rate.seconds, rate.unit.rawValue) == (amount, seconds, unit))
        #expect(Rate(rate.description) == rate, "\(rate)")
    }

    @Test(arguments: [
        "", "0", "0.0G", "-1", "+1", "1e3", "1 G", "1.", ".5", "1.2.3", "10g", "pps", "1.0000000001", "٣",
    ])
    func areNothingElse(text: String) {
        #expect(Rate(text) == nil)
    }

    @Test func sayHowLongSomethingTakes() throws {
        let rate = try #require(Rate("10G"))
        #expect(rate.time(of: 672) == 67 && rate.timeRoundedUp(of: 672) == 68)
        #expect(try #require(Rate("1.5Mpps")).time(of: 1) == 666)
    }
}
