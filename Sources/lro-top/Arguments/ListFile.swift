import Frames
import Glibc

/// A text file with a name on each line.
enum ListFile {
    /// The lines of a file that are not blank; `-` is standard input.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - name: The file as it is shown.
    /// - Returns: The lines, in their order.
    /// - Throws: That it cannot be read, and why.
    static func lines(_ path: String, name: String) throws(SourceError) -> [String] {
        let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault(name) }
        defer { close(descriptor) }
        if isatty(descriptor) == 1 {
            throw SourceError(usage: "--files-from \(name): it is a terminal; pipe a list into it")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw fault(name) }
            if count == 0 { break }
            bytes += buffer[..<count]
            // A capture in place of a list is not read to its end.
            if buffer[..<count].contains(0) { throw SourceError(usage: "--files-from \(name): it is no list of paths") }
        }
        return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.allSatisfy(\.isWhitespace) }
    }

    private static func fault(_ name: String) -> SourceError {
        SourceError(.cannotOpen, "--files-from \(name): cannot be opened: \(String(cString: strerror(errno)))")
    }
}
