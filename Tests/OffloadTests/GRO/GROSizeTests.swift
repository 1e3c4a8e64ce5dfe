import TestSupport
import Testing

/// How large an aggregate of GRO grows: all headers from IP on and all payload stay below gro-max-size.
@Suite struct GROSizeTests {
    @Test(arguments: [
        Scenario(
            "65535 bytes are allowed", packets: ["A s0 13099 x5"],
            gro: ["0-4 source-end len=65535 payload=65495 sums=partial"]),
        Scenario(
            "65536 are not", packets: ["A s0 8187 x8"],
            gro: ["0-6 size-limit len=57349 cause=7", "7 source-end len=8227"]),
        Scenario(
            "65535 bytes over IPv6", packets: ["A s0 13095 v6 x5"],
            gro: ["0-4 source-end len=65535 payload=65475 sums=partial"]),
        Scenario(
            "65536 bytes over IPv6", packets: ["A s0 16369 v6 x4"],
            gro: ["0+1+2 size-limit len=49167 cause=3", "3 source-end len=16429"]),
        Scenario(
            "the last one that fits may be shorter",
            packets: ["A s0 1460 x44", "A s64240 1255", "A s65495 1460"],
            gro: ["0-44 segment-size len=65535 cause=44", "45 source-end"]),
        Scenario(
            "a shorter one that does not fit does not join",
            packets: ["A s0 1460 x44", "A s64240 1256", "A s65496 1256"],
            gro: ["0-43 size-limit len=64280 cause=44", "44+45 source-end payload=2512"]),
        Scenario(
            "FIN and PSH do not join what is full either",
            packets: ["A s0 1460 x44", "A s64240 1256 psh", "A s65496 1460"],
            gro: ["0-43 size-limit flags=.", "44 psh held=no", "45 source-end"]),
    ])
    func bytes(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    /// Two packets of 100 bytes with their headers: the size at which they merge, and one byte less.
    @Test(arguments: [
        ("", 240), ("ts=5,7", 252), ("opt=40", 280), ("v6", 260), ("v6 ts=5,7", 272), ("v6 ext=60", 268),
        ("v6 ext=0 ext=60:0102030405060708", 284), ("vlan=7", 240),
    ])
    func headersCount(words: String, length: Int) throws {
        let merged = Scenario(
            "\(length) bytes are below \(length + 1)", "gro-max-size=\(length + 1)", packets: ["A s0 100 \(words) x2"],
            gro: ["0+1 source-end len=\(length)"])
        let single = Scenario(
            "\(length) bytes are not below \(length)", "gro-max-size=\(length)", packets: ["A s0 100 \(words) x2"],
            gro: ["0 size-limit held=yes cause=1", "1 source-end"])
        for scenario in [merged, single] {
            let mismatches = try scenario.mismatches()
            #expect(mismatches == [], "\(words): \(scenario)")
        }
    }

    @Test(arguments: [
        Scenario(
            "a single packet may be larger than the size: it is held, and nothing joins it", "gro-max-size=100",
            packets: ["A s0 200 x2", "A s400 10"],
            gro: ["0 size-limit held=yes cause=1", "1 size-limit held=yes cause=2", "2 source-end"],
            inetLRO: ["0+1+2 source-end"]),
        Scenario(
            "a size that two packets fit in", "gro-max-size=241", packets: ["A s0 100 x5"],
            gro: ["0+1 size-limit cause=2", "2+3 size-limit cause=4", "4 source-end"],
            inetLRO: ["0-4 source-end"]),
        Scenario(
            "a larger packet that would not fit either is a larger packet", "gro-max-size=300",
            packets: ["A s0 100", "A s100 200"],
            gro: ["0 segment-size", "1 source-end"], inetLRO: ["0+1 source-end"]),
        Scenario(
            "packets, fragments and the MTU set no limit",
            "mode=pages max-aggr=2 mtu=65535 frag-size=256 max-frags=1 budget=100", packets: ["A s0 600 x100"],
            gro: ["0-99 poll-end len=60040"]),
    ])
    func knob(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
