import TestSupport
import Testing

/// What GRO does not hold: packets that go up by themselves at once, and those that send their candidate ahead.
@Suite struct GRORefusalTests {
    @Test(arguments: [
        ("proto=17", "not-tcp"), ("proto=17 badip", "not-tcp"), ("proto=4", "tunnel"), ("pppoe", "encapsulated"),
        ("mpls", "encapsulated"),
        ("vlan=3 vlan=7", "encapsulated"), ("tag=88a8:7", "encapsulated"), ("vlan=7 pppoe", "encapsulated"),
        ("doff=4", "malformed"), ("end=50", "malformed"), ("cut=50", "truncated"), ("mf", "fragment"),
        ("frag=0x2001", "fragment"), ("frag=0x6000", "fragment"), ("frag=0x0005", "fragment"),
        ("badip", "ip-checksum"), ("badip badtcp", "ip-checksum"), ("badtcp", "tcp-checksum"),
        ("ipopt=4", "ip-options"),
        ("ipopt=40", "ip-options"),
        // What is looked at first decides, and padding is looked at later.
        ("badip pad=4", "ip-checksum"), ("badip iplen=39", "ip-checksum"), ("badip iplen=0", "ip-checksum"),
        ("ipopt=4 pad=4", "ip-options"), ("mf pad=4", "fragment"),
        ("doff=4 pad=4", "malformed"), ("badip frag=0xc000", "ip-checksum"),
    ])
    func overtakes(words: String, reason: String) throws {
        try expectOvertaking("", words, reason)
    }

    @Test(arguments: [
        ("proto=17", "not-tcp"), ("doff=4", "malformed"), ("end=70", "malformed"), ("cut=70", "truncated"),
        ("badtcp", "tcp-checksum"), ("ext=44", "fragment"), ("ext=44:0001", "fragment"), ("ext=44:0008", "fragment"),
        ("ext=60 ext=44", "fragment"), ("ext=51:000000010000000200000003", "extension"), ("proto=59", "extension"),
        ("ext=135", "extension"), ("ext=139", "extension"), ("ext=140", "extension"), ("proto=253", "extension"),
        ("ext=60 ext=51", "extension"), ("ext=0 ext=43 ext=140", "extension"), ("ext=60 proto=59", "extension"),
    ])
    func overtakesOverIPv6(words: String, reason: String) throws {
        try expectOvertaking(" v6", words, reason)
    }

    private func expectOvertaking(_ family: String, _ words: String, _ reason: String) throws {
        let scenario = Scenario(
            "\(words) goes up at once, and what is held stays", "verify",
            packets: ["A s0 100\(family)", "A s100 100\(family) \(words)", "A s100 100\(family)"],
            gro: ["1 \(reason) held=no", "0+2 source-end payload=200"])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [], "\(scenario)")
    }

    @Test(arguments: [
        ("pad=1", "padding"), ("pad=6", "padding"), ("end=150", "padding"), ("iplen=130", "padding"),
        ("frag=0xc000", "reserved"), ("frag=0x8000", "reserved"),
        // A length too short for what the frame has is one that disagrees.
        ("iplen=39", "padding"), ("iplen=24", "padding"), ("iplen=20", "padding"), ("iplen=19", "padding"),
        ("iplen=0", "padding"), ("iplen=39 badtcp", "padding"),
        // The TCP checksum is not looked at any more, nor what else would flush.
        ("pad=6 badtcp", "padding"), ("frag=0xc000 badtcp", "reserved"), ("pad=6 win=5", "padding"),
        ("pad=6 psh", "padding"), ("frag=0xc000 ttl=9 fin", "reserved"),
    ])
    func sendsItsCandidateAhead(words: String, reason: String) throws {
        try expectAhead("", words, reason)
    }

    @Test(arguments: [
        ("iplen=19", "padding"), ("iplen=3", "padding"), ("iplen=0", "padding"),
        ("pad=1", "padding"), ("iplen=110", "padding"), ("pad=6 badtcp", "padding"),
    ])
    func sendsItsCandidateAheadOverIPv6(words: String, reason: String) throws {
        try expectAhead(" v6", words, reason)
    }

    private func expectAhead(_ family: String, _ words: String, _ reason: String) throws {
        let scenario = Scenario(
            "\(words) sends its candidate ahead, and is not held", "verify",
            packets: ["A s0 100\(family) x2", "A s200 100\(family) \(words)", "A s300 100\(family)"],
            gro: ["0+1 \(reason) cause=2", "2 \(reason) held=no", "3 source-end"])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [], "\(scenario)")
    }

    @Test(arguments: [
        Scenario(
            "a padded packet without a candidate", packets: ["A s0 100 pad=6", "A s100 100"],
            gro: ["0 padding held=no", "1 source-end"], inetLRO: ["0 padding held=no", "1 source-end"]),
        Scenario(
            "a padded packet after a gap is padded", packets: ["A s0 100", "A s300 100 pad=6"],
            gro: ["0 padding", "1 padding held=no"], inetLRO: ["0 gap", "1 padding held=no"]),
        Scenario(
            "a pure ACK, filled up to 60 bytes", packets: ["A s0 100", "A s100 0 pad=6", "A s100 100"],
            gro: ["0 padding", "1 padding held=no", "2 source-end"],
            inetLRO: ["0 padding", "1 padding held=no", "2 source-end"]),
        Scenario(
            "a padded packet sends no other flow ahead", "gro-buckets=1 sessions=8",
            packets: ["B s0 100", "A s0 100", "A s100 100 pad=6", "B s100 100"],
            gro: ["1 padding", "2 padding held=no", "0+3 source-end"],
            inetLRO: ["1 padding", "2 padding held=no", "0+3 source-end"]),
        Scenario(
            "ARP between two segments", packets: ["A s0 100", "arp", "A s100 100"],
            gro: ["1 not-ip", "0+2 source-end"], inetLRO: ["1 not-ip", "0+2 source-end"]),
        Scenario(
            "a TCP header longer than its packet", packets: ["A s0 100", "A s100 10 doff=15", "A s100 100"],
            gro: ["1 malformed", "0+2 source-end"], inetLRO: ["1 malformed", "0+2 source-end"]),
        Scenario(
            "a wrong TCP checksum leaves its candidate alone, padding does not", "verify",
            packets: ["A s0 100", "A s100 100 badtcp", "A s100 100", "A s200 100 badtcp pad=1", "A s300 100"],
            gro: ["1 tcp-checksum", "0+2 padding cause=3", "3 padding", "4 source-end"],
            inetLRO: ["1 tcp-checksum", "3 tcp-checksum", "0+2 gap cause=4", "4 gap"]),
        Scenario(
            "a checksum of zero counts as offloaded", "verify", packets: ["A s0 100", "A s100 100 noipsum notcpsum"],
            gro: ["0+1 source-end"], inetLRO: ["0+1 source-end"]),
        Scenario(
            "checksums that nobody verifies", packets: ["A s0 100", "A s100 100 badtcp", "A s200 100 badip"],
            gro: ["0+1+2 source-end sums=partial"], inetLRO: ["0+1+2 source-end sums=wrong"]),
        Scenario(
            "a capture cut behind the headers merges", packets: ["A s0 100 cut=60 x3"],
            gro: ["0+1+2 source-end payload=300"], inetLRO: ["0+1+2 source-end payload=300"]),
        Scenario(
            "a refused packet without anything held", "verify", packets: ["A s0 100 badtcp", "A s0 100 ipopt=4"],
            gro: ["0 tcp-checksum", "1 ip-options"], inetLRO: ["0 tcp-checksum", "1 ip-options"]),
    ])
    func together(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
