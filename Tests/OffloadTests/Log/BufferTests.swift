import TestSupport
import Testing

/// What the modes cost: socket buffers and copied bytes.
@Suite struct BufferTests {
    @Test(arguments: [
        Scenario(
            "skb mode allocates for every frame and copies nothing",
            packets: ["A s0 100", "A s100 100", "A s300 100", "arp"],
            both: ["0+1 gap", "2 gap", "3 not-ip", "= skbs=4 copied_bytes=0"]),
        Scenario(
            "pages mode allocates for every delivery and copies headers", "mode=pages",
            packets: ["A s0 100", "A s100 100", "A s300 100"],
            both: ["0+1 gap", "2 gap", "= skbs=2 copied_bytes=108"]),
        Scenario(
            "headers with a tag and timestamps", "mode=pages",
            packets: ["A s0 100 vlan=7 ts=1", "A s100 100 vlan=7 ts=1"],
            both: ["0+1 source-end", "= skbs=1 copied_bytes=70"]),
        Scenario(
            "64 bytes of what the driver refuses, or all of a shorter frame", "mode=pages",
            packets: ["A s0 100 proto=17", "arp", "A s0 100 mf"],
            both: ["0 not-tcp", "1 not-ip", "2 fragment", "= skbs=3 copied_bytes=170"]),
        Scenario(
            "a lone segment costs the same in both modes: one skb", "mode=pages", packets: ["A s0 100", "B s0 100"],
            both: ["0 source-end", "1 source-end", "= skbs=2 copied_bytes=108"]),
        Scenario(
            "a small frame is copied whole in skb mode", "copybreak=100",
            packets: ["A s0 100", "A s100 10"],
            both: ["0 driver", "1 small-packet", "= skbs=2 copied_bytes=64"]),
        Scenario(
            "as long as it was on the wire, whatever was captured of it", "copybreak=100", packets: ["A s0 10 cut=54"],
            both: ["0 small-packet", "= skbs=1 copied_bytes=64"]),
        Scenario(
            "and in pages mode", "mode=pages copybreak=100",
            packets: ["A s0 100", "A s100 10"],
            both: ["0 driver", "1 small-packet", "= skbs=2 copied_bytes=118"]),
        Scenario(
            "what was merged is counted in packets and bytes",
            packets: ["A s0 100", "A s100 50", "B s0 100", "C s0 70 mf", "D s0 20 fin"],
            both: [
                "3 fragment", "4 fin", "0+1 source-end", "2 source-end",
                "= merged_packets=2 merged_bytes=150 payload_bytes=270 received=5 delivered=4",
            ]),
    ])
    func cost(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
