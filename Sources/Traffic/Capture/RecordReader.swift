import Packet

/// Reads the plain records of a capture file, several times faster than libpcap, and leaves to it all the rest.
///
/// A record that is not wholly there or not plain is libpcap's, which says whether it is a packet, damage, or the
/// end of the file. So the two cannot come to different views of what a capture is.
struct RecordReader: ~Copyable {
    private enum Format {
        case pcap(PcapRecords)
        case pcapng(PcapngBlocks)

        /// The format of a file that begins with `block`, or nil where it is not one of these.
        init?(_ block: borrowing FileBlock, link: LinkType, snapLength: Int) {
            let bytes = block.storage.span.extracting(first: block.count)
            if let records = PcapRecords(bytes, link: link, snapLength: snapLength) {
                self = .pcap(records)
            } else if let blocks = PcapngBlocks(bytes, link: link, snapLength: snapLength) {
                self = .pcapng(blocks)
            } else {
                return nil
            }
        }
    }

    /// Where in the file the next record begins.
    private(set) var position = 0

    private var format: Format
    private var block: FileBlock
    /// With less than this of the block left, a record that is not wholly there is looked for in the file.
    private let reserve: Int

    /// A reader of an open file, to be resumed where libpcap is; nil where the format is not for it.
    ///
    /// - Parameters:
    ///   - descriptor: A regular file; it stays open as long as the reader.
    ///   - link: What stands in front of IP, as libpcap understood the file.
    ///   - snapLength: The most bytes of a packet, likewise.
    ///   - blockSize: How many bytes are read at once.
    init?(descriptor: Int32, link: LinkType, snapLength: Int, blockSize: Int) {
        var block = FileBlock(descriptor: descriptor, capacity: blockSize)
        block.fill(from: 0)
        guard let format = Format(block, link: link, snapLength: snapLength) else { return nil }
        self.format = format
        self.block = block
        reserve = blockSize / 4
    }

    /// The program that wrote the file, if it says so.
    var application: String? {
        if case .pcapng(let blocks) = format { blocks.application } else { nil }
    }

    /// Hands out the next packet if its record is wholly there and plain; if not, stays there and says false.
    @inline(__always)
    mutating func next(_ body: (_ bytes: Span<UInt8>, _ wireLength: Int, _ time: Int64) -> Void) -> Bool {
        guard let record = record() ?? recordOfNextBlock() else { return false }
        position = block.start + record.end
        let captured = block.storage.span.extracting(record.start..<record.start + record.captured)
        body(captured, record.wireLength, record.time)
        return true
    }

    /// The next record, if it is in the block and plain.
    @inline(__always)
    private func record() -> PacketRecord? {
        let place = position - block.start
        guard place >= 0, place < block.count else { return nil }
        let bytes = block.storage.span.extracting(first: block.count)
        return switch format {
        case .pcap(let records): records.record(in: bytes, at: place)
        case .pcapng(let blocks): blocks.record(in: bytes, at: place)
        }
    }

    /// The next record, if it is plain but not wholly in the block.
    @inline(never)
    private mutating func recordOfNextBlock() -> PacketRecord? {
        let place = position - block.start
        guard place < 0 || block.count - place < reserve else { return nil }
        block.fill(from: position)
        return record()
    }

    /// Goes on behind what libpcap has read, and learns from the blocks in between.
    ///
    /// - Parameter end: Where libpcap is in the file.
    /// - Returns: False when the reader has lost its place, and must not be used again.
    mutating func resume(at end: Int) -> Bool {
        switch format {
        case .pcap:
            position = end
        case .pcapng(var blocks):
            while position < end {
                guard block.has(12, from: position) else { return false }
                var bytes = block.storage.span
                let length = blocks.length(in: bytes, at: position - block.start)
                let needed = blocks.needed(in: bytes, at: position - block.start)
                guard length >= 12, block.has(needed, from: position) else { return false }
                bytes = block.storage.span
                blocks.learn(from: bytes, at: position - block.start)
                position += length
            }
            format = .pcapng(blocks)
        }
        return position == end
    }
}
