import Frames
import Glibc

/// An open file; closed when it goes.
final class OpenFile: Sendable {
    /// What the system knows it by.
    let descriptor: Int32
    /// Where in the file reading began, in bytes.
    let start: Int
    /// The length of a regular file in bytes, when it was opened; nil for all else.
    let length: Int?

    /// Opens the file at `path`; `name` is how it is shown.
    convenience init(path: String, name: String) throws(SourceError) {
        try self.init(unsafe open(path, O_RDONLY | O_CLOEXEC), name)
    }

    /// The file behind an open descriptor, which stays open.
    convenience init(duplicating descriptor: Int32, name: String) throws(SourceError) {
        try self.init(fcntl(descriptor, F_DUPFD_CLOEXEC, 0), name)
    }

    private init(_ descriptor: Int32, _ name: String) throws(SourceError) {
        guard descriptor >= 0 else { throw .cannotOpen(name, SourceError.lastFault()) }
        var status = stat()
        let kind = unsafe fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : S_IFIFO
        if kind == S_IFDIR {
            close(descriptor)
            throw .cannotOpen(name, "it is a directory")
        }
        self.descriptor = descriptor
        length = kind == S_IFREG ? Int(status.st_size) : nil
        start = max(0, lseek(descriptor, 0, SEEK_CUR))
    }

    deinit { close(descriptor) }

    /// A stream of the file from where it is, for libpcap, which closes it; nil on a fault.
    func stream() -> UnsafeMutablePointer<FILE>? {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { return nil }
        let stream = unsafe fdopen(copy, "rb")
        if unsafe stream == nil { close(copy) }
        return unsafe stream
    }

    /// A stream of the file from where reading began; nil on a fault.
    func streamFromStart() -> UnsafeMutablePointer<FILE>? {
        lseek(descriptor, start, SEEK_SET) == start ? unsafe stream() : nil
    }

    /// Whether the file is shorter now than `length` bytes.
    func isShorter(than length: Int) -> Bool {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 && Int(status.st_size) < length
    }

    /// Whether a capture in the format pcapng begins where reading began.
    var isPcapng: Bool {
        var magic: UInt32 = 0
        return unsafe pread(descriptor, &magic, 4, start) == 4 && magic == 0x0a0d_0d0a
    }
}
