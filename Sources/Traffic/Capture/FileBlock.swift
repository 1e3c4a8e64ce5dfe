import Glibc

/// A stretch of a regular file in memory, filled anew wherever it is wanted.
///
/// It is copied in blocks that fit the processor's cache, not mapped. That takes some ns more than mapping for a
/// record of 128 bytes and a hundred less for one of 1514, needs no more memory however long the file is, and a
/// file that another program makes shorter meanwhile merely ends early, where a mapping would end this program.
struct FileBlock: ~Copyable {
    /// The bytes, of which the first `count` are the file's.
    private(set) var storage: [UInt8]
    /// How many bytes of the file are here.
    private(set) var count = 0
    /// Where in the file they begin.
    private(set) var start = 0

    /// Belongs to whoever made the block, and stays open as long as it.
    private let descriptor: Int32

    /// An empty block for `capacity` bytes of an open file.
    init(descriptor: Int32, capacity: Int) {
        self.descriptor = descriptor
        storage = Array(repeating: 0, count: capacity)
    }

    /// Fills the block with what the file now has from `position` on; at its end, or on a fault, with less.
    mutating func fill(from position: Int) {
        start = position
        count = 0
        while count < storage.count {
            let (free, place) = (storage.count - count, position + count)
            let got = storage.withUnsafeMutableBytes { bytes in
                // An array of this size has an address, and `count` bytes of it are taken.
                bytes.baseAddress.map { pread(descriptor, $0 + (bytes.count - free), free, place) } ?? 0
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return }
            count += got
        }
    }

    /// Makes sure that the `length` bytes from `position` on are here, and says whether they are.
    mutating func has(_ length: Int, from position: Int) -> Bool {
        if position >= start, position + length <= start + count { return true }
        guard position >= 0, length <= storage.count else { return false }
        fill(from: position)
        return length <= count
    }
}
