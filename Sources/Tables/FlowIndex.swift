/// Finds small numbers (slots, rows) by the 64-bit hash of a flow: open addressing, linear probing, no tombstones.
///
/// The table holds the upper half of the hash and the number; whether a candidate really is the flow
/// is asked of the caller. It doubles when half full.
public struct FlowIndex: Sendable {
    /// The entries, for whoever reaches them by one access: the upper 32 bits of the hash, then the number plus one; 0
    /// is empty.
    public var entries = [UInt64](repeating: 0, count: 32)
    /// How many numbers are stored.
    public var used = 0

    /// An empty index.
    public init() {}

    /// The number stored under `hash` for which `isMatch` holds, or nil.
    @inlinable @inline(__always)
    public func find(hash: UInt64, isMatch: (Int) -> Bool) -> Int? {
        let mask = entries.count - 1
        var place = Int(truncatingIfNeeded: hash >> 32) & mask
        while true {
            let entry = entries[place]
            if entry == 0 { return nil }
            if entry >> 32 == hash >> 32 {
                let number = Int(truncatingIfNeeded: entry & 0xffff_ffff) - 1
                if isMatch(number) { return number }
            }
            place = (place + 1) & mask
        }
    }

    /// Whether another number can be stored without growth.
    @inlinable @inline(__always)
    public var hasRoom: Bool { Self.hasRoom(used, among: entries.count) }

    /// Whether an index of `entries` entries that stores `used` numbers can store another without growth.
    @inlinable @inline(__always)
    public static func hasRoom(_ used: Int, among entries: Int) -> Bool { used < entries &>> 1 }

    /// Stores `number` under `hash`.
    @inlinable @inline(__always)
    public mutating func insert(_ number: Int, hash: UInt64) {
        if !Self.hasRoom(used, among: entries.count) { grow() }
        used += 1
        place(Self.entry(number, hash))
    }

    /// Whether removing all numbers at once is less work than removing one after the other.
    @inlinable @inline(__always)
    public var isDense: Bool { entries.count <= 32 || used * 8 >= entries.count }

    /// Removes all numbers.
    public mutating func removeAll() {
        used = 0
        var entries = entries.mutableSpan
        entries.update(repeating: 0)
    }

    /// Removes `number`, which was stored under `hash`.
    public mutating func remove(_ number: Int, hash: UInt64) {
        let mask = entries.count - 1
        let wanted = Self.entry(number, hash)
        var hole = Int(truncatingIfNeeded: hash >> 32) & mask
        while entries[hole] != wanted {
            if entries[hole] == 0 { return }
            hole = (hole + 1) & mask
        }
        used -= 1
        // Later entries of the run move up where their own place allows it, so that no search ends early.
        var next = (hole + 1) & mask
        while entries[next] != 0 {
            let home = Int(truncatingIfNeeded: entries[next] >> 32) & mask
            if (next &- home) & mask >= (next &- hole) & mask {
                entries[hole] = entries[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        entries[hole] = 0
    }

    @inlinable @inline(__always)
    static func entry(_ number: Int, _ hash: UInt64) -> UInt64 {
        (hash & 0xffff_ffff_0000_0000) | UInt64(number + 1)
    }

    @inlinable @inline(__always)
    mutating func place(_ entry: UInt64) {
        let mask = entries.count - 1
        var place = Int(truncatingIfNeeded: entry >> 32) & mask
        while entries[place] != 0 { place = (place + 1) & mask }
        entries[place] = entry
    }

    /// Makes room for twice as many.
    @inline(never)
    public mutating func grow() {
        let old = entries
        entries = [UInt64](repeating: 0, count: old.count * 2)
        for entry in old where entry != 0 { place(entry) }
    }
}

/// Searching without a closure, and storing where the search has ended.
extension FlowIndex {
    /// Where the search for a hash stands.
    public struct Search {
        @usableFromInline let hash: UInt64
        @usableFromInline var place: Int

        /// A search at its beginning.
        @inlinable @inline(__always)
        public init(_ hash: UInt64) { (self.hash, place) = (hash, Int(truncatingIfNeeded: hash >> 32)) }

        /// Where in so many entries the search begins.
        @inlinable @inline(__always)
        public func home(among entries: Int) -> Int { place & (entries &- 1) }

        /// The next number stored under the hash, or -1.
        @inlinable @inline(__always)
        public mutating func next(in entries: Span<UInt64>) -> Int {
            let mask = entries.count - 1
            while true {
                let entry = entries[place & mask]
                if entry == 0 { return -1 }
                place &+= 1
                if entry >> 32 == hash >> 32 { return Int(truncatingIfNeeded: entry & 0xffff_ffff) &- 1 }
            }
        }

        /// Stores `number` under the hash, where the search has ended; there is room.
        @inlinable @inline(__always)
        public func insert(_ number: Int, in entries: inout MutableSpan<UInt64>, used: inout Int) {
            used &+= 1
            entries[place & (entries.count - 1)] = FlowIndex.entry(number, hash)
        }
    }

    /// The next number stored under the hash that is searched for, or -1.
    @inlinable @inline(__always)
    public func next(_ search: inout Search) -> Int { search.next(in: entries.span) }
}
