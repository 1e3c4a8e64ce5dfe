import TestSupport
import Testing

/// The headers of what GRO delivers.
@Suite struct GROHeaderTests {
    @Test(arguments: [
        Scenario(
            "all fields are the first packet's but lengths, FIN and PSH, and checksums",
            packets: ["A s7 100 ttl=9 tos=8 id=5+ ack=3 win=300 x2", "A s207 60 ttl=9 tos=8 id=7 ack=3 win=300 psh"],
            gro: ["0+1+2 psh len=300 ttl=9 tos=8 id=5 seq=7 ack=3 win=300 flags=P. payload=260 gso=100 sums=partial"],
            inetLRO: ["0+1+2 source-end len=300 id=5 seq=7 flags=. payload=260 gso=100 sums=right"]),
        Scenario(
            "over IPv6",
            packets: ["A s7 100 v6 ttl=9 tos=8 label=99 ack=3 x2", "A s207 60 v6 ttl=9 tos=8 label=99 ack=3 fin psh"],
            gro: ["0+1+2 fin len=320 ttl=9 tos=8 seq=7 ack=3 flags=FP. payload=260 gso=100 sums=partial"],
            inetLRO: ["0 ipv6", "1 ipv6", "2 ipv6"]),
        Scenario(
            "behind extension headers", packets: ["A s0 100 v6 ext=0:0104 ext=60:0104 ts=5,7 x3"],
            gro: ["0+1+2 source-end len=388 tsval=5 tsecr=7 payload=300 sums=partial"],
            inetLRO: ["0 ipv6", "1 ipv6", "2 ipv6"]),
        Scenario(
            "odd payloads do not matter, for the sum is the pseudo header's",
            packets: ["A s0 101 ts=5,7 x3", "A s303 33 ts=5,7"],
            gro: ["0-3 segment-size len=388 payload=336 sums=partial"],
            inetLRO: ["0-3 source-end len=388 payload=336 sums=right"]),
        Scenario(
            "a wrong IPv4 checksum of the first packet is made right", packets: ["A s0 100 badip x2"],
            gro: ["0+1 source-end sums=partial"], inetLRO: ["0+1 source-end sums=right"]),
        Scenario(
            "with a tag in front", packets: ["A s0 100 vlan=7/3 x3"],
            gro: ["0+1+2 source-end len=340 sums=partial"],
            inetLRO: ["0 tag-length", "1 tag-length", "2 source-end"]),
        Scenario(
            "a lone packet is untouched, held or not, right or wrong",
            packets: [
                "A s0 100 ttl=3 win=5 psh", "A s300 100", "A s600 100 badip", "A s900 100 badtcp reserved=1 urg",
            ],
            gro: [
                "0 psh held=no flags=P. win=5 sums=right", "1 gap held=yes sums=right", "2 gap held=yes sums=wrong",
                "3 urg held=no flags=.U sums=wrong",
            ],
            inetLRO: ["0 gap sums=right", "1 gap sums=right", "2 gap sums=wrong", "3 urg sums=wrong"]),
    ])
    func delivered(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
