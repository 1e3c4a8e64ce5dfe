import Frames
import Glibc

/// A stretch of a capture in memory, filled anew wherever it is wanted, or lengthened.
///
/// It is copied in large blocks, not mapped. In Linux 6.18, for a file in the page cache, blocks of 1 MiB take 10 to
/// 16 ns for a record of 144 bytes and 90 to 120 for one of 1530; windows of 1 to 16 MiB, mapped and dropped, take
/// 7 to 20 and 120 to 195, most of it for page faults, the least only where the cache has huge pages. And a file that
/// another program makes shorter meanwhile merely ends early, where a mapping would end this program.
struct FileBlock: ~Copyable {
    /// Where the bytes are: the first `count` of these.
    private(set) var memory: [UInt8]
    /// How many bytes of the capture are here.
    private(set) var count = 0
    /// Where in the capture they begin.
    private(set) var start: Int

    private let capacity: Int
    private let input: any CaptureInput
    /// Whether there is a way back in the capture.
    private let isSeekable: Bool
    /// Whether more of it may be taken than what is looked for.
    private let isPatient: Bool

    /// An empty block for `capacity` bytes from where `input` is.
    init(_ input: any CaptureInput, capacity: Int) {
        self.input = input
        self.capacity = capacity
        (start, isSeekable, isPatient) = (input.place ?? 0, input.place != nil, input.isPatient)
        memory = FrameBatch.memory(capacity)
    }

    /// Reads so many bytes more, as far as there is room, and says whether there were any.
    @discardableResult
    mutating func lengthen(by length: Int) -> Bool {
        let before = count
        read(to: min(count + length, capacity))
        return count > before
    }

    /// Goes on in other memory, and leaves its own for it; the block is empty then, and begins at `position`.
    mutating func exchange(_ other: inout [UInt8], from position: Int) {
        if other.count < capacity { other = FrameBatch.memory(capacity) }
        swap(&memory, &other)
        empty(at: position)
    }

    /// Forgets what is here; what is read next is at `position`.
    mutating func empty(at position: Int) {
        start = position
        count = 0
    }

    /// Makes sure that the `length` bytes from `position` on are here, be they more than the block holds otherwise, and
    /// says whether they are; else all that follows is here.
    mutating func has(_ length: Int, from position: Int) -> Bool {
        if position >= start, position + length <= start + count { return true }
        let isBehind = position == start + count
        if isSeekable || isBehind {
            empty(at: position)
        } else if position > start || memory.count < length {
            keep(from: position, room: length)
        }
        if memory.count < length { memory = FrameBatch.memory(length) }
        read(to: isPatient ? max(length, capacity) : length)
        return length <= count
    }

    /// Forgets what is here of before `position`, and makes room for so many bytes from there on.
    private mutating func keep(from position: Int, room length: Int) {
        let rest = memory[position - start..<count]
        var room = FrameBatch.memory(max(capacity, length))
        room.replaceSubrange(0..<rest.count, with: rest)
        (start, count) = (position, rest.count)
        memory = room
    }

    /// Reads until so many bytes are here, or to the end of the capture, or a fault.
    private mutating func read(to end: Int) {
        if isSeekable { input.go(to: start + count) }
        unsafe memory.withUnsafeMutableBytes { memory in
            while count < end {
                // The memory has so many bytes at least.
                let got = unsafe input.handOut(UnsafeMutableRawBufferPointer(rebasing: memory[count..<end]))
                if got < 0, errno == EINTR, isSeekable { continue }
                guard got > 0 else { break }
                count += got
            }
        }
    }
}
