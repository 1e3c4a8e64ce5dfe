import TestSupport
import Testing

/// What makes GRO flush a candidate, by which name, and what becomes of the packet that did it.
@Suite struct GROFlushTests {
    /// The packet that differs is held in its candidate's place, and its equal joins it.
    @Test(arguments: [
        ("", "reserved=1", "reserved"), ("reserved=1", "", "reserved"), ("reserved=1", "reserved=9", "reserved"),
        ("", "ece", "ece"), ("ece", "", "ece"), ("", "no-ack", "no-ack"), ("no-ack", "", "no-ack"),
        ("cwr", "", "cwr"), ("ts=5,7", "ts=6,7", "tcp-options"), ("ts=5,7", "ts=5,8", "tcp-options"),
        ("ts=5,7", "", "tcp-options"), ("", "ts=5,7", "tcp-options"), ("opt=4", "opt=8", "tcp-options"),
        ("opt=4", "opt=01010100", "tcp-options"),
        ("opt=40", "opt=\(String(repeating: "01", count: 39))00", "tcp-options"),
        ("win=500", "win=499", "window"), ("win=0", "win=1", "window"), ("ack=5", "ack=6", "ack"),
        ("ack=5", "ack=4", "ack"), ("", "ttl=63", "ttl"), ("", "ttl=65", "ttl"), ("", "tos=1", "tos"),
        ("tos=2", "tos=3", "tos"), ("", "tos=128", "tos"),
    ])
    func heldInItsPlace(first: String, second: String, reason: String) throws {
        for family in ["", " v6"] {
            let scenario = Scenario(
                "'\(first)' and '\(second)'\(family)",
                packets: ["A s0 100 \(first)\(family)", "A s100 100 \(second)\(family) x2"],
                gro: ["0 \(reason) held=yes cause=1", "1+2 source-end"])
            let mismatches = try scenario.mismatches()
            #expect(mismatches == [], "\(scenario)")
        }
    }

    @Test(arguments: [("", "no-df"), ("no-df", "")])
    func dontFragment(first: String, second: String) throws {
        let scenario = Scenario(
            "'\(first)' and '\(second)'", packets: ["A s0 100 \(first)", "A s100 100 \(second) x2"],
            gro: ["0 df held=yes cause=1", "1+2 source-end"])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    /// All that can differ, in the order in which it gives the name: from one place of the list on, all of it does.
    @Test(arguments: 0...14)
    func theFirstThatHoldsIsTheName(_ place: Int) throws {
        let differences = [
            ("reserved=1", "reserved"), ("syn", "syn"), ("rst", "rst"), ("urg", "urg"), ("ece", "ece"), ("cwr", "cwr"),
            ("no-ack", "no-ack"), ("opt=4", "tcp-options"), ("win=5", "window"), ("ack=9", "ack"), ("ttl=3", "ttl"),
            ("tos=8", "tos"), ("no-df", "df"), ("id=77", "ip-id"),
        ]
        let words = differences.dropFirst(place).map(\.0).joined(separator: " ")
        let reason = place < differences.count ? differences[place].1 : "segment-size"
        let own = ["syn", "syn", "rst", "urg"].dropFirst(place).first ?? "source-end"
        let scenario = Scenario(
            "\(reason), and all that comes after it", "gro-max-size=300",
            packets: ["A s0 100 id=5", "A s100 200 \(place < 14 ? words : "id=6")"],
            gro: ["0 \(reason)", "1 \(own) held=\(own == "source-end" ? "yes" : "no")"])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
        // What lies elsewhere in the sequence is named by that, whatever else differs.
        for (sequence, order) in [(101, "gap"), (99, "duplicate")] {
            let scenario = Scenario(
                "\(order) before \(reason)", "gro-max-size=300",
                packets: ["A s0 100 id=5", "A s\(sequence) 200 \(place < 14 ? words : "id=6")"],
                gro: ["0 \(order)", "1 \(own)"])
            let mismatches = try scenario.mismatches()
            #expect(mismatches == [])
        }
    }

    @Test(arguments: [
        Scenario(
            "no packet joins with CWR, not even one that has it",
            packets: ["A s0 100 cwr x3", "A s300 100 x2"],
            gro: ["0 cwr held=yes", "1 cwr held=yes", "2 cwr held=yes", "3+4 source-end"],
            inetLRO: ["0 cwr held=no", "1 cwr held=no", "2 cwr held=no", "3+4 source-end"]),
        Scenario(
            "AE, CWR and ECE together (AccECN)", packets: ["A s0 100 reserved=1 cwr ece x2"],
            gro: ["0 cwr flags=.EW held=yes", "1 source-end flags=.EW held=yes"], inetLRO: ["0 ece", "1 ece"]),
        Scenario(
            "equal AE bits merge", packets: ["A s0 100 reserved=1 x3"],
            gro: ["0+1+2 source-end"], inetLRO: ["0+1+2 source-end"]),
        Scenario(
            "the urgent pointer is not compared", packets: ["A s0 100 urgent=3", "A s100 100 urgent=9", "A s200 100"],
            gro: ["0+1+2 source-end urgent=3 sums=partial"], inetLRO: ["0+1+2 source-end urgent=3"]),
        Scenario(
            "a window of zero differs from others, not from itself",
            packets: ["A s0 100 win=9", "A s100 100 win=0 x2", "A s300 100 win=9"],
            gro: ["0 window", "1+2 window win=0", "3 source-end"], inetLRO: ["0-3 source-end win=9"]),
        Scenario(
            "an empty payload is named after the identification",
            packets: ["A s0 100 id=5", "A s100 0 id=77"],
            gro: ["0 ip-id", "1 pure-ack held=no"], inetLRO: ["0 pure-ack", "1 pure-ack"]),
        Scenario(
            "what is not held goes by its own name", packets: ["A s0 100", "A s300 0", "A s300 100", "A s500 0 fin"],
            gro: ["0 gap", "1 pure-ack held=no", "2 gap", "3 fin held=no"],
            inetLRO: ["0 gap", "1 pure-ack held=no", "2 gap", "3 fin held=no"]),
        Scenario(
            "across the end of the sequence space a packet before the expected one is a duplicate",
            packets: ["A s4294967246 100", "A s50 100", "A s140 100", "A s250 100"],
            gro: ["0+1 duplicate", "2 gap", "3 source-end"],
            inetLRO: ["0+1 duplicate", "2 duplicate", "3 source-end"]),
        Scenario(
            "and the expected number may be beyond it",
            packets: ["A s4294967096 100", "A s4294967196 100", "A s4294967286 50", "A s40 50"],
            gro: ["0+1 duplicate", "2+3 source-end"],
            inetLRO: ["0+1 duplicate", "2 duplicate", "3 source-end"]),
    ])
    func differences(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
