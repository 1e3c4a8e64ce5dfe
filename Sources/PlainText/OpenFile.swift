import Glibc

/// A file that is open for writing, by its descriptor.
package struct OpenFile: Sendable {
    /// Why something could not be written.
    package struct Failure: Error, CustomStringConvertible {
        /// The number of the system's error (errno).
        package let number: Int32

        /// The system's words for it.
        package var description: String { String(cString: strerror(number)) }
    }

    /// Standard output.
    package static let standardOutput = OpenFile(descriptor: STDOUT_FILENO)
    /// Standard error.
    package static let standardError = OpenFile(descriptor: STDERR_FILENO)

    /// The number by which the system knows it.
    package let descriptor: Int32

    /// The file behind an open descriptor, which stays open.
    package init(descriptor: Int32) { self.descriptor = descriptor }

    /// Whether it is a terminal.
    package var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes all bytes; an interruption does not end it.
    package func write(_ bytes: [UInt8]) throws(Failure) {
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

    /// Writes a text.
    package func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }
}
