import Frames
import Glibc
import Packet
import PlainText

/// A file, or standard output, that is written in whole blocks.
///
/// Where not all can be written, a file ends behind the last block that is whole, so that what is there reads well.
struct OutputFile: ~Copyable {
    /// The file as it is shown.
    let name: String
    /// Packets that were handed to the system.
    private(set) var packets: UInt64 = 0

    private let descriptor: Int32
    /// Whether the file is ours from its first byte on, and can be cut.
    private let isOwn: Bool
    private var buffer: [UInt8] = []
    /// Packets in the buffer.
    private var waiting: UInt64 = 0
    /// The length of the file without the buffer.
    private var length = 0

    /// The bytes that were added so far, those in the buffer too.
    var bytes: Int { length + buffer.count }

    /// The buffer is written out when it is longer than this.
    private static let threshold = 1 << 16

    /// Creates the file at `path`; `-` is standard output.
    ///
    /// - Parameters:
    ///   - path: Where it is; a pipe or device that exists is written to.
    ///   - replaces: Whether a regular file that exists may be overwritten.
    ///   - sources: The files that are read meanwhile, which are never overwritten.
    /// - Throws: That it cannot be written, and why.
    init(path: String, replaces: Bool, sources: [String] = []) throws(SourceError) {
        let name = path == "-" ? "stdout" : path.harmless
        if path == "-", isatty(1) == 1 { throw .cannotWrite(name, "it is a terminal; redirect it, or name a file") }
        let descriptor = path == "-" ? dup(1) : try Self.open(path, name, replaces: replaces, sources: sources)
        guard descriptor >= 0 else { throw .cannotWrite(name, SourceError.lastFault()) }
        var status = stat()
        self.name = name
        self.descriptor = descriptor
        isOwn = unsafe path != "-" && fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    deinit { close(descriptor) }

    private static func open(
        _ path: String, _ name: String, replaces: Bool, sources: [String]
    ) throws(SourceError) -> Int32 {
        var existing = stat()
        guard unsafe stat(path, &existing) == 0 else {
            return unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
        }
        guard existing.st_mode & S_IFMT == S_IFREG else { return unsafe Glibc.open(path, O_WRONLY) }
        for source in sources {
            var read = stat()
            guard unsafe stat(source, &read) == 0, read.st_ino == existing.st_ino, read.st_dev == existing.st_dev
            else { continue }
            throw .cannotWrite(
                name, "it is \(sources.count > 1 ? "one of the sources" : "the source"); name another file")
        }
        guard replaces else {
            throw .cannotWrite(name, "it exists; choose another name, or --force on the command line")
        }
        return unsafe Glibc.open(path, O_WRONLY | O_TRUNC)
    }

    /// Adds a whole block, which `write` appends to what is to be written.
    ///
    /// - Returns: Whether there was room: where the file would become longer than `limit`, nothing is added.
    @discardableResult
    mutating func add(
        isPacket: Bool = true, limit: Int = .max, _ write: (inout [UInt8]) -> Void
    ) throws(SourceError) -> Bool {
        let before = buffer.count
        write(&buffer)
        guard bytes <= limit else {
            buffer.removeLast(buffer.count - before)
            return false
        }
        if isPacket { waiting += 1 }
        if buffer.count > Self.threshold { try flush() }
        return true
    }

    /// Writes out what is still in memory.
    mutating func flush() throws(SourceError) {
        var written = 0
        while written < buffer.count {
            let count = unsafe buffer.withUnsafeBytes { bytes in
                unsafe write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw giveUp()
            }
        }
        length += buffer.count
        packets += waiting
        waiting = 0
        buffer.removeAll(keepingCapacity: true)
    }

    /// Cuts off the half of a block, and says what was the matter.
    private mutating func giveUp() -> SourceError {
        let fault = SourceError.lastFault()
        buffer.removeAll()
        waiting = 0
        let isWhole = isOwn && ftruncate(descriptor, off_t(length)) == 0
        let rest = isWhole ? "" : ", and perhaps a part of the next"
        return .cannotWrite(name, "\(fault); \(packets.packetsInWords) written\(rest)")
    }
}

extension UInt64 {
    /// So many packets, in words: `1 packet`, `2 packets`.
    package var packetsInWords: String { self == 1 ? "1 packet" : "\(self) packets" }
}
