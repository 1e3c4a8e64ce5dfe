import Offload

/// A setting that is changed while frames flow, as an event of kind `tuned` names it.
public enum Control: UInt32, CaseIterable, Sendable {
    case maxAggr, sessions, budget, mode, rules, copybreak, groMaxSize

    /// Its name, the same as the option's.
    public var name: String {
        switch self {
        case .maxAggr: Knob.maxAggr.rawValue
        case .sessions: Knob.sessions.rawValue
        case .budget: Knob.budget.rawValue
        case .groMaxSize: Knob.groMaxSize.rawValue
        case .mode: "mode"
        case .rules: "rules"
        case .copybreak: "copybreak"
        }
    }

    /// Its value as a number: of a choice, the place of what is chosen.
    func value(in settings: ReceiveSettings) -> UInt32 {
        let number =
            switch self {
            case .maxAggr: settings[.maxAggr]
            case .sessions: settings[.sessions]
            case .budget: settings[.budget]
            case .groMaxSize: settings[.groMaxSize]
            case .mode: Mode.allCases.firstIndex(of: settings.offload.mode) ?? 0
            case .rules: Rulebook.allCases.firstIndex(of: settings.offload.rules) ?? 0
            case .copybreak: settings.copybreak
            }
        return UInt32(truncatingIfNeeded: number)
    }

    /// A value in words.
    public func text(_ value: UInt32) -> String {
        switch self {
        case .mode where value < Mode.allCases.count: Mode.allCases[Int(value)].rawValue
        case .rules where value < Rulebook.allCases.count: Rulebook.allCases[Int(value)].rawValue
        default: "\(value)"
        }
    }
}
