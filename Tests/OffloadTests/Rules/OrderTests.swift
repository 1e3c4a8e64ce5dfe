import TestSupport
import Testing

/// Packets before and behind the expected sequence number, and acknowledgments that go back.
@Suite struct OrderTests {
    @Test(arguments: [
        Scenario(
            "a gap flushes, and the packet passes",
            packets: ["A s0 100", "A s100 100", "A s300 100"],
            both: ["0+1 gap cause=2", "2 gap cause=2"]),
        Scenario(
            "what breaks a session opens none (Q11)",
            packets: ["A s0 100", "A s100 100", "A s300 100", "A s400 100", "A s500 100"],
            both: ["0+1 gap", "2 gap", "3+4 source-end"]),
        Scenario(
            "a duplicate flushes, and passes",
            packets: ["A s0 100", "A s100 100", "A s100 100", "A s200 100", "A s300 100"],
            both: ["0+1 duplicate", "2 duplicate", "3+4 source-end"]),
        Scenario(
            "a packet that overlaps the expected sequence is a duplicate",
            packets: ["A s0 100", "A s50 100"],
            both: ["0 duplicate", "1 duplicate"]),
        Scenario(
            "two packets swapped cost five single deliveries (Q11)",
            packets: ["A s0 100", "A s200 100", "A s100 100", "A s300 100", "A s400 100"],
            both: ["0 gap", "1 gap", "2 gap", "3 gap", "4 source-end"]),
        Scenario(
            "sequence numbers wrap",
            packets: ["A s4294967246 100", "A s50 100", "A s150 100"],
            both: ["0+1+2 source-end seq=4294967246 payload=300"]),
        Scenario(
            "a gap across the wrap",
            packets: ["A s4294967246 100", "A s60 100"],
            both: ["0 gap", "1 gap"]),
        Scenario(
            "a duplicate across the wrap",
            packets: ["A s4294967246 100", "A s4294967290 100"],
            both: ["0 duplicate", "1 duplicate"]),
        Scenario(
            "flows and directions are told apart",
            packets: ["A s0 100", "B s0 100", "A' s0 100", "A s100 100", "B s100 100", "A' s100 100", "A s300 100"],
            both: ["0+3 gap", "6 gap", "1+4 source-end", "2+5 source-end"]),
    ])
    func sequence(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "an acknowledgment before the latest flushes and passes (Q9)",
            packets: ["A s0 100 ack=500 win=9", "A s100 100 ack=400 win=8"],
            inetLRO: ["0+1 source-end ack=400 win=8"],
            lro: ["0 ack-back ack=500", "1 ack-back ack=400"]),
        Scenario(
            "an equal one is fine",
            packets: ["A s0 100 ack=500", "A s100 100 ack=500 win=0"],
            both: ["0+1 source-end ack=500 win=0"]),
        Scenario(
            "it is compared with the latest, not with the first",
            packets: ["A s0 100 ack=500", "A s100 100 ack=600", "A s200 100 ack=550", "A s300 100 ack=550"],
            inetLRO: ["0-3 source-end ack=550"],
            lro: ["0+1 ack-back ack=600", "2 ack-back ack=550", "3 source-end ack=550"]),
        Scenario(
            "acknowledgments wrap forward",
            packets: ["A s0 100 ack=4294967290", "A s100 100 ack=10"],
            both: ["0+1 source-end ack=10"]),
        Scenario(
            "and back",
            packets: ["A s0 100 ack=10", "A s100 100 ack=4294967290"],
            inetLRO: ["0+1 source-end ack=4294967290"],
            lro: ["0 ack-back", "1 ack-back"]),
        Scenario(
            "any other fault names it first",
            packets: ["A s0 100 ack=500 ts=9", "A s100 100 ack=400 ts=5", "A s0 100 ack=500", "A s300 100 ack=400"],
            both: ["0 ts-back", "1 ts-back", "2 gap", "3 gap"]),
        Scenario(
            "a session begins with any acknowledgment",
            packets: ["A s0 100 ack=500", "A s300 100 ack=500", "A s400 100 ack=100", "A s500 100 ack=100"],
            both: ["0 gap", "1 gap", "2+3 source-end ack=100"]),
    ])
    func acknowledgment(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
