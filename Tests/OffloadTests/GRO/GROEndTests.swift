import TestSupport
import Testing

/// What ends an aggregate by joining it, and what is never held: FIN, PSH, SYN, RST, URG, small and empty packets.
@Suite struct GROEndTests {
    @Test(arguments: [
        ("fin", "fin", "F."), ("psh", "psh", "P."), ("fin psh", "fin", "FP."),
    ])
    func joinsAndEnds(words: String, reason: String, flags: String) throws {
        for (payload, family) in [(100, ""), (60, ""), (100, " v6"), (60, " v6")] {
            let scenario = Scenario(
                "\(payload) bytes with \(words)\(family) join, and end what they joined",
                packets: ["A s0 100\(family) x2", "A s200 \(payload) \(words)\(family)"],
                gro: ["0+1+2 \(reason) flags=\(flags) cause=2 payload=\(200 + payload) held=yes sums=partial"])
            let mismatches = try scenario.mismatches()
            #expect(mismatches == [], "\(scenario)")
        }
    }

    /// Without a candidate, and with one that it does not continue: by itself, under the first name of its own.
    @Test(arguments: [
        ("100 syn", "syn"), ("100 fin", "fin"), ("100 rst", "rst"), ("100 psh", "psh"), ("100 urg", "urg"),
        ("0", "pure-ack"), ("0 syn fin", "syn"), ("0 fin rst", "fin"), ("100 rst psh", "rst"), ("100 psh urg", "psh"),
        ("0 urg", "urg"), ("0 psh", "psh"), ("0 no-ack", "pure-ack"), ("0 ece", "pure-ack"), ("0 cwr", "pure-ack"),
    ])
    func isNeverHeld(words: String, reason: String) throws {
        let alone = Scenario(
            "\(words) without a candidate", packets: ["A s0 \(words)", "A s0 100"],
            gro: ["0 \(reason) held=no cause=0", "1 source-end"])
        let behind = Scenario(
            "\(words) behind a gap", packets: ["A s0 100", "A s300 \(words)", "A s400 100"],
            gro: ["0 gap held=yes cause=1", "1 \(reason) held=no cause=1", "2 source-end"])
        for scenario in [alone, behind] {
            let mismatches = try scenario.mismatches()
            #expect(mismatches == [], "\(scenario)")
        }
    }

    @Test(arguments: [
        Scenario(
            "a handshake, a request and the end of a connection", "gro-buckets=1 sessions=8",
            packets: [
                "A s0 0 syn no-ack", "A' s0 0 syn ack=1", "A s1 0", "A s1 100 psh", "A' s1 0 ack=101", "A' s1 1000 x2",
                "A' s2001 300 psh", "A s101 0 fin",
            ],
            gro: ["0 syn", "1 syn", "2 pure-ack", "3 psh", "4 pure-ack", "5+6+7 psh payload=2300", "8 fin"],
            inetLRO: ["0 syn", "1 syn", "2 pure-ack", "4 pure-ack", "3 fin", "8 fin", "5+6+7 source-end payload=2300"]),
        Scenario(
            "a FIN without payload ends its candidate and is not in it", packets: ["A s0 100 x2", "A s200 0 fin"],
            gro: ["0+1 pure-ack flags=.", "2 fin flags=F. held=no"],
            inetLRO: ["0+1 fin flags=.", "2 fin flags=F. held=no"]),
        Scenario(
            "PSH does not join across a difference", packets: ["A s0 100 x2", "A s200 100 psh win=9"],
            gro: ["0+1 window flags=.", "2 psh flags=P. held=no"], inetLRO: ["0+1+2 source-end flags=."]),
        Scenario(
            "a larger packet with PSH does not join", packets: ["A s0 100 x2", "A s200 101 psh"],
            gro: ["0+1 segment-size flags=.", "2 psh flags=P. held=no"], inetLRO: ["0+1+2 source-end"]),
        Scenario(
            "a first packet with PSH leaves no aggregate to join", packets: ["A s0 100 psh", "A s100 100 x2"],
            gro: ["0 psh held=no", "1+2 source-end"], inetLRO: ["0+1+2 source-end flags=P."]),
        Scenario(
            "a packet is compared with the first one's size, not the last one's",
            packets: ["A s0 100 x3", "A s300 101", "A s401 101", "A s502 1"],
            gro: ["0+1+2 segment-size cause=3", "3+4+5 segment-size cause=5"], inetLRO: ["0-5 source-end"]),
        Scenario(
            "one byte less ends it", packets: ["A s0 100", "A s100 99", "A s199 99"],
            gro: ["0+1 segment-size payload=199 cause=1", "2 source-end payload=99"],
            inetLRO: ["0+1+2 source-end payload=298"]),
        Scenario(
            "one byte at a time", packets: ["A s0 1 x5", "A s5 2"],
            gro: ["0-4 segment-size cause=5", "5 source-end"], inetLRO: ["0-5 source-end"]),
    ])
    func stories(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
