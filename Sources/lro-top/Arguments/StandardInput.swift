import Glibc

/// The standard input as a source that need not be named.
enum StandardInput {
    /// The source as a user names it.
    static let source = "-"

    /// Whether somebody has given the program a pipe or a file to read.
    ///
    /// All else is there by chance: a terminal, the `/dev/null` of a service, the socket of a login.
    static var isGiven: Bool {
        var status = stat()
        return fstat(STDIN_FILENO, &status) == 0 && [S_IFIFO, S_IFREG].contains(status.st_mode & S_IFMT)
    }
}
