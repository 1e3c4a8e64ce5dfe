import Capture
import Foundation
import Frames
import Offload
import Packet
import Receive
import Replay
import TestSupport
import Testing

/// What is delivered, read back from the capture that it was written to.
@Suite struct DeliveryRecorderTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "lro-top-\(UUID().uuidString)")

    private func runner(_ frames: [TestFrame], _ settings: String = "", rules: Rulebook = .lro) throws -> Runner {
        let settings = try TestSettings(settings, rules: rules)
        let pipeline = Pipeline(settings.receive, keepsDeliveries: true)
        return Runner(
            try TestSource(frames), pipeline, keepsRecentRounds: true, batchCapacity: 16)
    }

    /// Writes all that a run delivers, and lets `read` look at the file.
    private func record<Result>(_ runner: Runner, name: String, read: (URL, UInt64) throws -> Result) throws -> Result {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        var runner = runner
        let recorder = try DeliveryRecorder(path: file.path, runner, application: "test")
        while let queue = runner.takeFrame() { try recorder.follow(runner, queue: queue) }
        try recorder.follow(runner)
        try recorder.flush()
        return try read(file, recorder.packets)
    }

    /// Writes all that a run delivers, and reads it again.
    private func written(_ runner: Runner, name: String = "all.pcapng") throws -> [TestFrame] {
        try record(runner, name: name) { file, packets in
            let frames = try #require(TestCapture(file)).frames
            #expect(packets == UInt64(frames.count))
            return frames
        }
    }

    /// The frames that must be there, put together from those that came in and the headers of the deliveries.
    private func expected(_ frames: [TestFrame], _ settings: String = "", rules: Rulebook) throws -> [TestFrame] {
        var rig = PipelineHarness(try TestSettings(settings, rules: rules))
        rig.run(frames)
        return rig.delivered.map { delivered in
            delivered.written(of: delivered.frames.map { (rig.taken[Int($0)].packet, rig.taken[Int($0)].frame) })
        }
    }

    @Test(arguments: Rulebook.allCases, ["", "mode=pages max-aggr=5", "sessions=1 budget=7 copybreak=200"])
    func randomTraffic(rules: Rulebook, settings: String) throws {
        var traffic = RandomTraffic(seed: 9)
        let frames = traffic.frames(800)
        let written = try written(runner(frames, settings, rules: rules))
        #expect(written == (try expected(frames, settings, rules: rules)))
        #expect(written.contains { $0.bytes.count > 1_600 })
    }

    /// What a file says of its packets besides their bytes.
    private func origins(_ runner: Runner) throws -> [FrameOrigin] {
        try record(runner, name: "origins.pcapng") { file, _ in
            var source = try CaptureSource(path: file.path)
            var (batch, origins) = (FrameBatch(), [FrameOrigin]())
            while try source.read(into: &batch) { origins += batch.indices.map { batch.origin(at: $0) } }
            return origins
        }
    }

    @Test func originsAreSaid() throws {
        let frames = try TestFrame.frames(["A s0 100 x3", "A s300 50", "B s0 100", "B s200 100", "A s350 0"])
        let origins = try origins(runner(frames))
        #expect(origins.allSatisfy { $0.direction == .received && $0.queue == 0 })
        // The aggregate, the rest of a connection with a gap, and what has no payload.
        #expect(origins.map(\.segmentSize).sorted() == [-1, 0, 0, 100])
    }

    @Test func segmentsOfDifferentSizesHaveNone() throws {
        let origins = try origins(runner(TestFrame.frames(["A s0 100", "A s100 60", "A s160 100"])))
        #expect(origins.map(\.segmentSize) == [-1])
    }

    /// Cut by the size that is said, what GRO merged gives the payloads that came in.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func segmentSizesAreThoseOfTheFrames(seed: UInt64) throws {
        var traffic = RandomTraffic(seed: seed)
        let frames = traffic.frames(600)
        var rig = PipelineHarness(try TestSettings("", rules: .gro))
        rig.run(frames)
        let origins = try origins(runner(frames, "", rules: .gro))
        var aggregates = 0
        for (delivered, origin) in zip(rig.delivered, origins) where delivered.frames.count > 1 {
            let payloads = delivered.frames.map { rig.taken[Int($0)].packet.payloadLength }
            let size = Int(origin.segmentSize)
            #expect(payloads.dropLast().allSatisfy { $0 == size } && 1...size ~= payloads.last ?? 0, "seed \(seed)")
            aggregates += 1
        }
        #expect(origins.count == rig.delivered.count && aggregates > 5)
    }

    /// A packet has the time of the frame that caused its delivery, whichever queue that is in.
    @Test(arguments: ["", "queues=4 budget=3", "sessions=1 budget=7 mode=pages"])
    func timesAreThoseOfTheCauses(settings: String) throws {
        var traffic = RandomTraffic(seed: 12)
        let frames = traffic.frames(300)
        let times = try record(runner(frames, settings), name: "times.pcapng") { file, packets in
            var source = try CaptureSource(path: file.path)
            var (batch, packet, times) = (FrameBatch(), Descriptor(), [Int64]())
            while try source.read(into: &batch) {
                for place in batch.indices {
                    batch.parse(place, into: &packet)
                    times.append(packet.time)
                }
            }
            return times
        }
        var rig = PipelineHarness(try TestSettings(settings))
        rig.run(frames)
        // Frames in memory are captured a nanosecond apart, the first at 0.
        #expect(times.sorted() == rig.delivered.map { Int64($0.delivery.cause) }.sorted())
    }

    @Test func payloadEndsWhereTheCaptureCutsIt() throws {
        let frames = try TestFrame.frames(["A s0 100 cut=84", "A s100 100", "B s0 100", "B s100 100 cut=60"])
        let written = try written(runner(frames))
        #expect(written.map(\.wireLength) == [254, 254])
        // 54 bytes of headers, then 30 of the first payload; of the other flow 100 and 6.
        #expect(written.map(\.bytes.count) == [84, 160])
    }

    @Test func whatWasHeldBeforeIsWrittenToo() throws {
        let frames = try TestFrame.frames(["A s0 100 x3", "B s0 100", "A s900 100", "B s100 100"])
        var runner = try runner(frames)
        for _ in 0..<4 { _ = runner.takeFrame() }
        let written = try written(runner)
        #expect(written == (try expected(frames, rules: .lro)))
    }

    /// The batch that held the first frames is gone: the payload is, too, but not what it is known to have been.
    @Test func whatIsNoLongerAtHandIsLeftOut() throws {
        let frames = try TestFrame.frames(["A s0 100 x40"])
        var runner = try runner(frames)
        for _ in 0..<20 { _ = runner.takeFrame() }
        let written = try written(runner)
        #expect(written.map(\.wireLength) == [54 + 3_200, 54 + 800])
        #expect(written[0].bytes.count == 54 && written[1].bytes.count == 854)
        #expect(Array(written[0].bytes.prefix(14)) == Array(repeating: 0, count: 12) + [8, 0])
    }

    @Test(arguments: [
        ("A s0 100 x2", "merged 2: #0 #1 · flushed source-end: the source ended · queue 0 round 0"),
        ("A s0 100", "held 1: #0 · flushed source-end: the source ended · queue 0 round 0"),
        ("A s0 0", "#0 · passed pure-ack: no payload · queue 0 round 0"),
    ])
    func comments(packet: String, comment: String) throws {
        var rig = PipelineHarness(try TestSettings())
        rig.run(try TestFrame.frames([packet]))
        #expect(rig.delivered.map { $0.comment() } == [comment])
    }

    @Test func aBrokenSessionSaysByWhat() throws {
        var rig = PipelineHarness(try TestSettings())
        rig.run(try TestFrame.frames(["A s0 100 x2", "A s300 100"]))
        let sentence = "gap: sequence 300, expected 200, 100 bytes missing"
        #expect(
            rig.delivered.map { $0.comment() } == [
                "merged 2: #0 #1 · flushed \(sentence) · queue 0 round 0",
                "#2 · passed \(sentence) · queue 0 round 0",
            ])
    }

    @Test func aGreatManyFramesAreNotAllNamed() throws {
        var rig = PipelineHarness(try TestSettings("max-aggr=65535 budget=65535"))
        rig.run(try TestFrame.frames(["A s0 1 x30000"]))
        let comment = try #require(rig.delivered.first).comment()
        #expect(comment.hasPrefix("merged 30000: #0 #1 #2 "))
        #expect(comment.contains("#999 and 29000 more · flushed source-end"))
        #expect(comment.utf8.count < 65_535)
    }
}
