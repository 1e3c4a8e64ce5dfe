import Diagnosis
import Frames
import Intake
import Packet
import Receive
import Replay
import Settings
import TestSupport
import Testing

/// Filters that are suggested where all frames are taken: each keeps what one side received.
@Suite struct SuggestedFilterTests {
    /// The payload that is received with a filter.
    private func payload(_ frames: [TestFrame], filter: String) throws -> UInt64 {
        let source = try IntakeSource(TestSource(frames), IntakeOptions(receiver: .all, filter: filter))
        var runner = Runner(source, Pipeline(ReceiveSettings()))
        while runner.takeFrame() != nil {}
        #expect(Warning.all(runner).isEmpty)
        return runner.pipeline.counters.payloadBytes
    }

    private func expect(_ filter: String, for frames: [TestFrame], keeps bytes: UInt64) throws {
        let source = try IntakeSource(TestSource(frames), IntakeOptions(receiver: .all))
        var runner = Runner(source, Pipeline(ReceiveSettings()))
        while runner.takeFrame() != nil {}
        let warning = try #require(Warning.all(runner).first)
        #expect(warning.id == "both-directions")
        #expect(warning.remedy == ["--filter", filter])
        #expect(try payload(frames, filter: filter) == bytes)
    }

    @Test(
        arguments: [
            (["A s0 1000 x5", "A' s0 0 x5"], "dst host 10.0.0.2", 5000),
            (["A s0 10 x5", "A' s0 1000 x5"], "dst host 10.0.0.1", 5000),
            (["A s0 100", "A' s0 100"], "dst host 10.0.0.1", 100),
            (["A s0 1000 x5 v6", "A' s0 0 v6"], "dst host 2001:db8::2", 5000),
            (["A s0 1000 x5 vlan=7", "A' s0 0 vlan=7"], "vlan and dst host 10.0.0.2", 5000),
            (
                ["A s0 1000 x5 vlan=7", "A' s0 0 vlan=7", "B s0 1000 x5", "B' s0 0"],
                "dst host 10.0.0.2 or (vlan and dst host 10.0.0.2)", 10_000
            ),
        ] as [([String], String, UInt64)])
    func whatAHostReceived(packets: [String], filter: String, bytes: UInt64) throws {
        try expect(filter, for: TestFrame.frames(packets), keeps: bytes)
    }

    /// On the loopback interface a host talks to itself: its address would keep both directions.
    @Test(
        arguments: [(5, 1, "dst port 5201", 10_000), (1, 5, "src port 5201", 10_000)] as [(Int, Int, String, UInt64)])
    func whatAPortReceived(sent: Int, answered: Int, filter: String, bytes: UInt64) throws {
        let packets = ["A", "B"].flatMap { ["\($0) s0 1000 x\(sent)", "\($0)' s0 1000 x\(answered)"] }
        let frames = try TestFrame.frames(packets).map { frame in
            TestFrame(frame.bytes[..<26] + [127, 0, 0, 1, 127, 0, 0, 1] + frame.bytes[34...])
        }
        try expect(filter, for: frames, keeps: bytes)
    }
}
