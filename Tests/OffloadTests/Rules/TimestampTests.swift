import TestSupport
import Testing

/// The timestamp option, in order, out of order, and missing in one of the packets.
@Suite struct TimestampTests {
    @Test(arguments: [
        Scenario(
            "the value stays the first packet's, the echo becomes the last one's (Q7)",
            packets: ["A s0 100 ts=5,7", "A s100 100 ts=6,8", "A s200 100 ts=9,9"],
            both: ["0+1+2 source-end tsval=5 tsecr=9 len=352 sums=right"]),
        Scenario(
            "an equal value is fine", packets: ["A s0 100 ts=5", "A s100 100 ts=5"], both: ["0+1 source-end"]),
        Scenario(
            "a value before the first one's flushes and passes",
            packets: ["A s0 100 ts=5", "A s100 100 ts=4", "A s200 100 ts=4"],
            both: ["0 ts-back", "1 ts-back", "2 source-end"]),
        Scenario(
            "only the first one's counts (Q7)",
            packets: ["A s0 100 ts=100", "A s100 100 ts=110", "A s200 100 ts=105", "A s300 100 ts=100"],
            both: ["0-3 source-end tsval=100"]),
        Scenario(
            "values wrap",
            packets: ["A s0 100 ts=4294967290", "A s100 100 ts=5", "A s200 100 ts=4294967289"],
            both: ["0+1 ts-back tsval=4294967290", "2 ts-back"]),
        Scenario(
            "an echo of zero flushes and passes",
            packets: ["A s0 100 ts=5", "A s100 100 ts=6,0", "A s200 100 ts=6"],
            both: ["0 tsecr-zero", "1 tsecr-zero", "2 source-end"]),
        Scenario("an echo of zero opens nothing", packets: ["A s0 100 ts=6,0"], both: ["0 tsecr-zero"]),
    ])
    func order(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "without options in a session with timestamps: payload becomes the echo (Q5)",
            packets: ["A s0 100 ts=5,7", "A s100 100 bytes=0000000000000000deadbeef"],
            inetLRO: ["0+1 source-end tsval=5 tsecr=3735928559 len=252 sums=right"],
            lro: ["0 tcp-options", "1 tcp-options"]),
        Scenario(
            "the echo read beyond the end of the frame is zero (Q5)",
            packets: ["A s0 100 ts=5,7", "A s100 4"],
            inetLRO: ["0+1 source-end tsecr=0 sums=right"],
            lro: ["0 tcp-options", "1 tcp-options"]),
        Scenario(
            "the echo read across the end of the frame (Q5)",
            packets: ["A s0 100 ts=5,7", "A s100 10 bytes=0000000000000000abcd"],
            inetLRO: ["0+1 source-end tsecr=2882338816 sums=right"],
            lro: ["0 tcp-options", "1 tcp-options"]),
        Scenario(
            "a later packet with the option sets the echo right",
            packets: ["A s0 100 ts=5,7", "A s100 100", "A s200 100 ts=6,9"],
            inetLRO: ["0+1+2 source-end tsecr=9 sums=right"],
            lro: ["0 tcp-options", "1 tcp-options", "2 source-end tsecr=9"]),
        Scenario(
            "with options in a session without (Q6)",
            packets: ["A s0 100", "A s100 100 ts=5,7"],
            inetLRO: ["0+1 source-end len=240 sums=right"],
            lro: ["0 tcp-options", "1 tcp-options"]),
        Scenario(
            "the same with a value that counts as before 0 (Q6)",
            packets: ["A s0 100", "A s100 100 ts=2147483648,7"],
            inetLRO: ["0 ts-back", "1 ts-back"],
            lro: ["0 tcp-options", "1 tcp-options"]),
        Scenario(
            "a gap is named before the difference, by which the packet passes",
            packets: ["A s0 100 ts=5", "A s300 100"],
            inetLRO: ["0 gap", "1 gap"],
            lro: ["0 gap", "1 tcp-options"]),
    ])
    func mixedLayouts(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
