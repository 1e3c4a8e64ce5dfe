import Capture
import Foundation
import Offload
import Packet
import Receive
import Replay
import Report
import TestSupport
import Testing

/// The text of a trace: its keys, and which of them a packet does not have.
@Suite struct TraceTests {
    /// The lines of a trace of `packets`, which are written to a capture first.
    private func trace(_ packets: [String], _ settings: String = "") throws -> [String] {
        let rig = try Scenario("trace", settings, packets: packets, lro: []).run(.lro)
        let file = FileManager.default.temporaryDirectory.appending(path: "lro-top-\(UUID().uuidString).pcap")
        defer { try? FileManager.default.removeItem(at: file) }
        var writer = try CaptureWriter(path: file.path, replaces: true)
        for taken in rig.taken {
            try writer.write(taken.frame.bytes[...], wireLength: taken.frame.wireLength, time: 1_000_000_000)
        }
        try writer.finish()
        let pipeline = Pipeline(try TestSettings(settings).receive, keepsDeliveries: true)
        var trace = Trace(try CaptureSource(path: file.path), pipeline)
        var text: [UInt8] = []
        trace.write(to: { text += $0 })
        #expect(text.last == 10)
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func merged() throws {
        let lines = try trace([
            "A s7 100 ack=1 win=5 ts=3,4", "A s107 50 ack=2 win=6 ts=5,6 psh", "A s900 1 ts=9 ack=3",
        ])
        #expect(lines.count == 3)
        #expect(
            lines[0].hasPrefix(
                #"{"deliver":0,"queue":0,"poll":0,"packets":[0,1],"frames":[0,1],"held":true,"reason":"gap","ip_len":202,"flags":24,"#
                    + #""payload_bytes":150,"seq":7,"ack":2,"win":6,"tsval":3,"tsecr":6,"ip_check":"#))
        #expect(lines[0].hasSuffix(#","gso_size":100,"altered":["window","ack","tcp-options"]}"#))
        #expect(
            lines[1].hasPrefix(
                #"{"deliver":1,"queue":0,"poll":0,"packets":[2],"frames":[2],"held":false,"reason":"gap","ip_len":53,"flags":16,"#
                    + #""payload_bytes":1,"seq":900,"ack":3,"win":65535,"tsval":9,"tsecr":1,"ip_check":"#))
        #expect(lines[1].hasSuffix(#","gso_size":0,"altered":[]}"#))
        #expect(lines[2] == #"{"aggregated":2,"flushed":1,"no_desc":0,"packets":3,"delivered":2}"#)
    }

    @Test func nothingOfWhatIsNotIP() throws {
        let lines = try trace(["arp"])
        #expect(
            lines[0]
                == #"{"deliver":0,"queue":0,"poll":0,"packets":[0],"frames":[0],"held":false,"reason":"not-ip","#
                + #""ip_len":null,"#
                + #""flags":null,"payload_bytes":null,"seq":null,"ack":null,"win":null,"tsval":null,"tsecr":null,"#
                + #""ip_check":null,"tcp_check":null,"gso_size":0,"altered":[]}"#)
    }

    @Test(arguments: [
        ("A s0 100 proto=17", #""ip_len":140,"flags":null,"payload_bytes":null,"seq":null"#),
        ("A s0 100 frag=4", #""ip_len":140,"flags":null,"payload_bytes":null,"seq":null"#),
        ("A s5 100 v6 ack=9", #""ip_len":160,"flags":16,"payload_bytes":100,"seq":5,"ack":9"#),
        ("A s5 100 v6 ts=4,3", #""tsval":4,"tsecr":3,"ip_check":null,"tcp_check":"#),
        ("A s0 100", #""tsval":null,"tsecr":null,"ip_check":"#),
        ("A s0 100 opt=0101080a000000050000000101010101", #""tsval":null,"tsecr":null"#),
        (
            "A s0 0 syn opt=0101080a0000000500000006",
            #""flags":18,"payload_bytes":0,"seq":0,"ack":1,"win":65535,"tsval":5,"tsecr":6"#
        ),
        ("A s0 100 cut=40", #""reason":"truncated","ip_len":140,"flags":null"#),
    ])
    func fields(packet: String, part: String) throws {
        #expect(try trace([packet])[0].contains(part))
    }

    /// However many threads write the lines, and however many frames are taken at a time.
    @Test(arguments: ["queues=1", "queues=5 budget=9", "queues=64 sessions=2"], Rulebook.allCases)
    func theOrderIsThatOfTheCauses(settings: String, rules: Rulebook) throws {
        var traffic = RandomTraffic(seed: 3)
        let frames = traffic.frames(2_000)
        func text(isConcurrent: Bool, _ capacity: Int) throws -> [UInt8] {
            let pipeline = Pipeline(try TestSettings(settings, rules: rules).receive, keepsDeliveries: true)
            var trace = Trace(
                try TestSource(frames), pipeline, isConcurrent: isConcurrent, chunkCapacity: capacity)
            var text: [UInt8] = []
            trace.write(to: { text += $0 })
            return text
        }
        let expected = try text(isConcurrent: false, 1)
        for capacity in [2, 50, 4_096] {
            #expect(try text(isConcurrent: true, capacity) == expected, "\(capacity) at a time")
            #expect(try text(isConcurrent: false, capacity) == expected, "\(capacity) at a time, one thread")
        }
    }

    @Test func noPackets() throws {
        #expect(try trace([]) == [#"{"aggregated":0,"flushed":0,"no_desc":0,"packets":0,"delivered":0}"#])
    }

    @Test func roundsAndQueues() throws {
        let lines = try trace(["A s0 100", "B s0 100", "B s100 100"], "queues=2 budget=1")
        let places = lines.dropLast().map { $0.prefix(upTo: $0.range(of: "packets")?.lowerBound ?? $0.endIndex) }
        #expect(
            places == [
                #"{"deliver":0,"queue":0,"poll":0,""#, #"{"deliver":1,"queue":1,"poll":0,""#,
                #"{"deliver":2,"queue":1,"poll":1,""#,
            ])
    }
}
