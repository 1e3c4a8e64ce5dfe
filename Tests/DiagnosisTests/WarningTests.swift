import Capture
import Diagnosis
import Foundation
import Frames
import Packet
import Receive
import Replay
import TestSupport
import Testing
import Traffic

/// What is said about a source or its settings, and when.
@Suite struct WarningTests {
    private func run(_ source: any FrameSource, _ settings: String = "") throws -> Runner {
        var runner = Runner(source, Pipeline(try TestSettings(settings).receive))
        while runner.takeBatch() {}
        return runner
    }

    /// Opens a capture of some packets, of whose bytes the last are cut.
    private func open(_ frames: [TestFrame], cut: Int? = nil) throws -> any FrameSource {
        let file = FileManager.default.temporaryDirectory.appending(path: "lro-top-\(UUID().uuidString).pcap")
        defer { try? FileManager.default.removeItem(at: file) }
        var writer = try CaptureWriter(path: file.path, replaces: true)
        for frame in frames {
            try writer.write(frame.bytes[...], wireLength: frame.wireLength, time: 1_000_000_000)
        }
        try writer.finish()
        if let cut { try Data(contentsOf: file).dropLast(cut).write(to: file) }
        return try TrafficSource.open(file.path)
    }

    @Test(
        arguments: [
            ([], "", ""), (["A s0 1448 x3", "A s9000 5"], "", ""), (["arp"], "", ""),
            (["A s0 1460"], "", ""), (["A s0 1461"], "", "already-merged"), (["A s0 1461"], "mtu=1501", ""),
            (["A s0 1441 v6"], "", "already-merged"), (["A s0 1440 v6 vlan=7"], "", ""),
            (["A s0 10", "A' s0 10"], "", "both-directions"), (["A s0 10", "A' s0 0"], "", "both-directions"),
            (["A s0 10", "B' s0 10"], "", ""), (["A s0 10", "A' s0 10 v6"], "", ""),
            (["A s0 10", "B s0 10"], "sessions=1", "table-too-small"), (["A s0 10", "B s0 10"], "sessions=2", ""),
            (["A s0 10", "B s0 10"], "sessions=1 budget=1", ""), (["A s0 10", "B s0 0"], "sessions=1", ""),
            (["A s0 100 cut=30"], "", "headers-cut"), (["A s0 100 cut=66"], "", ""),
            (
                ["A s0 3000", "B s0 10", "A' s0 10 cut=66", "A s0 9 cut=20"], "sessions=1",
                "already-merged both-directions table-too-small headers-cut"
            ),
        ] as [([String], String, String)])
    func exactlyWhen(packets: [String], settings: String, ids: String) throws {
        let warnings = Warning.all(try run(TestSource(packets), settings))
        #expect(warnings.map(\.id).joined(separator: " ") == ids)
    }

    @Test func damage() throws {
        let runner = try run(open(TestFrame.frames(["A s0 100 x5"]), cut: 30))
        let warning = try #require(Warning.all(runner).first)
        #expect(warning.id == "damage")
        #expect(warning.text == runner.failure?.description)
        #expect(runner.pipeline.received == 4)
    }

    @Test(
        arguments: [
            (["A s0 2000"], "", "1 packet is longer than the MTU of 1500 (up to 2040 bytes)"),
            (
                ["A s0 2000", "A s2000 3000"], "mtu=1400",
                "2 packets are longer than the MTU of 1400 (up to 3040 bytes)"
            ),
            (
                ["A s0 9", "B s0 9"], "sessions=1",
                "1 packet found the session table full: up to 2 flows a round want one of 1 sessions"
            ),
            (
                ["A s0 9", "B s0 9 x2", "C s0 9"], "sessions=1",
                "3 packets found the session table full: up to 3 flows a round want one of 1 sessions"
            ),
            (["A s0 100 cut=30"], "", "The headers of 1 packet were not captured"),
            (["A s0 100 x2 cut=30"], "", "The headers of 2 packets were not captured"),
        ] as [([String], String, String)])
    func numbers(packets: [String], settings: String, start: String) throws {
        let warnings = Warning.all(try run(TestSource(packets), settings))
        #expect(warnings.first?.text.hasPrefix(start) == true, "\(warnings)")
    }

    @Test func aFlowToItselfIsNotTwo() throws {
        var frame = FrameBuilder(
            FlowKey(source: IPAddress(v4: 1), destination: IPAddress(v4: 1), sourcePort: 9, destinationPort: 9))
        frame.payload = [1]
        #expect(Warning.all(try run(TestSource([TestFrame(frame.bytes())]))) == [])
    }
}
