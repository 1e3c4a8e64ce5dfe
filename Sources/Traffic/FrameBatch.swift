import Packet

/// Some consecutive frames, in storage that is reused from batch to batch.
public struct FrameBatch: Sendable {
    /// What is kept of the frames.
    public enum Content: Sendable {
        /// Their descriptors.
        case descriptors
        /// Their descriptors and the captured bytes, for whoever wants to write frames out again.
        case descriptorsAndBytes
        /// The captured bytes alone, to be parsed by those who take them.
        case raw
    }

    /// What is kept.
    public let content: Content
    /// How many frames fit.
    public let capacity: Int
    /// How many frames are in the batch.
    public private(set) var count = 0

    @usableFromInline var descriptors: [Descriptor]
    /// The captured bytes of all frames, one behind the other.
    private var bytes: [UInt8] = []
    /// Where they end.
    private var used = 0
    /// Where each frame's bytes are.
    private var records: [FrameRecord] = []
    /// What parses the frames whose bytes alone are kept.
    private var parser = FrameParser(link: .ethernet)
    /// A batch with more bytes than this takes no further frame.
    private static let byteLimit = 4 << 20

    /// An empty batch with room for `capacity` frames, at least one.
    public init(capacity: Int = 1024, content: Content = .descriptors) {
        self.capacity = max(capacity, 1)
        self.content = content
        descriptors = content == .raw ? [] : Array(repeating: Descriptor(), count: self.capacity)
    }

    /// Whether no frame is in the batch.
    public var isEmpty: Bool { count == 0 }
    /// Whether no further frame fits.
    public var isFull: Bool { count == capacity || used > Self.byteLimit }
    /// The places of the frames, for loops.
    public var indices: Range<Int> { 0..<count }

    /// The descriptor at `place`, to be read or completed where it stands; there are none of raw frames.
    @inlinable
    public subscript(place: Int) -> Descriptor {
        _read {
            precondition(place < count, "no frame at this place of the batch")
            yield descriptors[place]
        }
        _modify {
            precondition(place < count, "no frame at this place of the batch")
            yield &descriptors[place]
        }
    }

    /// Forgets all frames and keeps the storage.
    public mutating func removeAll() {
        count = 0
        used = 0
        records.removeAll(keepingCapacity: true)
    }

    /// The captured bytes of the frame at `place`; none when they are not kept.
    public func frame(at place: Int) -> ArraySlice<UInt8> {
        guard content != .descriptors else { return [] }
        let start = Int(records[place].start)
        return bytes[start..<start + Int(records[place].captured)]
    }

    /// Lends the captured bytes of all frames, where they are kept.
    public func withRawFrames(_ body: (RawFrames) -> Void) {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe records.withUnsafeBufferPointer { records in
                unsafe body(RawFrames(bytes: bytes, records: records, parser: parser))
            }
        }
    }

    /// Takes a frame into the next free place, parsed unless raw frames are kept; the batch must not be full.
    ///
    /// - Parameters:
    ///   - frame: The captured bytes.
    ///   - wireLength: The frame's length on the wire.
    ///   - time: Nanoseconds since 1970.
    ///   - index: The frame's number among those that passed the filter.
    ///   - parser: What knows the link type, the same for all frames of a batch.
    @inline(__always)
    public mutating func append(
        _ frame: Span<UInt8>, wireLength: Int, time: Int64, index: UInt64, parser: FrameParser
    ) {
        switch content {
        case .raw:
            if count == 0 { self.parser = parser }
            keep(frame, wireLength: wireLength, time: time, index: index)
        case .descriptorsAndBytes:
            // What is written out again has lost its tags too.
            if parser.stripsTags, let rest = parser.link.removingTags(from: frame) {
                let length = max(0, wireLength - (frame.count - rest.count))
                keep(rest.span, wireLength: length, time: time, index: index)
                parser.parse(rest.span, wireLength: length, time: time, index: index, into: &descriptors[count])
            } else {
                keep(frame, wireLength: wireLength, time: time, index: index)
                parser.parse(frame, wireLength: wireLength, time: time, index: index, into: &descriptors[count])
            }
        case .descriptors:
            parser.parseStripped(frame, wireLength: wireLength, time: time, index: index, into: &descriptors[count])
        }
        count += 1
    }

    /// Hands out the memory in which raw frames lie, to be filled by somebody else.
    mutating func lendMemory() -> [UInt8] {
        var memory: [UInt8] = []
        swap(&memory, &bytes)
        return memory
    }

    /// Notes further frames that lie in lent memory, as long as there are some.
    @inline(__always)
    mutating func note(_ next: () -> FrameRecord?) {
        let free = capacity - count
        records.append(addingCapacity: free) { records in
            while records.count < free, let record = next() { records.append(record) }
        }
        count = records.count
    }

    /// Takes back lent memory, in which all frames are now that were noted, and what knows their link type.
    mutating func giveBack(_ memory: [UInt8], parser: FrameParser) {
        bytes = memory
        self.parser = parser
        // What is kept after that goes behind them.
        used = records.last.map { Int($0.start) + Int($0.captured) } ?? 0
    }

    /// Memory for `count` bytes of any value; where it is not touched it is none.
    static func memory(_ count: Int) -> [UInt8] {
        // Bytes are written before they are read, and any value is a byte.
        unsafe Array(unsafeUninitializedCapacity: count) { _, initialized in initialized = count }
    }

    /// Keeps the bytes of a frame.
    private mutating func keep(_ frame: Span<UInt8>, wireLength: Int, time: Int64, index: UInt64) {
        let (start, length) = (used, frame.count)
        if bytes.count < start + length { makeRoom(start + length) }
        unsafe bytes.withUnsafeMutableBytes { bytes in
            unsafe frame.withUnsafeBytes { frame in
                // Room was made for so many bytes from there on.
                guard let from = frame.baseAddress, let to = bytes.baseAddress else { return }
                unsafe (to + start).copyMemory(from: from, byteCount: length)
            }
        }
        used += length
        records.append(
            FrameRecord(index: index, time: time, start: start, captured: length, wireLength: wireLength))
    }

    /// Makes room for so many bytes, of which those in use stay.
    @inline(never)
    private mutating func makeRoom(_ count: Int) {
        var room = Self.memory(max(count, Self.byteLimit + Self.byteLimit / 8))
        unsafe room.withUnsafeMutableBytes { unsafe $0.copyBytes(from: bytes[0..<used]) }
        bytes = room
    }
}
