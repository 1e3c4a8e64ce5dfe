import Glibc

/// The program's standard output and standard error.
enum Output {
    /// Output that could not be written.
    struct Failure: Error, CustomStringConvertible {
        /// The number of the system's error.
        let number: Int32

        var description: String { "standard output: \(String(cString: strerror(number)))" }
    }

    /// Lets a write to a pipe that nobody reads be an error to be told, and not a death.
    static func outlivesReaders() { signal(SIGPIPE, SIG_IGN) }

    /// Writes all bytes to standard output.
    static func write(_ bytes: [UInt8]) throws(Failure) {
        try write(bytes, to: STDOUT_FILENO)
    }

    /// Writes text to standard output.
    static func write(_ text: String) throws(Failure) {
        try write(Array(text.utf8))
    }

    /// Says a sentence on standard error.
    static func complain(_ sentence: String) {
        note("lro-top: \(sentence)\n")
    }

    /// Writes text to standard error as it is.
    static func note(_ text: String) {
        try? write(Array(text.utf8), to: STDERR_FILENO)
    }

    /// Whether a file descriptor is a terminal.
    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// Whether the locale of the environment has UTF-8 (setlocale(3): the first of the three that is set decides).
    static var isUTF8: Bool {
        let names: [String] = ["LC_ALL", "LC_CTYPE", "LANG"]
        let values = names.map { name in getenv(name).map { String(cString: $0) } ?? "" }
        let locale = (values.first { !$0.isEmpty } ?? "").lowercased()
        return locale.contains("utf-8") || locale.contains("utf8")
    }

    /// Writes all bytes to an open file.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
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
