/// The numbers in the capture of the packets that were taken of it.
///
/// As long as all frames are taken, and none is cut, a packet's index is its number, and nothing is kept. From there on
/// it takes little more than a byte for a packet; what lies far back is forgotten.
public struct FrameNumbers: Sendable {
    /// The numbers of consecutive packets.
    fileprivate struct Block: Sendable {
        /// The first packet's.
        let first: FrameNumber
        /// For each packet behind it what leads there from the one before.
        var steps: [UInt8] = []
    }

    /// Packets in a block.
    private static let blockLength = 256
    /// Steps: to the next segment, and to the first segment, or to a frame that is not cut, so many frames on.
    private static let nextSegment: UInt8 = 0
    private static let whole = 1...127 as ClosedRange<UInt64>
    private static let cut: UInt64 = 127

    /// How many packets have their index as their number.
    private var straight: UInt64 = 0
    /// How many packets have a number, those that were forgotten too.
    private var count: UInt64 = 0
    /// The index of the first packet in the blocks.
    private var start: UInt64 = 0
    private var blocks: [Block] = []
    /// Where each block begins, in packets behind `start`.
    private var starts: [Int] = []
    /// The latest number.
    private var last: FrameNumber?
    /// How many packets are kept at least.
    private let limit: Int

    /// No packets; so many of the latest are kept at least.
    public init(limit: Int = 1 << 26) { self.limit = max(Self.blockLength, limit) }

    /// Whether the index of each packet is its number.
    public var isStraight: Bool { blocks.isEmpty && count == straight }

    /// Notes the number of the next packet, larger than all before.
    public mutating func append(_ number: FrameNumber) {
        defer {
            count += 1
            last = number
        }
        if isStraight {
            if number == FrameNumber(count) {
                straight += 1
                return
            }
            start = count
        }
        guard let step = step(to: number), let block = blocks.indices.last,
            blocks[block].steps.count < Self.blockLength - 1
        else {
            begin(number)
            return
        }
        blocks[block].steps.append(step)
    }

    /// Notes that the next `length` packets have their index as their number, as all before.
    public mutating func appendStraight(_ length: Int) {
        straight += UInt64(length)
        count += UInt64(length)
        last = count == 0 ? nil : FrameNumber(count - 1)
    }

    /// The number of the packet with that index; nil where it was forgotten, or has not come.
    public func number(of index: UInt64) -> FrameNumber? {
        if index < straight { return FrameNumber(index) }
        guard index >= start, index < count else { return nil }
        let place = Int(index - start)
        // Blocks are full but for those behind which a step is too long for one.
        var (low, high) = (0, blocks.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= place { low = middle } else { high = middle }
        }
        return blocks[low].number(place - starts[low])
    }

    private mutating func begin(_ number: FrameNumber) {
        if Int(count - start) > 2 * limit { forget() }
        starts.append(Int(count - start))
        blocks.append(Block(first: number))
    }

    /// Forgets the older half.
    private mutating func forget() {
        guard let first = starts.firstIndex(where: { $0 >= limit }) else { return }
        let offset = starts[first]
        blocks.removeFirst(first)
        starts.removeFirst(first)
        for place in starts.indices { starts[place] -= offset }
        start += UInt64(offset)
        straight = 0
    }

    private func step(to number: FrameNumber) -> UInt8? {
        guard let last else { return nil }
        let distance = number.frame &- last.frame
        switch number.segment {
        case nil where Self.whole.contains(distance): return UInt8(distance)
        case 0 where Self.whole.contains(distance): return UInt8(distance + Self.cut)
        case let segment? where distance == 0 && segment == (last.segment ?? -1) + 1: return Self.nextSegment
        default: return nil
        }
    }
}

extension FrameNumbers.Block {
    /// The number of the packet at `place`.
    fileprivate func number(_ place: Int) -> FrameNumber {
        steps.prefix(place).reduce(first) { number, step in
            switch UInt64(step) {
            case 0: FrameNumber(number.frame, segment: (number.segment ?? -1) + 1)
            case 1...127: FrameNumber(number.frame + UInt64(step))
            default: FrameNumber(number.frame + UInt64(step) - 127, segment: 0)
            }
        }
    }
}
