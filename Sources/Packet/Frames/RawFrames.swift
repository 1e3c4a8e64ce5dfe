public import CProcessor

/// Frames as they were captured, not parsed yet, lent by whoever has them in memory.
///
/// They may be handled on several threads as long as they are lent, and nobody changes them.
@safe
public struct RawFrames: @unchecked Sendable {  // Its memory is only read.
    /// What knows the link type.
    public let parser: FrameParser

    @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
    @usableFromInline let records: UnsafeBufferPointer<FrameRecord>

    /// Frames whose bytes and records stay where they are while this is used.
    @unsafe
    public init(
        bytes: UnsafeBufferPointer<UInt8>, records: UnsafeBufferPointer<FrameRecord>, parser: FrameParser
    ) {
        unsafe (self.bytes, self.records) = (bytes, records)
        self.parser = parser
    }

    /// Calls `body` with the frames that have these records, some of those of these frames.
    public func withFrames<Result>(_ records: [FrameRecord], _ body: (RawFrames) -> Result) -> Result {
        unsafe records.withUnsafeBufferPointer { records in
            // The records stay as long as the body goes on; where each frame lies is tested when it is read.
            return unsafe body(RawFrames(bytes: bytes, records: records, parser: parser))
        }
    }

    /// Some consecutive frames of these, lent as long as these.
    public func part(_ places: Range<Int>) -> RawFrames {
        // A slice of a buffer tests its bounds in debug builds only, so they are tested here.
        precondition(places.lowerBound >= 0 && places.upperBound <= count, "no frames at these places")
        return unsafe RawFrames(
            bytes: bytes, records: UnsafeBufferPointer(rebasing: records[places]), parser: parser)
    }

    /// How many frames there are.
    @inlinable @inline(__always)
    public var count: Int { unsafe records.count }

    /// Whether header words tell all that the parser would say of a frame that `TCPv4Words.isTCPv4` holds of.
    @inlinable @inline(__always)
    public var headerWordsSuffice: Bool { parser.link == .ethernet && !parser.verifiesChecksums }

    /// What the capture says of the frame at `place`.
    @inlinable @inline(always)
    public func record(at place: Int) -> FrameRecord {
        precondition(place >= 0 && place < count, "no frame at this place")
        // The place was tested.
        return unsafe records[place]
    }

    /// Calls `body` with what was captured of the frame with that record; traps where that is not within the bytes.
    @inlinable @inline(always)
    public func withBytes<Result>(of record: FrameRecord, _ body: (Span<UInt8>) -> Result) -> Result {
        // Whoever lends the frames promises that the bytes stay.
        let all = unsafe bytes.span
        return body(all.extracting(Int(record.start)..<Int(record.start) + Int(record.captured)))
    }

    /// The frame at `place` in the words of a usual segment, whatever it is; nil when it is too short for that.
    @inlinable @inline(always)
    public func tcpv4Words(at place: Int) -> TCPv4Words? {
        let record = record(at: place)
        guard record.captured >= TCPv4Words.minimumLength else { return nil }
        return withBytes(of: record) { TCPv4Words($0, record) }
    }

    /// Asks for the headers of the frame at `place`, which will soon be wanted; without effect where there is none.
    @inlinable @inline(always)
    public func prefetch(_ place: Int) {
        guard place < count, let first = unsafe bytes.baseAddress else { return }
        // Asking for a line does no harm wherever it is.
        let frame = unsafe UnsafeRawPointer(first) + Int(record(at: place).start)
        unsafe prefetchForReading(frame)
        unsafe prefetchForReading(frame + 64)
    }

    /// The flow of the frame at `place` if it is a usual one, else any; nil when it is too short for that or not there.
    @inlinable @inline(always)
    public func tcpv4Flow(at place: Int) -> FlowKey? {
        guard place < count, record(at: place).captured >= TCPv4Words.minimumLength else { return nil }
        return withBytes(of: record(at: place)) { FlowKey(v4: $0.word64(at: 26), ports: $0.word32(at: 34)) }
    }

    /// Parses the frame at `place` into `descriptor`, without the tags that the NIC strips.
    public func parse(_ place: Int, into descriptor: inout Descriptor) {
        let record = record(at: place)
        withBytes(of: record) { frame in
            parser.parseStripped(
                frame, wireLength: Int(record.wireLength), time: record.time, index: record.index, into: &descriptor)
        }
        descriptor.rssHash = record.rssHash
    }
}
