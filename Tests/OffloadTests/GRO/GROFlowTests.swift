import TestSupport
import Testing

/// What makes another flow under GRO: it is held beside the first, and neither disturbs the other.
@Suite struct GROFlowTests {
    private static let differences = [
        ("", "mac=9"), ("", "dmac=9"),
        // A tag belongs to the flow with all its bits; one of zeros is a tag too.
        ("", "vlan=7"), ("", "vlan=0"), ("vlan=7", "vlan=9"), ("vlan=7/1", "vlan=7/2"), ("tci=0x0007", "tci=0x1007"),
    ]
    private static let differencesOfIPv6 = [
        ("", "label=5"), ("label=0x12345", "label=0x12346"), ("label=0x12345", "label=0x92345"),
        ("", "ext=60"), ("ext=0", "ext=60"), ("ext=60", "ext=60 ext=60"),
        ("ext=60:0104", "ext=60:01040000000000000000"),
        ("ext=60:000000000000", "ext=60:000000000001"), ("ext=43:000000000000", "ext=43:040000000000"),
        ("ext=0 ext=60:0104", "ext=0 ext=60:0204"),
    ]

    @Test(arguments: differences)
    func anotherFlow(first: String, second: String) throws {
        for family in ["", " v6"] { try expectTwoFlows("\(first)\(family)", "\(second)\(family)") }
    }

    @Test(arguments: differencesOfIPv6)
    func anotherFlowOfIPv6(first: String, second: String) throws {
        try expectTwoFlows("\(first) v6", "\(second) v6")
    }

    /// The version nibble of IPv6 tells flows apart, and is nothing else: a kernel merges those of version 7, too.
    @Test(arguments: [0, 4, 5, 7] as [UInt8])
    func versions(other: UInt8) throws {
        var rig = PipelineHarness(try TestSettings("", rules: .gro))
        for (text, version) in [("A s0 100 v6", other), ("A s100 100 v6", 6), ("A s100 100 v6", other)] {
            var frame = try TestFrame.frames([text])[0]
            frame.bytes[14] = frame.bytes[14] & 0x0f | version << 4
            rig.take(frame)
        }
        rig.finish()
        #expect(rig.delivered.map(\.frames) == [[0, 2], [1]])
        #expect(rig.delivered.map(\.delivery.payloadBytes) == [200, 100])
    }

    /// Headers of any length merge, and where they differ, at the very end too, they are of two flows.
    @Test(arguments: [104, 120, 256])
    func longHeaders(extensionLength: Int) throws {
        let options = String(repeating: "00", count: extensionLength - 2)
        let same = "v6 ext=60:\(options) ts=5,6"
        try expectTwoFlows("v6 ext=60:\(options.dropLast(2))01 ts=5,6", same)
        let scenario = Scenario(
            "other option bytes behind long headers",
            packets: ["A s0 100 \(same)", "A s100 100 \(same)", "A s200 100 \(same)7"],
            gro: ["0+1 tcp-options payload=200", "2 source-end"])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [], "\(scenario)")
    }

    private func expectTwoFlows(_ first: String, _ second: String) throws {
        let scenario = Scenario(
            "'\(first)' and '\(second)'",
            packets: ["A s0 100 \(first)", "A s100 100 \(second)", "A s100 100 \(first)", "A s200 100 \(second)"],
            gro: ["0+2 source-end", "1+3 source-end"])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [], "\(scenario)")
    }

    @Test(arguments: [
        "vlan=7", "vlan=0/5", "tci=0xf007", "mac=9 dmac=8", "v6 label=0xfffff", "v6 ext=0", "v6 ext=43",
        "v6 ext=0 ext=43 ext=60:0102030405060708090a0b0c0d0e",
    ])
    func theSameFlow(_ words: String) throws {
        let scenario = Scenario(words, packets: ["A s0 100 \(words) x3"], gro: ["0+1+2 source-end sums=partial"])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "ports and directions", "gro-buckets=1 sessions=8",
            packets: ["A s0 100", "B s0 100", "A' s0 100", "A s100 100", "B s100 100", "A' s100 100"],
            gro: ["0+3 source-end", "1+4 source-end", "2+5 source-end"],
            inetLRO: ["0+3 source-end", "1+4 source-end", "2+5 source-end"]),
        Scenario(
            "IPv4 and IPv6 with equal ports", "gro-buckets=1 sessions=8",
            packets: ["A s0 100", "A s0 100 v6", "A s100 100", "A s100 100 v6"],
            gro: ["0+2 source-end", "1+3 source-end"],
            inetLRO: ["1 ipv6", "3 ipv6", "0+2 source-end"]),
        Scenario(
            "another flow label stays, another traffic class flushes",
            packets: ["A s0 100 v6", "A s100 100 v6 label=5", "A s100 100 v6 tos=8", "A s200 100 v6 label=5 tos=8"],
            gro: ["0 tos cause=2", "1 tos cause=3", "2 source-end", "3 source-end"],
            inetLRO: ["0 ipv6", "1 ipv6", "2 ipv6", "3 ipv6"]),
        Scenario(
            "MAC addresses and tags are nothing to the rules of 2007", "mode=pages",
            packets: ["A s0 100", "A s100 100 mac=9", "A s200 100 vlan=7"],
            gro: ["0 source-end", "1 source-end", "2 source-end"],
            inetLRO: ["0+1+2 source-end"]),
        Scenario(
            "the aggregate of another flow is not flushed by what breaks this one",
            packets: ["A s0 100 mac=9", "A s0 100", "A s300 100", "A s100 100 mac=9"],
            gro: ["1 gap", "0+3 source-end", "2 source-end"],
            inetLRO: ["0 duplicate", "1 duplicate", "2 duplicate", "3 duplicate"]),
    ])
    func sideBySide(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
