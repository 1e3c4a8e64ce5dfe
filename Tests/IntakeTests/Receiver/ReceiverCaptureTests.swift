import Foundation
import Frames
import Intake
import Packet
import TestSupport
import Testing

@Suite("The receiver of recorded captures")
struct ReceiverCaptureTests {
    /// Captures of hosts that merge; 10.99.0.1, or its like, sends, and .2 receives.
    private static let merged = TestCapture.shared(in: "merged").filter { !$0.path.hasSuffix(".wire.pcap") }

    private static func choice(_ capture: TestCapture) -> ReceiverChoice {
        var evidence = ReceiverEvidence()
        for frame in capture.frames.prefix(ReceiverEvidence.enough) {
            evidence.note(frame.bytes.span, wireLength: frame.wireLength, link: capture.link, origin: FrameOrigin())
        }
        return evidence.decide()
    }

    @Test("is the host that captured, and sure", arguments: merged)
    func hosts(url: URL) throws {
        let choice = Self.choice(try #require(TestCapture(url)))
        let number = url.path.hasSuffix(".sender.pcap") ? 1 : 2
        #expect(choice.address?.description.last == "\(number)".last)
        // What `write` makes has checksums of its own, and says nothing of who made the packets.
        #expect(choice.how == (url.lastPathComponent.hasPrefix("17-lro") ? .guess : .sure))
    }

    @Test("is somebody who received frames, or nobody", arguments: TestCapture.shared)
    func all(url: URL) {
        guard let capture = TestCapture(url), !capture.frames.isEmpty else { return }
        let choice = Self.choice(capture)
        let taken = capture.frames.filter {
            choice.receiver.takes($0.bytes.span, link: capture.link, origin: FrameOrigin())
        }
        #expect(!taken.isEmpty)
        #expect((choice.how == .all) == (taken.count == capture.frames.count && choice.receiver == .all))
    }
}
