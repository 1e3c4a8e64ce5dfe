import Glibc
import PlainText

/// The program's standard output and standard error.
enum Output {
    /// Lets a write to a pipe that nobody reads be an error to be told, and not a death.
    static func outlivesReaders() { signal(SIGPIPE, SIG_IGN) }

    /// Writes all bytes to standard output.
    static func write(_ bytes: [UInt8]) throws(OpenFile.Failure) { try OpenFile.standardOutput.write(bytes) }

    /// Writes text to standard output.
    static func write(_ text: String) throws(OpenFile.Failure) { try OpenFile.standardOutput.write(text) }

    /// Says a sentence on standard error.
    static func complain(_ sentence: String) {
        note("lro-top: \(sentence)\n")
    }

    /// Writes text to standard error as it is.
    static func note(_ text: String) {
        try? OpenFile.standardError.write(text)
    }

    /// The columns of the terminal that standard output is, or nil where it is none.
    static var width: Int? {
        guard OpenFile.standardOutput.isTerminal else { return nil }
        var size = winsize()
        // A terminal that does not say has as many as ever.
        return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    /// Whether the locale of the environment has UTF-8 (setlocale(3): the first of the three that is set decides).
    static var isUTF8: Bool {
        let names: [String] = ["LC_ALL", "LC_CTYPE", "LANG"]
        let values = names.map { name in getenv(name).map { String(cString: $0) } ?? "" }
        let locale = (values.first { !$0.isEmpty } ?? "").lowercased()
        return locale.contains("utf-8") || locale.contains("utf8")
    }
}
