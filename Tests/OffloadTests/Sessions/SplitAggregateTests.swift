import Packet
import TestSupport
import Testing

/// The splitter by itself, on aggregates made by hand: what it cuts is what a sender would have sent.
@Suite struct SplitAggregateTests {
    /// The packets of notation lines from the IP header on.
    private static func packets(_ lines: [String]) throws -> [[UInt8]] {
        try TestFrame.frames(lines).map { Array($0.bytes.dropFirst(14)) }
    }

    @Test(
        arguments: [
            (
                "A s0 250 id=7 psh", .increasing, 100,
                ["A s0 100 id=7", "A s100 100 id=8", "A s200 50 id=9 psh"]
            ),
            ("A s0 250 id=7 fin psh", .fixed, 100, ["A s0 100 id=7", "A s100 100 id=7", "A s200 50 id=7 fin psh"]),
            ("A s0 200 id=65535 no-df", .increasing, 100, ["A s0 100 id=65535 no-df", "A s100 100 id=0 no-df"]),
            ("A s4294967246 200", .fixed, 100, ["A s4294967246 100", "A s50 100"]),
            (
                "A s5 303 ttl=9 tos=2 win=7 ack=8 reserved=1 ece urgent=4 ts=5,6", .fixed, 101,
                ["A s5 101", "A s106 101", "A s207 101"].map {
                    "\($0) ttl=9 tos=2 win=7 ack=8 reserved=1 ece urgent=4 ts=5,6"
                }
            ),
            ("A s0 3", .increasing, 1, ["A s0 1 id=0", "A s1 1 id=1", "A s2 1 id=2"]),
            ("A s0 100 fin id=3", .increasing, 100, ["A s0 100 fin id=3"]),
            ("A s0 100 fin id=3", .increasing, 5000, ["A s0 100 fin id=3"]),
            // The aggregate's own lengths and checksums say nothing.
            ("A s0 150 badip badtcp iplen=99", .fixed, 100, ["A s0 100", "A s100 50"]),
            ("A s0 150 ipopt=8", .fixed, 100, ["A s0 100 ipopt=8", "A s100 50 ipopt=8"]),
        ] as [(String, SplitAggregate.Identification, Int, [String])])
    func overIPv4(
        aggregate: String, identification: SplitAggregate.Identification, size: Int, segments: [String]
    ) throws {
        let packet = try Self.packets([aggregate])[0]
        let expected = try Self.packets(segments)
        #expect(SplitAggregate.segments(packet, size: size, identification: identification) == expected)
    }

    @Test(arguments: [
        ("A s0 250 v6 psh", ["A s0 100 v6", "A s100 100 v6", "A s200 50 v6 psh"]),
        (
            "A s0 200 v6 label=0xabcde tos=0xf3 ttl=1 ts=5,6 badtcp",
            ["A s0 100", "A s100 100"].map { "\($0) v6 label=0xabcde tos=0xf3 ttl=1 ts=5,6" }
        ),
        (
            "A s0 150 v6 ext=0:0104 ext=43 ext=60:0102030405060708",
            ["A s0 100", "A s100 50"].map { "\($0) v6 ext=0:0104 ext=43 ext=60:0102030405060708" }
        ),
        ("A s0 150 v6 iplen=3", ["A s0 100 v6", "A s100 50 v6"]),
    ])
    func overIPv6(aggregate: String, segments: [String]) throws {
        let packet = try Self.packets([aggregate])[0]
        let expected = try Self.packets(segments)
        #expect(SplitAggregate.segments(packet, size: 100) == expected)
    }

    @Test func largest() throws {
        let packet = try Self.packets(["A s9 65495 id=1 psh"])[0]
        let expected = try Self.packets(["A s9 13099 id=1+ x4", "A s52405 13099 id=5 psh"])
        #expect(packet.count == 65_535)
        #expect(SplitAggregate.segments(packet, size: 13_099) == expected)
    }

    @Test(arguments: [
        "A s0 100 proto=17", "A s0 100 ihl=4", "A s0 100 doff=4", "A s0 10 doff=15", "A s0 10 end=50",
        "A s0 100 v6 proto=17", "A s0 100 v6 ext=44", "A s0 100 v6 ext=51", "A s0 100 v6 end=60", "A s0 100 v6 end=40",
        "A s0 10 end=14", "A s0 10 end=20",
    ])
    func whatIsNoSegmentIsNotSplit(_ line: String) throws {
        let frame = try TestFrame.frames([line])[0]
        #expect(SplitAggregate.segments(Array(frame.bytes.dropFirst(14)), size: 10) == nil)
    }

    @Test func noSizeSplitsNothing() throws {
        let packet = try Self.packets(["A s0 100"])[0]
        #expect(SplitAggregate.segments(packet, size: 0) == nil)
    }
}
