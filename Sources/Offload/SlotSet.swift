/// A set of slot numbers that knows its lowest free slot and its lowest member in constant time: three levels of bit
/// words, for up to 65 536 slots.
struct SlotSet: Sendable {
    /// One array, so that one access reaches all: a bit for each slot, then a bit for each of those words that is full,
    /// then a bit for each that has a member.
    private var words = [UInt64](repeating: 0, count: 1024 + 16 + 16)
    /// Bit set: that word of the second level is full.
    private var fullBlocks: UInt64 = ~0xffff
    /// Bit set: that word of the third level is not empty.
    private var usedBlocks: UInt64 = 0

    private static let full = 1024
    private static let used = 1024 + 16

    /// The lowest slot that is not taken, of which there is one as long as fewer than 65 536 are.
    var lowestFree: Int {
        let block = (~fullBlocks).trailingZeroBitCount
        let word = block * 64 + (~words[Self.full + block]).trailingZeroBitCount
        return word * 64 + (~words[word]).trailingZeroBitCount
    }

    /// Takes a slot that is free.
    mutating func insert(_ slot: Int) {
        let (word, block) = (slot >> 6, slot >> 12)
        words[word] |= 1 << UInt64(slot & 63)
        words[Self.used + block] |= 1 << UInt64(word & 63)
        usedBlocks |= 1 << UInt64(block)
        guard words[word] == .max else { return }
        words[Self.full + block] |= 1 << UInt64(word & 63)
        if words[Self.full + block] == .max { fullBlocks |= 1 << UInt64(block) }
    }

    /// Frees a slot that is taken.
    mutating func remove(_ slot: Int) {
        let (word, block) = (slot >> 6, slot >> 12)
        words[word] &= ~(1 << UInt64(slot & 63))
        words[Self.full + block] &= ~(1 << UInt64(word & 63))
        fullBlocks &= ~(1 << UInt64(block))
        guard words[word] == 0 else { return }
        words[Self.used + block] &= ~(1 << UInt64(word & 63))
        if words[Self.used + block] == 0 { usedBlocks &= ~(1 << UInt64(block)) }
    }

    /// The lowest taken slot, or nil.
    var first: Int? {
        guard usedBlocks != 0 else { return nil }
        let block = usedBlocks.trailingZeroBitCount
        let word = block * 64 + words[Self.used + block].trailingZeroBitCount
        return word * 64 + words[word].trailingZeroBitCount
    }
}
