import ArgumentParser
import Glibc
import PlainText
import Traffic

/// What the program writes, and how it ends when something is wrong (exit codes of sysexits(3)).
enum Output {
    /// Output that could not be written.
    struct Failure: Error {
        /// The number of the system's error.
        let number: Int32
    }

    /// Writes all bytes to standard output.
    static func write(_ bytes: [UInt8]) throws(Failure) {
        try write(bytes, to: STDOUT_FILENO)
    }

    /// Shows what is done now on one line of a terminal on standard error; an empty text takes the line away.
    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        try? write(Array("\r\u{1b}[K\(text)".utf8), to: STDERR_FILENO)
    }

    /// Ends the program because of `error`.
    static func end(with error: any Error) -> Never {
        switch error {
        case let error as SourceError:
            progress("")
            complain(error.description)
            exit(74)
        case let error as Failure:
            complain("standard output: \(String(cString: strerror(error.number)))")
            exit(74)
        default:
            if Bench.exitCode(for: error) == .validationFailure {
                let message = Bench.message(for: error).harmless
                complain((message.hasSuffix(".") ? String(message.dropLast()) : message) + " (see lro-bench --help)")
                exit(64)
            }
            if Bench.exitCode(for: error).isSuccess {
                // The help and its like; the parser would not notice that they cannot be written.
                do { try write(Array((Bench.fullMessage(for: error) + "\n").utf8)) } catch { end(with: error) }
                exit(0)
            }
            Bench.exit(withError: error)
        }
    }

    private static func complain(_ sentence: String) {
        try? write(Array("lro-bench: \(sentence)\n".utf8), to: STDERR_FILENO)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
            }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw Failure(number: errno)
            }
        }
    }
}
