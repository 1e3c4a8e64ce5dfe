import Frames
import Glibc

/// A stretch of a regular file in memory, filled anew wherever it is wanted, or lengthened.
///
/// It is copied in large blocks, not mapped. In Linux 6.18, for a file in the page cache, blocks of 1 MiB take 10 to
/// 16 ns for a record of 144 bytes and 90 to 120 for one of 1530; windows of 1 to 16 MiB, mapped and dropped, take
/// 7 to 20 and 120 to 195, most of it for page faults, the least only where the cache has huge pages. And a file that
/// another program makes shorter meanwhile merely ends early, where a mapping would end this program.
struct FileBlock: ~Copyable {
    /// Where the bytes are: the first `count` of these.
    private(set) var memory: [UInt8]
    /// How many bytes of the file are here.
    private(set) var count = 0
    /// Where in the file they begin.
    private(set) var start = 0

    private let capacity: Int
    /// Belongs to whoever made the block, and stays open as long as it.
    private let descriptor: Int32

    /// An empty block for `capacity` bytes of an open file.
    init(descriptor: Int32, capacity: Int) {
        self.descriptor = descriptor
        self.capacity = capacity
        memory = FrameBatch.memory(capacity)
    }

    /// Fills the block with what the file now has from `position` on; at its end, or on a fault, with less.
    mutating func fill(from position: Int) {
        start = position
        count = 0
        lengthen(by: capacity)
    }

    /// Reads so many bytes more, as far as there is room, and says whether there were any.
    @discardableResult
    mutating func lengthen(by length: Int) -> Bool {
        let (before, end) = (count, min(count + length, capacity))
        unsafe memory.withUnsafeMutableBytes { memory in
            while count < end {
                // The memory has `capacity` bytes at least.
                let got = unsafe pread(
                    descriptor, memory.baseAddress.map { unsafe $0 + count }, end - count, start + count)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { break }
                count += got
            }
        }
        return count > before
    }

    /// Goes on in other memory, and leaves its own for it; the block is empty then, and begins at `position`.
    mutating func exchange(_ other: inout [UInt8], from position: Int) {
        if other.count < capacity { other = FrameBatch.memory(capacity) }
        swap(&memory, &other)
        start = position
        count = 0
    }

    /// Makes sure that the `length` bytes from `position` on are here, and says whether they are.
    mutating func has(_ length: Int, from position: Int) -> Bool {
        if position >= start, position + length <= start + count { return true }
        guard position >= 0, length <= capacity else { return false }
        fill(from: position)
        return length <= count
    }
}
