import Offload

/// One of the numbers that are turned while the monitor runs; three are in force under each rulebook.
public enum Knob: String, CaseIterable, Sendable {
    case maxAggr = "max-aggr"
    case sessions
    case budget
    /// What limits an aggregate under GRO, in place of max-aggr.
    case groMaxSize = "gro-max-size"

    /// The same knob under `rules`: what limits an aggregate is another number under GRO.
    public func inForce(_ rules: Rulebook) -> Knob {
        switch self {
        case .maxAggr, .groMaxSize: rules == .gro ? .groMaxSize : .maxAggr
        case .sessions, .budget: self
        }
    }

    /// The values it may have.
    public var range: ClosedRange<Int> {
        switch self {
        case .maxAggr, .budget: 1...65_535
        case .sessions: 1...65_536
        case .groMaxSize: ReceiveSettings.groMaxSizeRange
        }
    }

    /// The value it begins with under `rules`.
    public func defaultValue(_ rules: Rulebook) -> Int {
        switch self {
        case .maxAggr: 32
        case .sessions: rules.defaultSessions
        case .budget: 64
        case .groMaxSize: 65_536
        }
    }

    /// The values it is stepped along, ascending.
    public var ladder: [Int] {
        switch self {
        case .maxAggr: Self.fineLadder + [65_535]
        case .sessions: Self.fineLadder + [65_536]
        case .budget: [1, 2, 4, 8, 16, 32, 64, 128, 300]
        case .groMaxSize: (8...16).map { 1 << $0 }
        }
    }

    private static let fineLadder: [Int] =
        [1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192] + (8...15).map { 1 << $0 }

    /// The next value along the ladder in the direction of `sign`, or nil at its end.
    public func step(from value: Int, sign: Int) -> Int? {
        sign > 0 ? ladder.first { $0 > value } : ladder.last { $0 < value }
    }
}
