/// How often packets had which length in bytes, in place: the longest is exact, the others to a sixteenth.
///
/// Up to 31 each length has a place of its own; above, sixteen places share each power of two. A place stands for the
/// longest length that came to it, so that lengths which are alike, as those of full segments, are told exactly.
public struct LengthCounts: Sendable {
    /// Of each place how many came to it, in 40 bits, and the longest of them, in 24.
    @usableFromInline var places = InlineArray<336, UInt64>(repeating: 0)

    @usableFromInline static var lengthBits: UInt64 { 24 }
    @usableFromInline static var longest: UInt64 { 1 << lengthBits - 1 }

    /// No lengths.
    public init() {}

    /// Counts a length; those of 16 MiB and more are taken for one byte less than that.
    @inlinable @inline(__always)
    public mutating func count(_ length: Int) {
        let length = min(UInt64(max(0, length)), Self.longest)
        let excess = 59 - (length | 16).leadingZeroBitCount
        let place = excess &* 16 &+ Int(truncatingIfNeeded: length >> UInt64(truncatingIfNeeded: excess))
        let before = places[place]
        places[place] = (before & ~Self.longest) &+ (Self.longest &+ 1) | max(before & Self.longest, length)
    }

    /// The length that a share of all packets does not exceed (nearest rank); 0 without packets.
    public func percentile(_ share: Double) -> Int {
        let total = places.indices.reduce(0) { $0 + places[$1] >> Self.lengthBits }
        let rank = max(1, UInt64((share * Double(total)).rounded(.up)))
        var seen: UInt64 = 0
        for place in places.indices {
            seen += places[place] >> Self.lengthBits
            if seen >= rank { return Int(places[place] & Self.longest) }
        }
        return 0
    }

    /// The longest length; 0 without packets.
    public var maximum: Int { places.indices.reduce(0) { max($0, Int(places[$1] & Self.longest)) } }

    /// Adds other counts.
    public mutating func add(_ other: LengthCounts) {
        for place in places.indices {
            let (one, two) = (places[place], other.places[place])
            places[place] = (one & ~Self.longest) &+ (two & ~Self.longest) | max(one & Self.longest, two & Self.longest)
        }
    }
}
