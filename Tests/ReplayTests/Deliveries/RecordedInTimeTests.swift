import Capture
import Foundation
import Frames
import Packet
import Receive
import Replay
import Settings
import TestSupport
import Testing
import Timing

/// What is delivered in time, read back from the capture that it was written to.
@Suite struct RecordedInTimeTests {
    /// A packet of a capture, and its time.
    private struct Written: Equatable {
        var frame: TestFrame
        var time: Int64
    }

    private static let policies = ["poll-end", "idle", "empty", "timeout=20", "kernel=50,2"]

    /// Packets wait in rings and sessions much longer than their batch of frames lasts.
    private func settings(_ policy: String) throws -> ReceiveSettings {
        var settings = ReceiveSettings()
        settings.queues = 3
        settings.budget = 7
        settings.flushPolicy = try #require(FlushPolicy(policy))
        settings.rxUsecs = 40
        settings.clock.arrivals = .rate(try #require(Rate("1G")))
        settings.clock.cpus = 2
        settings.clock.ring = 12
        settings.clock.costs = Costs(
            interrupt: 900, poll: 300, frame: 1_200, skb: 100, delivery: 700, bytePicoseconds: 100)
        return settings
    }

    private func runner(_ frames: [TestFrame], _ settings: ReceiveSettings, watched: Bool) throws -> Runner {
        Runner(
            try TestSource(frames), Pipeline(settings, keepsDeliveries: true), keepsRecentRounds: watched,
            batchCapacity: 4)
    }

    /// Writes what a run delivers from now on, and reads it again.
    private func written(_ runner: inout Runner) throws -> [Written] {
        let file = TemporaryFile(suffix: ".pcapng")
        let recorder = try DeliveryRecorder(path: file.path, runner, application: "test", replaces: true)
        while let queue = recorder.takeFrame(of: &runner) { try recorder.follow(runner, queue: queue) }
        try recorder.follow(runner)
        try recorder.flush()
        var source = try CaptureSource(path: file.path)
        var (batch, packet, packets) = (FrameBatch(), Descriptor(), [Written]())
        while try source.read(into: &batch) {
            for place in batch.indices {
                batch.parse(place, into: &packet)
                let frame = TestFrame(Array(batch.frame(at: place)), wireLength: packet.wireLength)
                packets.append(Written(frame: frame, time: packet.time))
            }
        }
        #expect(recorder.packets == UInt64(packets.count))
        return packets
    }

    /// What must be there, by time and queue.
    private func expected(_ frames: [TestFrame], _ settings: ReceiveSettings) throws -> [Written] {
        var rig = ClockHarness(settings)
        for (time, frame) in frames.enumerated() { rig.take(frame, time: Int64(time)) }
        rig.finish()
        let taken = frames.enumerated().map { index, frame in
            (packet: frame.descriptor(index: index, parser: FrameParser(link: .ethernet)), frame: frame)
        }
        let packets = try rig.delivered.enumerated().map { place, packet in
            let written = Written(
                frame: packet.written(of: packet.frames.map { taken[Int($0)] }), time: try #require(packet.times).at)
            return (written, packet.queue, place)
        }
        return packets.sorted { ($0.0.time, $0.1, $0.2) < ($1.0.time, $1.1, $1.2) }.map(\.0)
    }

    @Test(arguments: policies, [true, false])
    func bytesAndTimes(policy: String, watched: Bool) throws {
        let settings = try settings(policy)
        var traffic = RandomTraffic(seed: 3)
        let frames = traffic.frames(900)
        var runner = try runner(frames, settings, watched: watched)
        let written = try written(&runner)
        #expect(written == (try expected(frames, settings)))
        #expect((runner.pipeline.clock?.dropped ?? 0) > 0 && written.contains { $0.frame.bytes.count > 1_600 })
    }

    /// Of what is held or in a ring when it begins, the bytes that nobody has any more are left out.
    @Test(arguments: policies)
    func begunInTheMiddle(policy: String) throws {
        let settings = try settings(policy)
        var traffic = RandomTraffic(seed: 4)
        let frames = traffic.frames(900)
        let all = try expected(frames, settings)
        for taken in [1, 50, 333, 600] {
            var runner = try runner(frames, settings, watched: true)
            for _ in 0..<taken { _ = runner.takeFrame() }
            let written = try written(&runner)
            let rest = Array(all.suffix(written.count))
            #expect(written.map(\.time) == rest.map(\.time) && !written.isEmpty)
            #expect(written.suffix(100) == rest.suffix(100))
        }
    }

    @Test func commentSaysWhatTheFirstFrameWaitedFor() throws {
        var settings = ReceiveSettings()
        settings.clock.arrivals = .asRecorded
        settings.queues = 1
        settings.flushPolicy = .timeout(30)
        settings.clock.costs = Costs(interrupt: 0, poll: 0, frame: 0, skb: 0, delivery: 500, bytePicoseconds: 0)
        var rig = ClockHarness(settings)
        for (frame, time) in zip(try TestFrame.frames(["A s0 100 x2"]), [0, 10_000] as [Int64]) {
            rig.take(frame, time: time)
        }
        rig.finish()
        #expect(
            rig.delivered.map { $0.comment() } == [
                "merged 2: #0 #1 · flushed timeout: it was held as long as the flush policy allows · queue 0 round 1 · "
                    + "latency 80500 ns: moderation 50000, ring 0, held 30000, delivery 500"
            ])
    }
}
