/// A set of slot numbers that knows its lowest free slot and its lowest member in constant time, for up to 65 536
/// slots.
///
/// As long as its members are the lowest slots without a hole, it is just their number. Else it is three levels of bit
/// words.
public struct SlotSet: Sendable {
    /// No slots.
    public init() {}

    /// How many of the lowest slots are all members; 0 where the words say it.
    @usableFromInline var prefix = 0
    /// How many members the words have.
    @usableFromInline var scattered = 0
    /// One array, so that one access reaches all: a bit for each slot, then a bit for each of those words that is full,
    /// then a bit for each that has a member, then the words `fullBlocks` and `usedBlocks`.
    private var words = [UInt64](repeating: 0, count: 1024 + 16 + 16) + [noFullBlocks, 0]

    private static let full = 1024
    private static let used = 1024 + 16
    /// There are no more than 16 words of the second level: the others count as full.
    private static let noFullBlocks = ~UInt64(0xffff)

    /// Bit set: that word of the second level is full.
    private var fullBlocks: UInt64 {
        get { words[1024 + 32] }
        set { words[1024 + 32] = newValue }
    }
    /// Bit set: that word of the third level is not empty.
    private var usedBlocks: UInt64 {
        get { words[1024 + 33] }
        set { words[1024 + 33] = newValue }
    }

    /// The lowest slot that is not taken; 65 536 when all are.
    @inlinable @inline(__always)
    public var lowestFree: Int { scattered == 0 ? prefix : lowestScatteredFree }

    @usableFromInline var lowestScatteredFree: Int {
        guard fullBlocks != .max else { return 65_536 }
        let block = (~fullBlocks).trailingZeroBitCount
        let word = block * 64 + (~words[Self.full + block]).trailingZeroBitCount
        return word * 64 + (~words[word]).trailingZeroBitCount
    }

    /// Takes a slot that is free.
    @inlinable @inline(__always)
    public mutating func insert(_ slot: Int) {
        if scattered == 0, slot == prefix { prefix &+= 1 } else { scatter(slot) }
    }

    @usableFromInline mutating func scatter(_ slot: Int) {
        unfoldPrefix()
        scattered += 1
        let (word, block) = (slot >> 6, slot >> 12)
        words[word] |= 1 << UInt64(slot & 63)
        words[Self.used + block] |= 1 << UInt64(word & 63)
        usedBlocks |= 1 << UInt64(block)
        guard words[word] == .max else { return }
        words[Self.full + block] |= 1 << UInt64(word & 63)
        if words[Self.full + block] == .max { fullBlocks |= 1 << UInt64(block) }
    }

    /// Frees a slot that is taken.
    @inlinable @inline(__always)
    public mutating func remove(_ slot: Int) {
        if scattered == 0, slot == prefix - 1 { prefix -= 1 } else { removeScattered(slot) }
    }

    @usableFromInline mutating func removeScattered(_ slot: Int) {
        unfoldPrefix()
        scattered -= 1
        let (word, block) = (slot >> 6, slot >> 12)
        words[word] &= ~(1 << UInt64(slot & 63))
        words[Self.full + block] &= ~(1 << UInt64(word & 63))
        fullBlocks &= ~(1 << UInt64(block))
        guard words[word] == 0 else { return }
        words[Self.used + block] &= ~(1 << UInt64(word & 63))
        if words[Self.used + block] == 0 { usedBlocks &= ~(1 << UInt64(block)) }
    }

    /// Frees all slots.
    @inlinable public mutating func removeAll() {
        prefix = 0
        if scattered > 0 { clearWords() }
    }

    @usableFromInline mutating func clearWords() {
        scattered = 0
        while usedBlocks != 0 {
            let block = usedBlocks.trailingZeroBitCount
            usedBlocks &= usedBlocks - 1
            for word in block * 64..<block * 64 + 64 { words[word] = 0 }
            words[Self.full + block] = 0
            words[Self.used + block] = 0
        }
        fullBlocks = Self.noFullBlocks
    }

    /// Writes the lowest slots into the words, for there will be holes.
    private mutating func unfoldPrefix() {
        let count = prefix
        prefix = 0
        for slot in 0..<count { scatter(slot) }
    }

    /// The lowest taken slot, or nil.
    public var first: Int? {
        if prefix > 0 { return 0 }
        guard usedBlocks != 0 else { return nil }
        let block = usedBlocks.trailingZeroBitCount
        let word = block * 64 + words[Self.used + block].trailingZeroBitCount
        return word * 64 + words[word].trailingZeroBitCount
    }
}
