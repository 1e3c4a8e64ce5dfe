import Frames
import Packet

/// Reads the plain records of a capture file, several times faster than libpcap, and leaves to it all the rest.
///
/// A record that is not wholly there or not plain is libpcap's, which says whether it is a packet, damage, or the
/// end of the file. So the two cannot come to different views of what a capture is.
struct RecordReader: ~Copyable {
    fileprivate enum Format {
        case pcap(PcapRecords)
        case pcapng(PcapngBlocks)

        /// The format of a file that begins with `block`, or nil where it is not one of these.
        init?(_ block: borrowing FileBlock, link: LinkType, snapLength: Int) {
            let bytes = block.memory.span.extracting(first: block.count)
            if let records = PcapRecords(bytes, link: link) {
                self = .pcap(records)
            } else if let blocks = PcapngBlocks(bytes, link: link, snapLength: snapLength) {
                self = .pcapng(blocks)
            } else {
                return nil
            }
        }
    }

    /// A place in the file, with what is known there of the blocks before it.
    struct Mark: Sendable {
        /// Where the next record begins.
        fileprivate let position: Int
        fileprivate let format: Format
    }

    /// Where in the file the next record begins.
    var position: Int { block.start + place }

    /// Where in the file those blocks begin without which the packets from here on cannot be understood.
    var descriptions: [Int] {
        if case .pcapng(let blocks) = format { blocks.descriptions } else { [] }
    }

    private var format: Format
    private var block: FileBlock
    /// Where the next record begins, seen from the beginning of the block; it may be outside.
    private var place = 0
    /// With less than this of the block left, a record that is not wholly there is looked for in the file.
    private let reserve: Int
    /// How many bytes are read at once into the memory of a batch: as few as cost no more, since what the batch has no
    /// use for is read again.
    private let stride: Int

    /// A reader of an open file, to be resumed where libpcap is; nil where the format is not for it.
    ///
    /// - Parameters:
    ///   - descriptor: A regular file; it stays open as long as the reader.
    ///   - link: What stands in front of IP, as libpcap understood the file.
    ///   - snapLength: The most bytes of a packet, as libpcap understood the file.
    ///   - blockSize: How many bytes are read at once.
    init?(descriptor: Int32, link: LinkType, snapLength: Int, blockSize: Int) {
        reserve = blockSize / 4
        stride = max(blockSize / 16, 4_096)
        var block = FileBlock(descriptor: descriptor, capacity: blockSize)
        block.lengthen(by: stride)
        guard let format = Format(block, link: link, snapLength: snapLength) else { return nil }
        self.format = format
        self.block = block
    }

    /// The program that wrote the file, if it says so.
    var application: String? {
        if case .pcapng(let blocks) = format { blocks.application } else { nil }
    }

    /// The place where the reader is.
    var mark: Mark { Mark(position: position, format: format) }

    /// Goes to a mark of this reader.
    mutating func seek(to mark: Mark) {
        format = mark.format
        place = mark.position - block.start
    }

    /// Hands out the next packets as long as their records are wholly there and plain, and `body` wants more.
    ///
    /// - Parameters:
    ///   - most: How many at most, at least one.
    ///   - body: Takes the captured bytes, the wire length and the time, and says whether it wants another packet.
    /// - Returns: How many there were; the reader stays behind them.
    @inline(__always)
    mutating func forEach(
        atMost most: Int, _ body: (_ bytes: Span<UInt8>, _ wireLength: Int, _ time: Int64) -> Bool
    ) -> Int {
        var (count, isFresh) = (0, false)
        while true {
            let before = count
            let wantsMore: Bool
            (place, wantsMore) =
                switch format {
                case .pcap(let records): forEachInBlock(of: records, &count, most, body)
                case .pcapng(let blocks): forEachInBlock(of: blocks, &count, most, body)
                }
            guard wantsMore, count > before || !isFresh, fillAnew() else { return count }
            isFresh = true
        }
    }

    /// Hands out those packets that are in the block.
    ///
    /// - Returns: Where the next record begins, seen from the beginning of the block, and whether more packets are
    ///   wanted.
    @inline(__always)
    private func forEachInBlock(
        of format: some RecordFormat, _ count: inout Int, _ most: Int,
        _ body: (_ bytes: Span<UInt8>, _ wireLength: Int, _ time: Int64) -> Bool
    ) -> (place: Int, wantsMore: Bool) {
        guard place >= 0 else { return (place, true) }
        let bytes = block.memory.span.extracting(first: block.count)
        var (next, number, wantsMore) = (place, count, true)
        while wantsMore, let record = format.record(in: bytes, at: next) {
            next = record.end
            number &+= 1
            let captured = bytes.extracting(record.start..<record.start &+ record.captured)
            wantsMore = body(captured, record.wireLength, record.time) && number < most
        }
        count = number
        return (next, wantsMore)
    }

    /// Fills a batch without frames with the next packets, as long as their records are wholly there and plain.
    ///
    /// They are read into the batch's own memory, and stay in it.
    ///
    /// - Parameters:
    ///   - batch: The batch.
    ///   - parser: What knows the link type.
    ///   - index: The number of the next frame.
    mutating func fill(_ batch: inout FrameBatch, parser: FrameParser, from index: UInt64) {
        var memory = batch.lendMemory()
        block.exchange(&memory, from: position)
        place = 0
        while !batch.isFull, block.count - place < reserve, block.lengthen(by: stride) {
            place =
                switch format {
                case .pcap(let records): noteBlock(of: records, in: &batch, from: index)
                case .pcapng(let blocks): noteBlock(of: blocks, in: &batch, from: index)
                }
        }
        block.exchange(&memory, from: position)
        place = 0
        batch.giveBack(memory, parser: parser)
    }

    /// Notes those that are in the block; says where the next begins.
    @inline(__always)
    private func noteBlock(of format: some RecordFormat, in batch: inout FrameBatch, from index: UInt64) -> Int {
        guard place >= 0 else { return place }
        let bytes = block.memory.span.extracting(first: block.count)
        var (next, number) = (place, index &+ UInt64(batch.count))
        batch.note {
            guard let record = format.record(in: bytes, at: next) else { return nil }
            next = record.end
            defer { number &+= 1 }
            return FrameRecord(
                index: number, time: record.time, start: record.start, captured: record.captured,
                wireLength: record.wireLength)
        }
        return next
    }

    /// Fills the block from the next record on, if more of that than the block has may be in the file.
    @inline(never)
    private mutating func fillAnew() -> Bool {
        guard place < 0 || block.count - place < reserve else { return false }
        block.fill(from: position)
        place = 0
        return true
    }

    /// Goes on behind what libpcap has read, and learns from the blocks in between.
    ///
    /// - Parameter end: Where libpcap is in the file.
    /// - Returns: False when the reader has lost its place, and must not be used again.
    mutating func resume(at end: Int) -> Bool {
        switch format {
        case .pcap:
            place = end - block.start
        case .pcapng(var blocks):
            while position < end {
                guard has(12) else { return false }
                var bytes = block.memory.span.extracting(first: block.count)
                let length = blocks.length(in: bytes, at: place)
                let needed = blocks.needed(in: bytes, at: place)
                guard length >= 12, has(needed) else { return false }
                bytes = block.memory.span.extracting(first: block.count)
                blocks.learn(from: bytes, at: place, position: position)
                place += length
            }
            format = .pcapng(blocks)
        }
        return position == end
    }

    /// Makes sure that `length` bytes of the next record are in the block, and says whether they are.
    private mutating func has(_ length: Int) -> Bool {
        let position = position
        defer { place = position - block.start }
        return block.has(length, from: position)
    }
}
