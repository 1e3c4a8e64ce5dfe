/// The sizes and identifications of the segments of an aggregate, as far as a capture can say them.
struct MergedSegments {
    /// How many there are.
    private(set) var count = 0
    /// The payload of all but the last, which has no more; nil where they differ.
    var size: Int? { isUniform ? first : nil }
    /// Whether they all have one identification.
    var hasFixedIdentification: Bool { count > 1 && step == 0 }

    private var first = 0
    private var last = 0
    private var isUniform = true
    /// The identification of the one before.
    private var identification: UInt16 = 0
    /// What the identification has grown by, if always by the same.
    private var step: UInt16?

    /// Adds a segment.
    ///
    /// - Parameters:
    ///   - payload: Its payload in bytes.
    ///   - identification: Its IPv4 identification; 0 under IPv6.
    ///   - isAggregate: Whether it was merged of several before it was captured, and is none of the wire.
    mutating func append(payload: Int, identification: UInt16, isAggregate: Bool) {
        if count == 0 { first = payload }
        // Behind one that is not full there is none.
        if isAggregate || count > 0 && (last != first || payload > first) { isUniform = false }
        let grown = identification &- self.identification
        if count == 1 { step = grown } else if grown != step { step = nil }
        (last, self.identification) = (payload, identification)
        count += 1
    }
}
