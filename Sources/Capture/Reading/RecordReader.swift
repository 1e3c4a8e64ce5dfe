import CaptureFormats
import Frames
import Packet

/// Reads the packets of a capture whose format it knows, as long as they are plain, and nothing is the matter.
struct RecordReader<Format: RecordFormat>: ~Copyable {
    /// A place in the capture, with what is known there of the blocks before it.
    struct Mark: Sendable {
        /// Where the next record begins.
        fileprivate let position: Int
        fileprivate let format: Format
        fileprivate let leftOut: UInt64
    }

    /// What is known of the format.
    private(set) var format: Format
    /// How many packets were left out.
    private(set) var leftOut: UInt64 = 0
    /// Where in the capture the next record begins.
    var position: Int { block.start + place }
    /// How many bytes from there on are in memory.
    var available: Int { block.count - place }

    private var block: FileBlock
    /// Where the next record begins, seen from the beginning of the block.
    private var place = 0
    /// With less than this of the block left, a record that is not wholly there is looked for in the file.
    private let reserve: Int
    /// How many bytes are read at once into the memory of a batch: as few as cost no more, since what the batch has no
    /// use for is read again.
    private let stride: Int

    /// A reader of a capture from where its input is.
    ///
    /// - Parameters:
    ///   - input: The bytes of the capture; nobody else moves in it.
    ///   - blockSize: How many bytes are read at once.
    ///   - format: What is known before the first of them.
    init(_ input: any CaptureInput, blockSize: Int, format: Format) {
        reserve = blockSize / 4
        stride = max(blockSize / 16, 4_096)
        block = FileBlock(input, capacity: blockSize)
        self.format = format
    }

    /// The place where the reader is.
    var mark: Mark { Mark(position: position, format: format, leftOut: leftOut) }

    /// Goes to a mark of this reader.
    mutating func seek(to mark: Mark) {
        (format, leftOut) = (mark.format, mark.leftOut)
        move(to: mark.position)
    }

    /// Goes to a place where a record begins.
    mutating func move(to position: Int) {
        if position < block.start || position > block.start + block.count { block.empty(at: position) }
        place = position - block.start
    }

    /// Hands out the next packets of the current link type that are in memory, as long as `body` wants more.
    ///
    /// - Parameters:
    ///   - most: How many at most, at least one.
    ///   - body: Takes the captured bytes and the record, and says whether it wants another packet.
    /// - Returns: How many there were, and whether more are wanted; the reader stays behind them.
    @inline(__always)
    mutating func forEach(
        atMost most: Int, _ body: (_ bytes: Span<UInt8>, _ record: PacketRecord) -> Bool
    ) -> (count: Int, wantsMore: Bool) {
        var (count, wantsMore) = (0, true)
        place = forEachInBlock { bytes, record in
            count &+= 1
            wantsMore = body(bytes, record) && count < most
            return wantsMore
        }
        return (count, wantsMore)
    }

    /// Hands out those that are in memory, as long as `body` wants more; says where the next begins.
    @inline(__always)
    private func forEachInBlock(_ body: (_ bytes: Span<UInt8>, _ record: PacketRecord) -> Bool) -> Int {
        // Copied, the format is known not to change by what `body` writes.
        let bytes = block.memory.span.extracting(first: block.count)
        let format = format
        var (next, wantsMore) = (place, true)
        while wantsMore, let record = format.record(in: bytes, at: next) {
            next = record.end
            wantsMore = body(bytes.extracting(record.start..<record.start &+ record.captured), record)
        }
        return next
    }

    /// Looks at what is behind those packets, and at more of the capture where that is needed.
    ///
    /// - Returns: What it is; where it is missing, the capture ends before it.
    @inline(never)
    mutating func step() -> RecordStep {
        while true {
            let step = look()
            guard case .missing(let length) = step else { return step }
            let position = position
            let isThere = block.has(length, from: position)
            place = position - block.start
            guard isThere else { return step }
        }
    }

    /// Looks at what is at the place, and passes over it where there is no packet to hand out.
    private mutating func look() -> RecordStep {
        let step = Self.step(&format, in: block, at: place)
        if case .passed(let length, let isPacket) = step {
            place += length
            if isPacket { leftOut += 1 }
        }
        return step
    }

    private static func step(_ format: inout Format, in block: borrowing FileBlock, at place: Int) -> RecordStep {
        let bytes = block.memory.span.extracting(first: block.count)
        // What was missing may be here by now.
        let isThere = format.record(in: bytes, at: place) != nil
        return isThere ? .passed(0, isPacket: false) : format.step(in: bytes, at: place)
    }

    /// Goes on with the link type of the next packet, if it has another.
    mutating func turn() { if step() == .turned { Self.turn(&format, to: block, at: place) } }

    private static func turn(_ format: inout Format, to block: borrowing FileBlock, at place: Int) {
        format.turn(to: block.memory.span.extracting(first: block.count), at: place)
    }

    /// Fills a batch without frames with the next packets, as long as their records are wholly there and plain.
    ///
    /// They are read into the batch's own memory, and stay in it.
    ///
    /// - Parameters:
    ///   - batch: The batch.
    ///   - index: The number of the next frame.
    ///   - parser: Makes what parses frames of a link type.
    mutating func fill(
        _ batch: inout FrameBatch, from index: UInt64, parser: (LinkType) -> FrameParser
    ) {
        var memory = batch.lendMemory()
        block.exchange(&memory, from: position)
        place = 0
        repeat { place = noteBlock(in: &batch, from: index) } while !batch.isFull && goOn(isEmpty: batch.isEmpty)
        block.exchange(&memory, from: position)
        place = 0
        batch.giveBack(memory, parser: parser(format.currentLink))
    }

    /// Goes on where a batch is not full, if there is more for it.
    @inline(never)
    private mutating func goOn(isEmpty: Bool) -> Bool {
        switch look() {
        case .passed: return true
        case .missing: return available < reserve && block.lengthen(by: stride)
        case .turned:
            if isEmpty { Self.turn(&format, to: block, at: place) }
            return isEmpty
        case .fault: return false
        }
    }

    /// Notes those packets that are in memory; says where the next begins.
    @inline(__always)
    private func noteBlock(in batch: inout FrameBatch, from index: UInt64) -> Int {
        let bytes = block.memory.span.extracting(first: block.count)
        let format = format
        var (next, number) = (place, index &+ UInt64(batch.count))
        batch.note {
            guard let record = format.record(in: bytes, at: next) else { return nil }
            next = record.end
            defer { number &+= 1 }
            let frame = FrameRecord(
                index: number, time: record.time, start: record.start, captured: record.captured,
                wireLength: record.wireLength)
            return (frame, record.origin)
        }
        return next
    }
}
