import TestSupport
import Testing

/// What Linux 6.18 delivered for single cases: IP fields, checksums, and what stands around IP.
///
/// Numbers are those of the list of cases. Unless a case says otherwise 1000 bytes a packet, identifications that count
/// on, DF.
@Suite struct GROKernelIPTests {
    @Test(arguments: [
        Scenario(
            "24 the third has another TTL",
            packets: ["A s0 1000 id=1+ x2", "A s2000 1000 id=3 ttl=63", "A s3000 1000 id=4"],
            gro: ["0+1 ttl payload=2000 ttl=64", "2 ttl ttl=63 held=yes", "3 source-end ttl=64"],
            inetLRO: ["0-3 source-end payload=4000 ttl=64"]),
        Scenario(
            "25 the third has another TOS",
            packets: ["A s0 1000 id=1+ x2", "A s2000 1000 id=3 tos=8", "A s3000 1000 id=4"],
            gro: ["0+1 tos payload=2000 tos=0", "2 tos tos=8 held=yes", "3 source-end tos=0"],
            inetLRO: ["0-3 source-end payload=4000 tos=0"]),
        Scenario(
            "26 CE on the third, ECT(0) on the others",
            packets: ["A s0 1000 id=1+ tos=2 x2", "A s2000 1000 id=3 tos=3", "A s3000 1000 id=4 tos=2"],
            gro: ["0+1 tos payload=2000 tos=2", "2 tos tos=3 held=yes", "3 source-end tos=2"],
            inetLRO: ["0+1 ce-mark payload=2000", "2 ce-mark held=no", "3 source-end"]),
        Scenario(
            "27 CE on all", packets: ["A s0 1000 id=1+ tos=3 x4"],
            gro: ["0-3 source-end payload=4000 tos=3"],
            inetLRO: (0..<4).map { "\($0) ce-mark" }),
        Scenario(
            "28 DF and one identification", packets: ["A s0 1000 id=7 x4"],
            gro: ["0-3 source-end payload=4000 id=7"],
            inetLRO: ["0-3 source-end payload=4000 id=7"]),
        Scenario(
            "29 DF and random identifications",
            packets: ["A s0 1000 id=511", "A s1000 1000 id=9", "A s2000 1000 id=4077", "A s3000 1000 id=60000"],
            gro: ["0 ip-id", "1 ip-id", "2 ip-id", "3 source-end"],
            inetLRO: ["0-3 source-end payload=4000"]),
        Scenario(
            "30 no DF, identifications that count on", packets: ["A s0 1000 id=1+ no-df x4"],
            gro: ["0-3 source-end payload=4000"],
            inetLRO: ["0-3 source-end payload=4000"]),
        Scenario(
            "31 no DF and random identifications",
            packets: [
                "A s0 1000 id=511 no-df", "A s1000 1000 id=9 no-df", "A s2000 1000 id=4077 no-df",
                "A s3000 1000 id=60000 no-df",
            ],
            gro: ["0 ip-id", "1 ip-id", "2 ip-id", "3 source-end"],
            inetLRO: ["0-3 source-end payload=4000"]),
        Scenario(
            "32 DF on the third only",
            packets: ["A s0 1000 id=1+ no-df x2", "A s2000 1000 id=3", "A s3000 1000 id=4 no-df"],
            gro: ["0+1 df payload=2000", "2 df held=yes", "3 source-end"],
            inetLRO: ["0-3 source-end payload=4000"]),
        Scenario(
            "33 IP options in all", packets: ["A s0 1000 id=1+ ipopt=4 x4"],
            gro: (0..<4).map { "\($0) ip-options held=no" },
            inetLRO: (0..<4).map { "\($0) ip-options held=no" }),
        Scenario(
            "44 fifty of 1448 bytes", "max-aggr=64", packets: ["A s0 1448 id=1+ x50"],
            gro: ["0-44 size-limit payload=65160 cause=45", "45-49 source-end payload=7240"],
            inetLRO: ["0-44 size-limit payload=65160 cause=44", "45-49 source-end payload=7240"]),
    ])
    func fields(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "34 the second is a fragment",
            packets: ["A s0 1000 id=1", "A s1000 1000 id=2 mf", "A s2000 1000 id=3+ x2"],
            gro: ["1 fragment", "0 gap cause=2", "2+3 source-end payload=2000"],
            inetLRO: ["1 fragment", "0 gap cause=2", "2 gap held=no", "3 source-end"]),
        Scenario(
            "35 the second has a wrong TCP checksum", "verify",
            packets: ["A s0 1000 id=1", "A s1000 1000 id=2 badtcp", "A s2000 1000 id=3+ x2"],
            gro: ["1 tcp-checksum", "0 gap cause=2", "2+3 source-end payload=2000"],
            inetLRO: ["1 tcp-checksum", "0 gap cause=2", "2 gap held=no", "3 source-end"]),
        Scenario(
            "36 the second has a wrong IP checksum", "verify",
            packets: ["A s0 1000 id=1", "A s1000 1000 id=2 badip", "A s2000 1000 id=3+ x2"],
            gro: ["1 ip-checksum", "0 gap cause=2", "2+3 source-end payload=2000"],
            inetLRO: ["1 ip-checksum", "0 gap cause=2", "2 gap held=no", "3 source-end"]),
        Scenario(
            "43 the third comes from another MAC address",
            packets: ["A s0 1000 id=1+ x2", "A s2000 1000 id=3 mac=9", "A s3000 1000 id=4"],
            gro: ["0+1 gap payload=2000 cause=3", "2 source-end", "3 source-end"],
            inetLRO: ["0-3 source-end payload=4000"]),
        Scenario(
            "50 Ethernet padding behind the last", packets: ["A s0 1000 id=1", "A s1000 2 id=2 pad=4"],
            gro: ["0 padding payload=1000", "1 padding payload=2 held=no"],
            inetLRO: ["0 padding payload=1000", "1 padding payload=2 held=no"]),
    ])
    func aroundIP(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "46 four over IPv6", packets: ["A s0 1000 v6 x4"],
            gro: ["0-3 source-end payload=4000 len=4060"], inetLRO: (0..<4).map { "\($0) ipv6" }),
        Scenario(
            "47 the third has another hop limit",
            packets: ["A s0 1000 v6 x2", "A s2000 1000 v6 ttl=63", "A s3000 1000 v6"],
            gro: ["0+1 ttl payload=2000 ttl=64", "2 ttl ttl=63 held=yes", "3 source-end ttl=64"],
            inetLRO: (0..<4).map { "\($0) ipv6" }),
        Scenario(
            "48 the third has another flow label",
            packets: ["A s0 1000 v6 x2", "A s2000 1000 v6 label=5", "A s3000 1000 v6"],
            gro: ["0+1 gap payload=2000 cause=3", "2 source-end", "3 source-end"],
            inetLRO: (0..<4).map { "\($0) ipv6" }),
        Scenario(
            "48 the third has another traffic class",
            packets: ["A s0 1000 v6 x2", "A s2000 1000 v6 tos=8", "A s3000 1000 v6"],
            gro: ["0+1 tos payload=2000 cause=2 tos=0", "2 tos tos=8 held=yes", "3 source-end tos=0"],
            inetLRO: (0..<4).map { "\($0) ipv6" }),
    ])
    func overIPv6(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
