import Foundation
import Frames
import TestSupport
import Testing

/// Captures from public test suites, which lie beside the package where it is developed.
private let publicCaptures = TestCapture.shared(in: "public")

@Suite("Public captures", .enabled(if: !publicCaptures.isEmpty))
struct PublicCaptureTests {
    @Test("are read to the end or to a fault with its place", arguments: publicCaptures)
    func read(file: URL) {
        let reading = Reading(file.path, SourceOptions(verifiesChecksums: true))
        #expect(reading.descriptors.map(\.index) == Array(0..<UInt64(reading.descriptors.count)))
        for descriptor in reading.descriptors {
            #expect(descriptor.capturedLength <= descriptor.wireLength)
        }
        guard let fault = reading.fault else { return }
        switch fault.kind {
        case .damaged: #expect(fault.description.contains(": packet \(reading.descriptors.count + 1): "))
        case .notACapture, .unsupportedLink: #expect(reading.descriptors.isEmpty)
        case .cannotOpen, .filter, .usage, .beginsAnew, .cannotWrite: Issue.record("\(fault)")
        }
    }
}
