import TestSupport
import Testing

/// VLAN tags in the bytes, and other things between Ethernet and IP.
@Suite struct VLANTests {
    @Test(arguments: [
        Scenario(
            "the VLAN belongs to the flow (Q3)", "mode=pages",
            packets: ["A s0 100", "A s100 100 vlan=7", "A s200 100 vlan=9"],
            inetLRO: ["0+1+2 source-end"],
            lro: ["0 source-end", "1 source-end", "2 source-end"]),
        Scenario(
            "the same sequence in two VLANs is two flows, not a duplicate (Q3)", "mode=pages",
            packets: ["A s0 100 vlan=7", "A s0 100 vlan=9", "A s100 100 vlan=7", "A s100 100 vlan=9"],
            inetLRO: ["0 duplicate", "1 duplicate", "2 duplicate", "3 duplicate"],
            lro: ["0+2 source-end", "1+3 source-end"]),
        Scenario(
            "VLAN 0 is the same as none (Q3)", "mode=pages",
            packets: ["A s0 100", "A s100 100 vlan=0/5", "A s200 100"],
            both: ["0+1+2 source-end sums=right"]),
        Scenario(
            "VLAN 0 is the same as none in skb mode too (Q3, Q4)",
            packets: ["A s0 100", "A s100 100 vlan=0/5", "A s200 100"],
            inetLRO: ["0 tag-length", "1 tag-length", "2 source-end"],
            lro: ["0+1+2 source-end"]),
        Scenario(
            "priorities may differ (Q3)", "mode=pages",
            packets: ["A s0 100 vlan=7/1", "A s100 100 vlan=7/6"],
            both: ["0+1 source-end"]),
    ])
    func flow(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "in skb mode a tag counts as four bytes too many, but at a session start (Q4)",
            packets: ["A s0 100 vlan=42 x4"],
            inetLRO: ["0 tag-length", "1 tag-length", "2 tag-length", "3 tag-length", "= aggregated=2 flushed=2"],
            lro: ["0-3 source-end len=440 sums=right", "= aggregated=4 flushed=1"]),
        Scenario(
            "in pages mode it does not (Q4)", "mode=pages",
            packets: ["A s0 100 vlan=42 x4"],
            both: ["0-3 source-end len=440 sums=right"]),
        Scenario(
            "a tagged frame after a gap passes as over its tag",
            packets: ["A s0 100 vlan=42", "A s300 100 vlan=42"],
            inetLRO: ["0 gap", "1 tag-length"],
            lro: ["0 gap", "1 gap"]),
        Scenario(
            "padding is named before the tag",
            packets: ["A s0 100 vlan=42", "A s100 100 vlan=42 pad=2"],
            both: ["0 padding", "1 padding"]),
        Scenario(
            "the tag is named before a flag",
            packets: ["A s0 100 vlan=42", "A s100 100 vlan=42 fin"],
            inetLRO: ["0 tag-length", "1 tag-length"],
            lro: ["0 fin", "1 fin"]),
        Scenario(
            "a tag of a cooked capture was taken out by the hardware", "link=linux-cooked",
            packets: ["A s0 100 vlan=42", "A s100 100 vlan=42"],
            both: ["0+1 source-end"]),
    ])
    func length(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        "tag=88a8:7", "tag=9100:7", "vlan=3 vlan=7", "tag=88a8:3 vlan=7", "pppoe", "mpls", "vlan=7 pppoe",
    ])
    func encapsulation(_ words: String) throws {
        for mode in ["skb", "pages"] {
            let scenario = Scenario(
                "\(words) passes, and touches no session", "mode=\(mode)",
                packets: ["A s0 100", "A s100 100 \(words)", "A s100 100 \(words)", "A s100 100"],
                both: ["1 encapsulated", "2 encapsulated", "0+3 source-end"])
            let mismatches = try scenario.mismatches()
            #expect(mismatches == [])
        }
    }
}
