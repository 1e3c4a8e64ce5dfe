import TestSupport
import Testing

/// The IPv4 identification: it counts on, or the second packet says that it stays.
@Suite struct GROIdentificationTests {
    /// Identifications of packets in a row, with DF and without: `expected` is what is delivered.
    @Test(
        arguments: [
            ([8, 9, 10, 11], ["0-3 source-end id=8"]),
            ([8, 8, 8, 8], ["0-3 source-end id=8"]),
            // Both ways across the end of the numbers.
            ([65_534, 65_535, 0, 1], ["0-3 source-end id=65534"]),
            ([65_535, 65_535, 65_535], ["0+1+2 source-end id=65535"]),
            ([0, 0, 0], ["0+1+2 source-end id=0"]),
            ([65_535, 0, 0], ["0+1 ip-id", "2 source-end"]),
            // A number left out, or taken back.
            ([8, 10], ["0 ip-id", "1 source-end"]),
            ([8, 7], ["0 ip-id", "1 source-end"]),
            ([8, 9, 11, 12], ["0+1 ip-id cause=2", "2+3 source-end id=11"]),
            ([8, 9, 8], ["0+1 ip-id", "2 source-end"]),
            // The second packet decides, and for its own aggregate only.
            ([8, 9, 9], ["0+1 ip-id", "2 source-end"]),
            ([8, 8, 9, 10], ["0+1 ip-id cause=2", "2+3 source-end id=9"]),
            ([8, 9, 9, 9], ["0+1 ip-id cause=2", "2+3 source-end id=9"]),
            // Where it stays, it may not even be what counting on would make it.
            ([8, 8, 10], ["0+1 ip-id", "2 source-end"]),
            // A first packet that goes by itself decides nothing, nor does one that was flushed.
            ([8, 300, 300, 300], ["0 ip-id cause=1", "1+2+3 source-end id=300"]),
        ] as [([Int], [String])])
    func inARow(identifications: [Int], expected: [String]) throws {
        for fragment in ["", " no-df"] {
            let scenario = Scenario(
                "\(identifications)\(fragment)",
                packets: identifications.enumerated().map { "A s\($0 * 100) 100 id=\($1)\(fragment)" }, gro: expected)
            let mismatches = try scenario.mismatches()
            #expect(mismatches == [], "\(scenario)")
        }
    }

    @Test(arguments: [
        Scenario(
            "a last one that is shorter counts too", packets: ["A s0 100 id=8", "A s100 100 id=9", "A s200 50 id=9"],
            gro: ["0+1 ip-id", "2 source-end"], inetLRO: ["0+1+2 source-end"]),
        Scenario(
            "a packet that goes up by itself takes its number along", "verify",
            packets: ["A s0 100 id=8", "A s100 100 id=9 badtcp", "A s100 100 id=10"],
            gro: ["1 tcp-checksum", "0 ip-id", "2 source-end"], inetLRO: ["1 tcp-checksum", "0+2 source-end"]),
        Scenario(
            "each flow has its own", "gro-buckets=1 sessions=8",
            packets: ["A s0 100 id=1", "B s0 100 id=7", "A s100 100 id=2", "B s100 100 id=7", "A s200 100 id=3"],
            gro: ["0+2+4 source-end", "1+3 source-end"], inetLRO: ["0+2+4 source-end", "1+3 source-end"]),
        Scenario(
            "IPv6 has none", packets: ["A s0 100 v6 id=1", "A s100 100 v6 id=900"],
            gro: ["0+1 source-end"], inetLRO: ["0 ipv6", "1 ipv6"]),
    ])
    func elsewhere(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
