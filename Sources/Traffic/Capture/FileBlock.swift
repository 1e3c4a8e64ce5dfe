import Glibc

/// A stretch of a regular file in memory, filled anew wherever it is wanted.
///
/// It is copied in large blocks, not mapped. In Linux 6.18, for a file in the page cache, blocks of 1 MiB take 10 to
/// 16 ns for a record of 144 bytes and 90 to 120 for one of 1530; windows of 1 to 16 MiB, mapped and dropped, take
/// 7 to 20 and 120 to 195, most of it for page faults, the least only where the cache has huge pages. And a file that
/// another program makes shorter meanwhile merely ends early, where a mapping would end this program.
struct FileBlock: ~Copyable {
    /// How many bytes of the file are here.
    private(set) var count = 0
    /// Where in the file they begin.
    private(set) var start = 0

    /// Room for a block, of which what was never filled takes no memory.
    private let memory: UnsafeMutableBufferPointer<UInt8>
    /// Belongs to whoever made the block, and stays open as long as it.
    private let descriptor: Int32

    /// An empty block for `capacity` bytes of an open file.
    init(descriptor: Int32, capacity: Int) {
        self.descriptor = descriptor
        memory = .allocate(capacity: capacity)
    }

    deinit {
        memory.deallocate()
    }

    /// The file's bytes, which are there until the block is filled anew, or goes.
    var bytes: UnsafeBufferPointer<UInt8> {
        @inline(__always) get { UnsafeBufferPointer(start: memory.baseAddress, count: count) }
    }

    /// Fills the block with what the file now has from `position` on; at its end, or on a fault, with less.
    mutating func fill(from position: Int) {
        start = position
        count = 0
        while count < memory.count, let free = memory.baseAddress.map({ $0 + count }) {
            let got = pread(descriptor, free, memory.count - count, position + count)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return }
            count += got
        }
    }

    /// Makes sure that the `length` bytes from `position` on are here, and says whether they are.
    mutating func has(_ length: Int, from position: Int) -> Bool {
        if position >= start, position + length <= start + count { return true }
        guard position >= 0, length <= memory.count else { return false }
        fill(from: position)
        return length <= count
    }
}
