import Capture
import Foundation
import Packet
import Receive
import Replay
import Settings
import TestSupport
import Testing
import Unmerge

/// What the rulebook `gro` merged of random traffic and `write` wrote, cut again: the packets that came, byte for byte.
@Suite struct GRORoundTripTests {
    private func settings() -> ReceiveSettings {
        var settings = ReceiveSettings()
        settings.offload.rules = .gro
        settings.offload.sessions = 64
        settings.queues = 2
        return settings
    }

    /// The packets that a run delivers, as they are written.
    private func written(_ frames: [TestFrame]) throws -> [TestFrame] {
        let parser = FrameParser(link: .ethernet, verifiesChecksums: true)
        var runner = Runner(
            try TestSource(frames, parser: parser), Pipeline(settings(), keepsDeliveries: true),
            keepsRecentRounds: true)
        let file = TemporaryFile(suffix: ".pcap")
        let recorder = try DeliveryRecorder(path: file.path, runner, application: "test", replaces: true)
        while let queue = runner.takeFrame() { try recorder.follow(runner, queue: queue) }
        try recorder.follow(runner)
        try recorder.flush()
        return try #require(TestCapture(URL(filePath: file.path))).frames
    }

    @Test(arguments: 1...16 as ClosedRange<UInt64>)
    func thePacketsComeBack(seed: UInt64) throws { _ = try cutAgain(seed: seed) }

    /// Else the property would say little.
    @Test func muchIsCut() throws {
        let cut = try (17...24 as ClosedRange<UInt64>).reduce(0) { try $0 + cutAgain(seed: $1) }
        #expect(cut > 500)
    }

    /// Merges the traffic of a seed, and cuts it again.
    ///
    /// - Returns: How many aggregates came apart.
    private func cutAgain(seed: UInt64) throws -> Int {
        var traffic = RandomTraffic(seed: seed, anomalyRate: 20, isSteady: true)
        let frames = traffic.frames(1500)
        var rig = PipelineHarness(settings(), verifies: true)
        rig.run(frames)
        let written = try written(frames)
        try #require(written.count == rig.delivered.count)
        var cut = 0
        for (delivered, merged) in zip(rig.delivered, written) where delivered.frames.count > 1 {
            let parts = delivered.frames.map { rig.taken[Int($0)] }
            guard delivered.delivery.alterations.list.isEmpty, parts.allSatisfy(\.isWhole),
                let packet = TCPPacket(merged.bytes.span, wireLength: merged.wireLength, link: .ethernet)
            else { continue }
            let identifications = Set(parts.prefix(2).map { $0.packet.headers.word16(at: 4) })
            let segmenter = Segmenter(
                packet, merged.bytes.span, size: parts[0].packet.payloadLength, .given,
                isFixed: identifications.count == 1)
            let segments = segmenter.frames(of: merged).map(\.bytes)
            #expect(segments == parts.map(\.frame.bytes), "seed \(seed), frames \(delivered.frames)")
            cut += 1
        }
        return cut
    }
}

extension PipelineHarness.Taken {
    /// Whether all of the packet was captured, with nothing behind it, and its checksums were right and not left out.
    fileprivate var isWhole: Bool {
        frame.bytes.count == frame.wireLength && packet.networkOffset + packet.totalLength == frame.wireLength
            && packet.headers.word16(at: packet.transportOffset + 16) != 0
    }
}
