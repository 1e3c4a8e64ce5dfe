import CaptureFormats
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
    /// Whether there is a way back in it.
    let isSeekable: Bool

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
        let place = lseek(descriptor, 0, SEEK_CUR)
        (start, isSeekable) = (max(0, place), place >= 0)
    }

    deinit { close(descriptor) }

    /// Whether the file is shorter now than `length` bytes.
    func isShorter(than length: Int) -> Bool {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 && Int(status.st_size) < length
    }

    /// Whether a capture in the format pcapng begins where reading began.
    var isPcapng: Bool { firstBytes(PcapngCode.magic.count) == PcapngCode.magic }

    /// How the capture is packed that begins where reading began, or nil where it is not.
    var packing: Packing? { Packing(firstBytes(Packing.magicLength)) }

    /// Where whoever reads the file by this descriptor is, or a child that has it as standard input.
    var position: Int { max(0, lseek(descriptor, 0, SEEK_CUR)) }

    /// The first bytes from where reading began, so many if there are.
    func firstBytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, start) }
        return Array(bytes.prefix(max(0, count)))
    }
}
