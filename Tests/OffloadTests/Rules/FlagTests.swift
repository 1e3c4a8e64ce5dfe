import TestSupport
import Testing

/// TCP flags and ECN marks.
@Suite struct FlagTests {
    private static let refused = [
        ("syn", "syn"), ("fin", "fin"), ("rst", "rst"), ("urg", "urg"), ("ece", "ece"), ("cwr", "cwr"),
        ("no-ack", "no-ack"), ("tos=3", "ce-mark"), ("tos=7", "ce-mark"),
    ]

    @Test(arguments: refused)
    func flushesAndPasses(word: String, reason: String) throws {
        let scenario = Scenario(
            "\(word) in the flow of a session",
            packets: ["A s0 100", "A s100 100", "A s200 100 \(word)", "A s300 100"],
            both: ["0+1 \(reason)", "2 \(reason)", "3 source-end"])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: refused)
    func opensNothing(word: String, reason: String) throws {
        let scenario = Scenario(
            "\(word) without a session", packets: ["A s0 100 \(word)", "A s100 100"],
            both: ["0 \(reason)", "1 source-end"])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "PSH flushes nothing, and that of any segment survives (Q8)",
            packets: ["A s0 100", "A s100 100 psh", "A s200 100"],
            inetLRO: ["0+1+2 source-end flags=. sums=right"],
            lro: ["0+1+2 source-end flags=P. sums=right"]),
        Scenario(
            "PSH of the first segment",
            packets: ["A s0 100 psh", "A s100 100"],
            both: ["0+1 source-end flags=P. sums=right"]),
        Scenario(
            "PSH of the last segment",
            packets: ["A s0 100", "A s100 40 psh"],
            inetLRO: ["0+1 source-end flags=."],
            lro: ["0+1 source-end flags=P."]),
        Scenario(
            "no PSH comes from the packet that breaks the session",
            packets: ["A s0 100", "A s100 100", "A s300 100 psh"],
            both: ["0+1 gap flags=.", "2 gap flags=P."]),
        Scenario(
            "ECT(0), ECT(1) and not-ECT merge, and the first one's stays (Q10)",
            packets: ["A s0 100 tos=2", "A s100 100 tos=1", "A s200 100 tos=0"],
            both: ["0+1+2 source-end tos=2 sums=right"]),
        Scenario(
            "the bits beside the data offset are not looked at",
            packets: ["A s0 100", "A s100 100 reserved=1", "A s200 100 reserved=8"],
            both: ["0+1+2 source-end sums=right"]),
        Scenario(
            "a handshake and its end",
            packets: ["A s0 0 syn no-ack", "A' s0 0 syn ack=1", "A s1 0", "A s1 100", "A s101 0 fin", "A' s1 0 rst"],
            both: ["0 syn", "1 syn", "2 pure-ack", "3 fin", "4 fin", "5 rst"]),
    ])
    func otherFlags(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
