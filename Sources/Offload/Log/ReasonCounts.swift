/// A count for each reason, in place.
public struct ReasonCounts: Sendable {
    @usableFromInline var counts = PerReason<UInt64>(repeating: 0)

    /// All zeros.
    public init() {}

    /// The count of a reason.
    public subscript(reason: Reason) -> UInt64 {
        @inlinable @inline(__always) get { counts[reason] }
        @inlinable @inline(__always) set { counts[reason] = newValue }
    }

    /// The sum over all reasons.
    public var total: UInt64 { Reason.allCases.reduce(0) { $0 + self[$1] } }

    /// The reasons that were counted, the most frequent first, equals in the order of their names.
    public var ranked: [(reason: Reason, count: UInt64)] {
        Reason.allCases.map { ($0, self[$0]) }.filter { $0.1 > 0 }.sorted { ($0.1, $1.0.id) > ($1.1, $0.0.id) }
    }

    /// Adds other counts.
    public mutating func add(_ other: ReasonCounts) {
        for reason in Reason.allCases { self[reason] &+= other[reason] }
    }
}

/// A value for each reason, in place.
public struct PerReason<Value: Sendable>: Sendable {
    // A type takes its size from a literal; a test holds it against the number of reasons.
    @usableFromInline var values: InlineArray<49, Value>

    /// One value for all reasons.
    @inlinable @inline(__always)
    public init(repeating value: Value) { values = InlineArray(repeating: value) }

    /// The value of a reason.
    @inlinable
    public subscript(reason: Reason) -> Value {
        @inline(__always) get { values[Int(reason.rawValue)] }
        @inline(__always) _modify { yield &values[Int(reason.rawValue)] }
    }

    /// How many values there are.
    public var count: Int { values.count }
}
