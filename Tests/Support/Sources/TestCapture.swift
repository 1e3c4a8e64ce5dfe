import Capture
import Foundation
import Packet

/// A capture with its bytes, for tests that look at payload.
public struct TestCapture: Sendable, CustomStringConvertible {
    /// Where it is.
    public let url: URL
    /// What stands in front of IP.
    public let link: LinkType
    /// The frames, up to the end or the first damage.
    public let frames: [TestFrame]

    /// Reads all of the capture at `url`, or nil when it is none.
    public init?(_ url: URL) {
        guard var file = try? CaptureFile(path: url.path) else { return nil }
        self.url = url
        link = file.link
        var frames: [TestFrame] = []
        while (try? file.next({ bytes, wireLength, _ in
            frames.append(TestFrame(bytes.withUnsafeBufferPointer { Array($0) }, wireLength: wireLength))
        })) == true {}
        self.frames = frames
    }

    /// The file's name.
    public var description: String { url.lastPathComponent }

    /// The captures that come with the tests.
    public static let own = files(in: Folders.tests.appending(path: "Support/Captures"))

    /// All captures beside the project, where they are there: recorded ones, fuzzed ones, and damaged ones.
    public static let shared =
        ["", "fuzz", "public"].flatMap(shared)

    /// The captures in a folder of those beside the project.
    public static func shared(in folder: String) -> [URL] {
        files(in: Folders.shared.appending(path: "captures").appending(path: folder))
    }

    private static func files(in folder: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".pcap") || $0.hasSuffix(".pcapng") || $0.hasSuffix(".cap") }.sorted()
            .map { folder.appending(path: $0) }
    }
}

/// The folders that tests read.
public enum Folders {
    /// The package's tests.
    public static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// The captures and traces that may stand beside the package.
    public static let shared = tests.deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
    /// The reference deliveries that may stand beside the package.
    public static let traces = shared.appending(path: "traces/inet-lro")
}
