import ArgumentParser
import Frames
import Glibc
import PlainText

/// What the program writes, and how it ends when something is wrong (exit codes of sysexits(3)).
enum Output {
    /// Writes all bytes to standard output.
    static func write(_ bytes: [UInt8]) throws(OpenFile.Failure) { try OpenFile.standardOutput.write(bytes) }

    /// Shows what is done now on one line of a terminal on standard error; an empty text takes the line away.
    static func progress(_ text: String) {
        guard OpenFile.standardError.isTerminal else { return }
        try? OpenFile.standardError.write("\r\u{1b}[K\(text)")
    }

    /// Ends the program because of `error`.
    static func end(with error: any Error) -> Never {
        switch error {
        case let error as SourceError:
            progress("")
            complain(error.description)
            exit(74)
        case let error as OpenFile.Failure:
            complain("standard output: \(error)")
            exit(74)
        default:
            if Bench.exitCode(for: error) == .validationFailure {
                let message = Bench.message(for: error).harmless
                complain((message.hasSuffix(".") ? String(message.dropLast()) : message) + " (see lro-bench --help)")
                exit(64)
            }
            if Bench.exitCode(for: error).isSuccess {
                // The help and its like; the parser would not notice that they cannot be written.
                do { try OpenFile.standardOutput.write(Bench.fullMessage(for: error) + "\n") } catch {
                    end(with: error)
                }
                exit(0)
            }
            Bench.exit(withError: error)
        }
    }

    private static func complain(_ sentence: String) {
        try? OpenFile.standardError.write("lro-bench: \(sentence)\n")
    }
}
