import Filters
import Foundation
import Intake
import Packet
import TestSupport
import Testing

@Suite("Suggested filters for recorded captures")
struct FilterCaptureTests {
    @Test("keep what the host with most payload received", arguments: TestCapture.shared)
    func suggestions(url: URL) {
        guard let capture = TestCapture(url) else { return }
        var received: [IPAddress: Int] = [:]
        let parser = FrameParser(link: capture.link)
        for (index, frame) in capture.frames.enumerated() {
            let descriptor = frame.descriptor(index: index, parser: parser)
            guard descriptor.countedPayload > 0, descriptor.flow.source != descriptor.flow.destination else { continue }
            received[descriptor.flow.destination, default: 0] += descriptor.countedPayload
        }
        guard let host = received.max(by: { ($0.value, $1.key.description) < ($1.value, $0.key.description) })?.key
        else { return }
        var candidates = FilterCandidates(.destination(host), link: capture.link)
        for frame in capture.frames { candidates.note(frame.bytes.span, wireLength: frame.wireLength) }
        #expect(candidates.working() != nil)
    }
}
