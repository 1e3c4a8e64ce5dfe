import Packet

/// Some consecutive frames as they were captured, to be parsed by those who take them, in storage that is reused from
/// batch to batch.
public struct FrameBatch: Sendable {
    /// How many frames fit.
    public let capacity: Int
    /// How many frames are in the batch.
    @inlinable public var count: Int { records.count }

    /// The captured bytes of all frames, one behind the other.
    @usableFromInline var bytes: [UInt8] = []
    /// Where they end.
    @usableFromInline var used = 0
    /// Where each frame's bytes are.
    @usableFromInline var records: [FrameRecord] = []
    /// Where each frame comes from, up to the last one that tells.
    @usableFromInline var origins: [FrameOrigin] = []
    /// What parses the frames.
    @usableFromInline package var parser = FrameParser(link: .ethernet)
    /// A batch with more bytes than this takes no further frame.
    @usableFromInline static let byteLimit = 4 << 20

    /// An empty batch with room for `capacity` frames, at least one.
    public init(capacity: Int = 1024) { self.capacity = max(capacity, 1) }

    /// Whether no frame is in the batch.
    public var isEmpty: Bool { count == 0 }
    /// Whether no further frame fits.
    @inlinable public var isFull: Bool { count == capacity || used > Self.byteLimit }
    /// What stands in front of IP in all frames.
    public var link: LinkType { parser.link }
    /// The places of the frames, for loops.
    public var indices: Range<Int> { 0..<count }

    /// Forgets all frames and keeps the storage.
    public mutating func removeAll() {
        used = 0
        records.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
    }

    /// What the capture says of the frame at `place` besides its bytes.
    public func origin(at place: Int) -> FrameOrigin { place < origins.count ? origins[place] : FrameOrigin() }

    /// Notes where the frame at `place` comes from.
    package mutating func setOrigin(_ origin: FrameOrigin, at place: Int) {
        while origins.count < count { origins.append(FrameOrigin()) }
        origins[place] = origin
    }

    /// The place of the frame with that number; nil when it is not in the batch, whose frames are numbered one by one.
    public func place(of index: UInt64) -> Int? {
        guard let first = records.first, index >= first.index, index - first.index < UInt64(count) else { return nil }
        return Int(index - first.index)
    }

    /// What the capture says of the frame at `place`.
    public func record(at place: Int) -> FrameRecord { records[place] }

    /// The captured bytes of the frame at `place`, without the tags that the NIC strips.
    public func frame(at place: Int) -> ArraySlice<UInt8> {
        let start = Int(records[place].start)
        let frame = bytes[start..<start + Int(records[place].captured)]
        return parser.stripsTags ? parser.link.removingTags(from: frame.span)?[...] ?? frame : frame
    }

    /// Parses the frame at `place` into `descriptor`, without those tags.
    public func parse(_ place: Int, into descriptor: inout Descriptor) {
        withRawFrames { $0.parse(place, into: &descriptor) }
    }

    /// Lends all frames.
    public func withRawFrames(_ body: (RawFrames) -> Void) {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe records.withUnsafeBufferPointer { records in
                unsafe body(RawFrames(bytes: bytes, records: records, parser: parser))
            }
        }
    }

    /// Takes a frame into the next free place; the batch must not be full.
    ///
    /// - Parameters:
    ///   - frame: The captured bytes.
    ///   - wireLength: The frame's length on the wire.
    ///   - time: Nanoseconds since 1970.
    ///   - index: The frame's number among those that passed the filter.
    ///   - parser: What knows the link type, the same for all frames of a batch.
    @inlinable @inline(__always)
    public mutating func append(
        _ frame: Span<UInt8>, wireLength: Int, time: Int64, index: UInt64, parser: FrameParser
    ) {
        if count == 0 { self.parser = parser }
        keep(frame, wireLength: wireLength, time: time, index: index)
    }

    /// Hands out the memory in which frames lie, to be filled by somebody else.
    package mutating func lendMemory() -> [UInt8] {
        var memory: [UInt8] = []
        swap(&memory, &bytes)
        return memory
    }

    /// Notes further frames that lie in lent memory, and what is said of them, as long as there are some.
    @inlinable @inline(__always)
    package mutating func note(_ next: () -> (frame: FrameRecord, origin: FrameOrigin?)?) {
        let (before, free) = (count, capacity - count)
        var origins: [FrameOrigin] = []
        swap(&origins, &self.origins)
        records.append(addingCapacity: free) { records in
            while records.count < free, let (frame, origin) = next() {
                if let origin {
                    if origins.count < before &+ records.count { Self.fill(&origins, to: before &+ records.count) }
                    origins.append(origin)
                }
                records.append(frame)
            }
        }
        swap(&origins, &self.origins)
    }

    /// Notes that nothing is said of the frames up to that number.
    @inline(never) @usableFromInline
    static func fill(_ origins: inout [FrameOrigin], to count: Int) {
        while origins.count < count { origins.append(FrameOrigin()) }
    }

    /// Takes back lent memory, in which all frames are now that were noted, and what knows their link type.
    package mutating func giveBack(_ memory: [UInt8], parser: FrameParser) {
        bytes = memory
        self.parser = parser
        // What is kept after that goes behind them.
        used = records.last.map { Int($0.start) + Int($0.captured) } ?? 0
    }

    /// Memory for `count` bytes of any value; where it is not touched it is none.
    package static func memory(_ count: Int) -> [UInt8] {
        // Bytes are written before they are read, and any value is a byte.
        unsafe Array(unsafeUninitializedCapacity: count) { _, initialized in initialized = count }
    }

    /// Keeps the bytes of a frame.
    @inlinable
    mutating func keep(_ frame: Span<UInt8>, wireLength: Int, time: Int64, index: UInt64) {
        let start = used
        copy(frame)
        records.append(
            FrameRecord(index: index, time: time, start: start, captured: frame.count, wireLength: wireLength))
    }

    /// Puts bytes behind those in use.
    @inlinable
    mutating func copy(_ frame: Span<UInt8>) {
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
    }

    /// Makes room for so many bytes, of which those in use stay.
    @inline(never) @usableFromInline
    mutating func makeRoom(_ count: Int) {
        var room = Self.memory(max(count, Self.byteLimit + Self.byteLimit / 8))
        unsafe room.withUnsafeMutableBytes { unsafe $0.copyBytes(from: bytes[0..<used]) }
        bytes = room
    }
}
