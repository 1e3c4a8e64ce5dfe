import Foundation
import Offload
import Packet
import Receive
import Settings
import TestSupport
import Testing

/// The byte stream that a receiver reads from merged packets is the one that was sent.
@Suite struct StreamTests {
    @Test func hashOfTheTests() {
        #expect(SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(SHA256.hex(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let long = Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)
        #expect(SHA256.hex(long) == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    }

    /// A stream cut into segments that are lost and sent again, doubled, swapped and overlapping.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func madeStream(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let flow = FlowKey(
            source: IPAddress(v4: 0x0a00_0001), destination: IPAddress(v4: 0x0a00_0002), sourcePort: 40_000,
            destinationPort: 9100)
        let start = UInt32.max - 70_000
        let sent = (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        var frames: [TestFrame] = []
        var late: [TestFrame] = []
        var place = 0
        while place < sent.count {
            let length = min(sent.count - place, random.oneIn(5) ? 1 + random.below(1448) : 1448)
            var frame = FrameBuilder(flow)
            frame.sequence = start &+ UInt32(place)
            frame.payload = Array(sent[place..<place + length])
            frame.acknowledgment = 1
            let bytes = TestFrame(frame.bytes())
            if random.oneIn(25) { late.append(bytes) } else { frames.append(bytes) }
            if random.oneIn(25) { frames.append(bytes) }
            if random.oneIn(10) { frames += late.prefix(1) }
            if random.oneIn(10), !late.isEmpty { frames.append(late.removeFirst()) }
            place += random.oneIn(40) ? length / 2 + 1 : length
        }
        frames += late
        expectStream(SHA256.hex(sent), frames, from: start, "seed \(seed)") { $0 == flow }
    }

    /// The file of 1.4 million bytes that a real connection carried.
    @Test(.enabled(if: TestCapture.shared.contains { $0.lastPathComponent == "17-file-fullpayload.pcap" }))
    func recordedFile() throws {
        let url = Folders.shared.appending(path: "captures/17-file-fullpayload.pcap")
        let capture = try #require(TestCapture(url))
        let hash = try String(contentsOf: url.appendingPathExtension("payload.sha256"), encoding: .utf8)
        let syn = capture.frames.lazy.map { $0.descriptor(index: 0, parser: FrameParser(link: capture.link)) }
            .first { $0.flags.contains(.syn) && $0.flow.destinationPort == 9100 }
        let start = try #require(syn).sequence &+ 1
        expectStream(String(hash.prefix(64)), capture.frames, from: start, "\(capture)") { $0.destinationPort == 9100 }
    }

    /// All rulebooks and both modes must hand on the stream whose hash is `hash`.
    private func expectStream(
        _ hash: String, _ frames: [TestFrame], from start: UInt32, _ comment: String, isOfFlow: (FlowKey) -> Bool
    ) {
        for rules in Rulebook.allCases {
            for mode in Mode.allCases {
                var settings = ReceiveSettings()
                settings.offload.rules = rules
                settings.offload.mode = mode
                if rules == .gro { settings.offload.sessions = 64 }
                var rig = PipelineHarness(settings)
                rig.run(frames)
                let stream = ReceivedStream.bytes(rig, from: start, isOfFlow: isOfFlow)
                #expect(SHA256.hex(stream) == hash, "\(comment), \(rules), \(mode)")
                #expect(rig.pipeline.counters.mergedPackets > UInt64(frames.count / 3), "\(comment): little was merged")
                #expect(Invariants(rig).violations == [], "\(comment), \(rules), \(mode)")
            }
        }
    }
}
