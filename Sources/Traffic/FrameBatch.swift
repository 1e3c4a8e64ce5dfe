import Packet

/// The descriptors of some consecutive frames, in storage that is reused from batch to batch.
///
/// The captured bytes are kept only where somebody wants to write frames out again.
public struct FrameBatch: Sendable {
    @usableFromInline var storage: [Descriptor]

    /// How many frames are in the batch.
    public private(set) var count = 0
    /// Whether the captured bytes are kept too.
    public let keepsBytes: Bool

    /// The captured bytes of all frames, one behind the other.
    private var bytes: [UInt8] = []
    /// Where each frame's bytes end.
    private var ends: [Int] = []
    /// A batch with more bytes than this takes no further frame.
    private static let byteLimit = 4 << 20

    /// An empty batch with room for `capacity` frames, at least one.
    public init(capacity: Int = 1024, keepsBytes: Bool = false) {
        storage = Array(repeating: Descriptor(), count: max(capacity, 1))
        self.keepsBytes = keepsBytes
    }

    /// How many frames fit.
    public var capacity: Int { storage.count }
    /// Whether no frame is in the batch.
    public var isEmpty: Bool { count == 0 }
    /// Whether no further frame fits.
    public var isFull: Bool { count == storage.count || bytes.count > Self.byteLimit }
    /// The places of the frames, for loops.
    public var indices: Range<Int> { 0..<count }

    /// The descriptor at `place`, to be read or completed where it stands.
    @inlinable
    public subscript(place: Int) -> Descriptor {
        _read {
            precondition(place < count, "no frame at this place of the batch")
            yield storage[place]
        }
        _modify {
            precondition(place < count, "no frame at this place of the batch")
            yield &storage[place]
        }
    }

    /// Lends the descriptors of all frames, to be handled on several threads.
    public mutating func withUnsafeMutableDescriptors(_ body: (UnsafeMutableBufferPointer<Descriptor>) -> Void) {
        let count = count
        storage.withUnsafeMutableBufferPointer { body(UnsafeMutableBufferPointer(rebasing: $0[..<count])) }
    }

    /// Forgets all frames and keeps the storage.
    public mutating func removeAll() {
        count = 0
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// The captured bytes of the frame at `place`; none when they are not kept.
    public func frame(at place: Int) -> ArraySlice<UInt8> {
        guard keepsBytes else { return [] }
        return bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]]
    }

    /// Parses a frame into the next free place; the batch must not be full.
    ///
    /// - Parameters:
    ///   - frame: The captured bytes.
    ///   - wireLength: The frame's length on the wire.
    ///   - time: Nanoseconds since 1970.
    ///   - index: The frame's number among those that passed the filter.
    ///   - parser: What knows the link type.
    public mutating func append(
        _ frame: Span<UInt8>, wireLength: Int, time: Int64, index: UInt64, parser: FrameParser
    ) {
        if parser.stripsTags, let rest = parser.link.removingTags(from: frame) {
            let removed = frame.count - rest.count
            add(rest.span, wireLength: max(0, wireLength - removed), time: time, index: index, parser: parser)
        } else {
            add(frame, wireLength: wireLength, time: time, index: index, parser: parser)
        }
    }

    private mutating func add(
        _ frame: Span<UInt8>, wireLength: Int, time: Int64, index: UInt64, parser: FrameParser
    ) {
        parser.parse(frame, wireLength: wireLength, time: time, index: index, into: &storage[count])
        count += 1
        guard keepsBytes else { return }
        frame.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        ends.append(bytes.count)
    }
}
