import Foundation

/// A FIFO with somebody who writes bytes into it, and waits in between; there as long as the value.
final class FIFO: Sendable {
    /// Where it is.
    let path: String

    /// A FIFO into which these go one after the other.
    init(_ parts: [[UInt8]]) {
        path = FileManager.default.temporaryDirectory.appending(path: "lro-top-test-\(UUID().uuidString)").path
        mkfifo(path, 0o600)
        let path = path
        Thread.detachNewThread {
            let descriptor = open(path, O_WRONLY)
            for part in parts {
                _ = part.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                usleep(30_000)
            }
            close(descriptor)
        }
    }

    deinit { unlink(path) }
}
