import TestSupport
import Testing

/// Packets that the driver keeps from LRO: they overtake held ones in 2007, and not with `lro` (<doc:InetLRO> Q12).
@Suite struct RefusalTests {
    @Test(arguments: [
        ("mf", "", "fragment"), ("doff=4", "", "malformed"), ("doff=0", "", "malformed"),
        ("doff=15 iplen=70", "", "malformed"), ("iplen=30", "", "malformed"), ("cut=50", "", "truncated"),
        ("ts=5 cut=60", "", "truncated"), ("end=50 iplen=36", "", "malformed"), ("ts=5 end=60", "", "malformed"),
        ("badip", "verify", "ip-checksum"), ("badtcp", "verify", "tcp-checksum"),
    ])
    func flowIsFlushedFirst(words: String, settings: String, reason: String) throws {
        for mode in ["skb", "pages"] {
            let scenario = Scenario(
                "\(words) while packets of its flow are held", "mode=\(mode) \(settings)",
                packets: ["A s0 100", "B s0 100", "A s100 100 \(words)", "A s100 100", "B s100 100"],
                inetLRO: ["2 \(reason)", "0+3 source-end", "1+4 source-end"],
                lro: ["0 \(reason)", "2 \(reason)", "1+4 source-end", "3 source-end"])
            let mismatches = try scenario.mismatches()
            #expect(mismatches == [])
        }
    }

    @Test(arguments: [
        ("arp", "not-ip"), ("A s100 100 v6", "ipv6"), ("A s100 100 proto=17", "not-tcp"),
        ("A s100 100 proto=47", "tunnel"), ("A s100 100 proto=50 frag=4", "tunnel"), ("A s100 100 v6 proto=47", "ipv6"),
        ("A s100 100 frag=4", "fragment"),
        ("A s100 100 mf frag=4", "fragment"), ("A s100 100 ihl=4", "malformed"), ("A s100 100 ihl=0", "malformed"),
        ("A s100 100 cut=36", "truncated"), ("A s100 100 cut=20", "truncated"), ("A s100 100 cut=5", "truncated"),
        ("A s100 100 proto=17 mf", "not-tcp"),
    ])
    func noFlowIsKnown(packet: String, reason: String) throws {
        let scenario = Scenario(
            "\(packet) belongs to no flow", packets: ["A s0 100", packet, "A s100 100"],
            both: ["1 \(reason)", "0+2 source-end"])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "a fragment that the driver hands to the stack leaves a gap behind",
            packets: ["A s0 100", "A s100 100 mf", "A s200 100"],
            inetLRO: ["1 fragment", "0 gap", "2 gap"],
            lro: ["0 fragment", "1 fragment", "2 source-end"]),
        Scenario(
            "wrong checksums open nothing", "verify",
            packets: ["A s0 100 badip", "A s100 100 badtcp", "A s200 100 badip badtcp"],
            both: ["0 ip-checksum", "1 tcp-checksum", "2 ip-checksum"]),
        Scenario(
            "unverified, a wrong TCP checksum makes the merged one wrong (Q16)",
            packets: ["A s0 100", "A s100 100 badtcp"],
            both: ["0+1 source-end sums=wrong"]),
        Scenario(
            "unverified, a wrong IP checksum is healed (Q16)",
            packets: ["A s0 100 badip", "A s100 100 badip"],
            both: ["0+1 source-end sums=right"]),
        Scenario(
            "a checksum of 0 counts as offloaded", "verify",
            packets: ["A s0 100 notcpsum", "A s100 100 noipsum", "A s200 100"],
            both: ["0+1+2 source-end"]),
        Scenario(
            "the TCP checksum is verified where the payload is there, IP's where its header is", "verify",
            packets: ["A s0 100 badtcp cut=100", "A s100 100 badtcp cut=153", "A s200 100 badip cut=100"],
            inetLRO: ["2 ip-checksum", "0+1 source-end"],
            lro: ["0+1 ip-checksum", "2 ip-checksum"]),
        Scenario(
            "a capture cut behind the headers merges like a whole one",
            packets: ["A s0 1448 cut=54", "A s1448 1448 cut=54", "B s0 1448 ts=1 cut=66", "B s1448 1448 ts=1 cut=66"],
            both: ["0+1 source-end len=2936", "2+3 source-end len=2948"]),
    ])
    func driver(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
