/// One of the three numbers that are turned while the monitor runs.
public enum Knob: String, CaseIterable, Sendable {
    case maxAggr = "max-aggr"
    case sessions
    case budget

    /// The values it may have.
    public var range: ClosedRange<Int> {
        switch self {
        case .maxAggr, .budget: 1...65_535
        case .sessions: 1...65_536
        }
    }

    /// The value it begins with.
    public var defaultValue: Int {
        switch self {
        case .maxAggr: 32
        case .sessions: 8
        case .budget: 64
        }
    }

    /// The values it is stepped along, ascending.
    public var ladder: [Int] {
        switch self {
        case .maxAggr: Self.fineLadder + [65_535]
        case .sessions: Self.fineLadder + [65_536]
        case .budget: [1, 2, 4, 8, 16, 32, 64, 128, 300]
        }
    }

    private static let fineLadder: [Int] =
        [1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192] + (8...15).map { 1 << $0 }

    /// The next value along the ladder in the direction of `sign`, or nil at its end.
    public func step(from value: Int, sign: Int) -> Int? {
        sign > 0 ? ladder.first { $0 > value } : ladder.last { $0 < value }
    }
}
