/// A set of slot numbers that knows its lowest free slot and walks its members in order, in constant
/// time a step: three levels of bit words, for up to 262 144 slots.
struct SlotSet: Sendable {
    /// Bit set: the slot is taken.
    private var taken: [UInt64] = [0]
    /// Bit set: that word of `taken` is full.
    private var fullWords: [UInt64] = [0]
    /// Bit set: that word of `fullWords` is full.
    private var fullBlocks: UInt64 = 0
    /// Bit set: that word of `taken` has a member.
    private var usedWords: [UInt64] = [0]

    /// The lowest slot that is not taken.
    var lowestFree: Int {
        let block = (~fullBlocks).trailingZeroBitCount
        guard block < fullWords.count else { return taken.count * 64 }
        let word = block * 64 + (~fullWords[block]).trailingZeroBitCount
        guard word < taken.count else { return taken.count * 64 }
        return word * 64 + (~taken[word]).trailingZeroBitCount
    }

    /// Takes a slot that is free.
    mutating func insert(_ slot: Int) {
        let word = slot >> 6
        while word >= taken.count { taken.append(0) }
        while word >> 6 >= fullWords.count {
            fullWords.append(0)
            usedWords.append(0)
        }
        taken[word] |= 1 << UInt64(slot & 63)
        usedWords[word >> 6] |= 1 << UInt64(word & 63)
        if taken[word] == .max {
            fullWords[word >> 6] |= 1 << UInt64(word & 63)
            if fullWords[word >> 6] == .max { fullBlocks |= 1 << UInt64(word >> 6) }
        }
    }

    /// Frees a slot that is taken.
    mutating func remove(_ slot: Int) {
        let word = slot >> 6
        taken[word] &= ~(1 << UInt64(slot & 63))
        if taken[word] == 0 { usedWords[word >> 6] &= ~(1 << UInt64(word & 63)) }
        fullWords[word >> 6] &= ~(1 << UInt64(word & 63))
        fullBlocks &= ~(1 << UInt64(word >> 6))
    }

    /// The lowest taken slot, or nil.
    var first: Int? {
        for block in usedWords.indices where usedWords[block] != 0 {
            let word = block * 64 + usedWords[block].trailingZeroBitCount
            return word * 64 + taken[word].trailingZeroBitCount
        }
        return nil
    }
}
