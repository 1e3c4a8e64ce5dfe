import TestSupport
import Testing

/// The order in which a fault gives its name: the first that holds.
@Suite struct NameTests {
    /// Words that break a rule each, in the order of their names.
    private static let faults: [(word: String, name: String)] = [
        ("pad=6", "padding"), ("syn", "syn"), ("fin", "fin"), ("rst", "rst"), ("urg", "urg"), ("ece", "ece"),
        ("cwr", "cwr"), ("no-ack", "no-ack"), ("tos=3", "ce-mark"), ("s0 0", "pure-ack"), ("ipopt=4", "ip-options"),
        ("opt=4", "tcp-options"),
    ]

    @Test(arguments: faults.indices)
    func shape(from first: Int) throws {
        let rest = Self.faults[first...]
        let words = rest.map(\.word).filter { $0 != "s0 0" }.joined(separator: " ")
        let payload = rest.contains { $0.word == "s0 0" } ? 0 : 100
        let (name, last) = (Self.faults[first].name, "A s100 \(payload) \(words)")
        let scenario = Scenario(
            "all faults from \(name) on", packets: [last, "A s0 100", last, "A s0 100", "A s300 \(payload) \(words)"],
            both: ["0 \(name)", "1 \(name)", "2 \(name)", "3 gap", "4 \(name)"])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        ("A s0 100 v6 pppoe proto=17", "ipv6"), ("A s0 100 pppoe proto=47", "encapsulated"),
        ("A s0 100 proto=17 ihl=4", "not-tcp"), ("A s0 100 doff=4 mf", "malformed"),
        ("A s0 100 mf cut=50", "truncated"), ("A s0 100 mf badip", "fragment"),
        ("A s0 100 badip badtcp", "ip-checksum"),
        ("A s0 100 badtcp pad=6", "tcp-checksum"), ("A s0 100 badip syn", "ip-checksum"),
    ])
    func refusal(packet: String, name: String) throws {
        let scenario = Scenario("\(packet)", "verify", packets: [packet], both: ["0 \(name)"])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "out of sequence and SYN: the session goes for the gap, the packet for its SYN",
            packets: ["A s0 100", "A s300 100 syn"], both: ["0 gap", "1 syn"]),
        Scenario(
            "before the sequence and padded",
            packets: ["A s0 100", "A s50 100 pad=6"], both: ["0 duplicate", "1 padding"]),
        Scenario(
            "timestamp back, then echo zero, then gap",
            packets: ["A s0 100 ts=9", "A s300 100 ts=5,0", "A s0 100 ts=9", "A s300 100 ts=9,0", "A s300 100 ts=1,0"],
            both: ["0 gap", "1 ts-back", "2 gap", "3 tsecr-zero", "4 tsecr-zero"]),
        Scenario(
            "other options, then timestamp back",
            packets: ["A s0 100 ts=9", "A s100 100 opt=0101050a0000000a00000014"],
            both: ["0 tcp-options", "1 tcp-options"]),
        Scenario(
            "a fault goes before a full table", "sessions=1", packets: ["A s0 100", "B s0 100 urg"],
            both: ["1 urg", "0 source-end"]),
    ])
    func session(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
