import Frames
import Packet

/// How blocks are taken in that hold no packet to hand out.
extension PcapngBlocks {
    /// Looks at the block at `place`, which is not behind the bytes, and holds no packet that `packet(in:at:)` gives.
    package mutating func step(in bytes: Span<UInt8>, at place: Int) -> RecordStep {
        let rest = bytes.extracting(droppingFirst: place)
        guard rest.count >= 8 else { return .missing(8) }
        var isSwapped = section.isSwapped
        let isSection = rest.word(at: 0, isSwapped: false) == PcapngCode.Block.section
        if isSection {
            guard rest.count >= 12 else { return .missing(12) }
            let magic = rest.word(at: 8, isSwapped: false)
            guard let order = PcapngCode.isSwapped(magic) else { return .fault("a section in no known byte order") }
            isSwapped = order
        }
        let length = Int(rest.word(at: 4, isSwapped: isSwapped))
        let lengths = PcapngCode.blockLengths
        guard lengths.contains(length), length.isMultiple(of: 4) else {
            let allowed = "\(lengths.lowerBound) to \(lengths.upperBound), in fours"
            return .fault("a block of \(length) bytes, where it can have \(allowed)")
        }
        guard rest.count >= length else { return .missing(length) }
        let block = rest.extracting(first: length)
        let last = Int(block.word(at: length - 4, isSwapped: isSwapped))
        guard last == length else { return .fault("a block that says it has \(length) bytes, and at its end \(last)") }
        if isSection {
            section.isSwapped = isSwapped
            return begin(block)
        }
        let type = block.word(at: 0, isSwapped: isSwapped)
        if type == PcapngCode.Block.interface { return describe(block) }
        return PcapngCode.Block.isPacket(type) ? judge(block, type) : .passed(length, isPacket: false)
    }

    /// Goes on with the link type of the packet in the block at `place`.
    package mutating func turn(to bytes: Span<UInt8>, at place: Int) {
        guard let number = lane(of: bytes.extracting(droppingFirst: place)) else { return }
        section.link = section.lanes[number].link
    }

    /// The interface of the packet in a block.
    private func lane(of block: Span<UInt8>) -> Int? {
        let number =
            switch block.word(at: 0, isSwapped: section.isSwapped) {
            case PcapngCode.Block.simplePacket: 0
            case PcapngCode.Block.obsoletePacket: Int(block.halfWord(at: 8, isSwapped: section.isSwapped))
            default: Int(block.word(at: 8, isSwapped: section.isSwapped))
            }
        return section.lanes.indices.contains(number) ? number : nil
    }

    /// Finds out why a packet is not handed out.
    private mutating func judge(_ block: Span<UInt8>, _ type: UInt32) -> RecordStep {
        let header = type == PcapngCode.Block.simplePacket ? 16 : 32
        guard block.count >= header else {
            return .fault("a packet's block of \(block.count) bytes, fewer than \(header)")
        }
        guard let number = lane(of: block) else {
            let described =
                section.lanes.isEmpty
                ? "none" : section.lanes.count == 1 ? "only number 0" : "0 to \(section.lanes.count - 1)"
            let named = type == PcapngCode.Block.simplePacket ? 0 : block.word(at: 8, isSwapped: section.isSwapped)
            return .fault("it is of interface \(named), and described before it is \(described)")
        }
        guard section.lanes[number].link != PcapngSection.Lane.unread else {
            let interface = Int(section.lanes[number].interface)
            if interfaces[interface].link == nil { interfaces[interface].leftOut += 1 }
            return .passed(block.count, isPacket: true)
        }
        guard section.lanes[number].link == section.link else { return .turned }
        let captured = block.word(at: 20, isSwapped: section.isSwapped)
        return .fault("it has \(captured) bytes, more than its block of \(block.count)")
    }
}
