import Offload
import Packet
import Receive
import TestSupport
import Testing

/// Rounds that open the same sessions as the one before, and such as nearly do.
@Suite struct RepeatedRoundsTests {
    private let parser = FrameParser(link: .ethernet)

    private func compare(_ packets: [String], _ settings: String, batch size: Int) throws -> Bool {
        let frames = try TestFrame.frames(packets)
        var raw = Pipeline(try TestSettings(settings).receive)
        var parsed = raw
        for start in stride(from: 0, to: frames.count, by: size) {
            let batch = frames[start..<min(frames.count, start + size)]
            raw.take(raw: batch, parser: parser)
            parsed.take(parsed: batch, parser: parser)
        }
        guard raw.text == parsed.text else { return false }
        raw.finish()
        parsed.finish()
        return raw.text == parsed.text
    }

    /// The packet of the third of four flows is another in one round, and in the next one again, or not.
    @Test(arguments: [
        "", "psh", "fin", "syn", "urg", "ece", "cwr", "no-ack", "ack=9", "win=7", "tos=1", "tos=3", "ttl=3", "id=77",
        "no-df", "mf", "frag=0x4001", "opt=1", "ts=6,0", "ts=0,6", "ts=1,6", "vlan=3", "tag=88a8:3", "pppoe", "mac=9",
        "dmac=9", "v6", "pad=6", "cut=60", "iplen=141", "reserved=1", "ipopt=1", "proto=17", "badtcp", "doff=4",
    ])
    func anotherPacket(special: String) throws {
        let plain = ["ts=5,6", ""]
        for options in plain {
            for length in [100, 90, 0] {
                for again in [true, false] {
                    var packets: [String] = []
                    for round in 0..<6 {
                        let isSpecial = round == 3 || (again && round == 4)
                        for flow in ["A", "B", "C", "D"] {
                            let (size, words) =
                                flow == "C" && isSpecial ? (length, "\(options) \(special)") : (100, options)
                            packets.append("\(flow) s\(round * 200) \(size) \(words)")
                        }
                        // Two of them go on in the same round.
                        for flow in ["A", "C"] { packets.append("\(flow) s\(round * 200 + 100) 100 id=1 \(options)") }
                    }
                    for (settings, size) in [("budget=6", 36), ("budget=12", 36), ("budget=5", 7)] {
                        #expect(
                            try compare(packets, settings, batch: size), "\(length) \(again) \(options) \(settings)")
                    }
                }
            }
        }
    }

    /// Flows that come in another order, are missing or new, or come back to another slot.
    @Test(arguments: [
        ["ABCD", "ABCD", "ABDC", "ABCD"], ["ABCD", "BCDA", "ABCD", "DCBA"], ["ABCD", "AB", "ABCD", "CD"],
        ["ABCD", "ABEF", "ABCD", "ABEF"], ["ABCD", "ABCDE", "ABCDEF", "ABCDEF"], ["ABCD", "EABC", "EABC", "AEBC"],
        ["ABCD", "ABCA", "ABCB", "ABCDABCD"], ["AAAA", "AABB", "ABAB", "AABB"], ["ABCD", "BBBB", "BACD", "AACD"],
    ])
    func otherFlows(rounds: [String]) throws {
        var next: [Character: Int] = [:]
        let packets = (0..<3).flatMap { _ in rounds }.flatMap { round in
            round.map { flow in
                defer { next[flow, default: 0] += 100 }
                return "\(flow) s\(next[flow, default: 0]) 100"
            }
        }
        for settings in ["budget=4", "budget=5", "budget=8"] {
            for limit in ["", " sessions=3", " sessions=1", " max-aggr=2", " max-aggr=1", " mtu=68", " copybreak=90"] {
                for size in [1, 3, packets.count] {
                    #expect(try compare(packets, settings + limit, batch: size), "\(settings + limit), \(size) a batch")
                }
            }
        }
    }

    /// No more sessions than there may be, though they are those of the round before, and slots between them are free.
    @Test func fewerSessions() throws {
        let before = try TestFrame.frames(["A s0 100", "B s0 100", "C s0 100", "D s0 100", "arp", "arp"])
        let after = try TestFrame.frames([
            "A s100 100", "B s100 100", "C s100 100", "A s200 100 id=1", "A s300 100", "D s100 100",
        ])
        var raw = Pipeline(try TestSettings("sessions=4 max-aggr=2 budget=6").receive)
        var parsed = raw
        raw.take(raw: before[...], parser: parser)
        parsed.take(parsed: before[...], parser: parser)
        raw.set(.sessions, to: 3)
        parsed.set(.sessions, to: 3)
        raw.take(raw: after[...], parser: parser)
        parsed.take(parsed: after[...], parser: parser)
        #expect(raw.counters.noDesc == 1)
        #expect(raw.text == parsed.text)
    }
}
