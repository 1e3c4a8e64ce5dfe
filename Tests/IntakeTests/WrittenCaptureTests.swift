import Foundation
import Frames
import Intake
import Packet
import Receive
import Replay
import Settings
import TestSupport
import Testing
import Traffic

/// What the rulebook `gro` merged of random traffic and `write` wrote as pcapng, read again: the packets come back,
/// byte for byte, by what the capture says of their segments.
@Suite struct WrittenCaptureTests {
    private static func settings() -> ReceiveSettings {
        var settings = ReceiveSettings()
        settings.offload.rules = .gro
        settings.offload.sessions = 64
        settings.queues = 2
        return settings
    }

    /// The packets of a run's deliveries, cut again: those of each delivery by themselves.
    private static func cut(_ frames: [TestFrame]) throws -> (packets: [[TestFrame]], account: SourceAccount) {
        let parser = FrameParser(link: .ethernet, verifiesChecksums: true)
        var runner = Runner(
            try TestSource(frames, parser: parser), Pipeline(settings(), keepsDeliveries: true),
            keepsRecentRounds: true)
        let file = TemporaryFile(suffix: ".pcapng")
        let recorder = try DeliveryRecorder(path: file.path, runner, application: "test", replaces: true)
        while let queue = runner.takeFrame() { try recorder.follow(runner, queue: queue) }
        try recorder.follow(runner)
        try recorder.flush()
        var options = IntakeOptions.untouched
        options.unmerge = .auto
        let intake = try IntakeHarness(try TrafficSource.open(file.path), options)
        var packets = Array(repeating: [TestFrame](), count: Int(recorder.packets))
        for (packet, number) in zip(intake.packets, intake.numbers) {
            let delivery = try #require(number.split(separator: ".").first.flatMap { Int($0) })
            packets[delivery].append(packet)
        }
        return (packets, intake.account)
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func thePacketsComeBack(seed: UInt64) throws { _ = try cutAgain(seed: seed) }

    /// Else the property would say little.
    @Test func muchIsCut() throws {
        let cut = try (13...18 as ClosedRange<UInt64>).reduce(0) { try $0 + cutAgain(seed: $1) }
        #expect(cut > 200)
    }

    /// Merges the traffic of a seed, writes it, and reads it again.
    ///
    /// - Returns: How many aggregates came apart.
    private func cutAgain(seed: UInt64) throws -> Int {
        var traffic = RandomTraffic(seed: seed, anomalyRate: 20, isSteady: true)
        let frames = traffic.frames(1_500)
        var rig = PipelineHarness(Self.settings(), verifies: true)
        rig.run(frames)
        let (packets, account) = try Self.cut(frames)
        try #require(packets.count == rig.delivered.count)
        var cut = 0
        for (delivered, packets) in zip(rig.delivered, packets) where delivered.frames.count > 1 {
            let parts = delivered.frames.map { rig.taken[Int($0)].frame }
            let packet = delivered.frames.map { rig.taken[Int($0)].packet }
            guard delivered.delivery.alterations.list.isEmpty,
                zip(parts, packet).allSatisfy({ part, packet in
                    part.bytes.count == part.wireLength
                        && packet.networkOffset + packet.totalLength == part.wireLength
                        && packet.headers.word16(at: packet.transportOffset + 16) != 0
                })
            else { continue }
            #expect(packets == parts, "seed \(seed), frames \(delivered.frames)")
            cut += 1
        }
        #expect((account.unmerge?.packets[.gso] ?? 0) >= cut, "seed \(seed)")
        return cut
    }
}
