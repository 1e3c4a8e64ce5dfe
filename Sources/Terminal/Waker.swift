import Glibc

/// Wakes the main thread from any other.
public final class Waker: Sendable {
    let reading: Int32
    private let writing: Int32

    init() throws(TerminalError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .failed }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// Lets `Display.wait` return with `.wake`.
    ///
    /// Never blocks; calls that come before it returns count as one.
    public func wake() {
        var byte: UInt8 = 0
        // A full pipe wakes as well as one more byte would.
        _ = write(writing, &byte, 1)
    }

    /// Whether there were calls since the last time.
    func drain() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64)
        var isWoken = false
        while read(reading, &buffer, buffer.count) > 0 { isWoken = true }
        return isWoken
    }
}
