import TestSupport
import Testing

/// Payload, lengths, and options.
@Suite struct ShapeTests {
    @Test(arguments: [
        Scenario(
            "a pure ACK flushes and passes",
            packets: ["A s0 100", "A s100 0 ack=9", "A s100 100"],
            both: ["0 pure-ack", "1 pure-ack", "2 source-end"]),
        Scenario("a pure ACK opens nothing", packets: ["A s0 0"], both: ["0 pure-ack gso=0"]),
        Scenario(
            "a keep-alive is a duplicate that passes as what it is",
            packets: ["A s0 100", "A s99 0"],
            both: ["0 duplicate", "1 pure-ack"]),
        Scenario(
            "bytes behind the IP packet flush and pass (Q20)",
            packets: ["A s0 100", "A s100 100 pad=4", "A s200 100"],
            both: ["0 padding", "1 padding", "2 source-end"]),
        Scenario("a padded frame opens nothing", packets: ["A s0 1 pad=5"], both: ["0 padding"]),
        Scenario(
            "60 bytes without padding merge",
            packets: ["A s0 6", "A s6 6"],
            both: ["0+1 source-end payload=12 sums=right"]),
        Scenario(
            "an IP length beyond the frame",
            packets: ["A s0 100", "A s100 100 iplen=200"],
            both: ["0 padding", "1 padding"]),
        Scenario(
            "a short segment merges and the session stays open",
            packets: ["A s0 100", "A s100 1", "A s101 100"],
            both: ["0+1+2 source-end payload=201 gso=100 sums=right"]),
    ])
    func lengths(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "IP options", packets: ["A s0 100", "A s100 100 ipopt=4", "A s200 100 ipopt=4"],
            both: ["0 ip-options", "1 ip-options", "2 ip-options"]),
        Scenario(
            "four NOPs", packets: ["A s0 100", "A s100 100 opt=4", "A s200 100 opt=4"],
            both: ["0 tcp-options", "1 tcp-options", "2 tcp-options"]),
        Scenario(
            "a SACK block where the timestamp could be",
            packets: ["A s0 100 ts=5", "A s100 100 opt=0101050a0000000a00000014"],
            both: ["0 tcp-options", "1 tcp-options"]),
        Scenario(
            "a timestamp in front of the NOPs",
            packets: ["A s0 100 ts=5", "A s100 100 opt=080a00000005000000010101"],
            both: ["0 tcp-options", "1 tcp-options"]),
        Scenario(
            "a timestamp and more options",
            packets: ["A s0 100 ts=5", "A s100 100 opt=0101080a000000050000000101010101"],
            both: ["0 tcp-options", "1 tcp-options"]),
    ])
    func options(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
