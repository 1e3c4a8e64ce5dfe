import Offload

/// Which settings there are, and in what order they are told.
extension Setting {
    /// The numbers that are turned along a ladder; three of them are in force under each rulebook.
    public static let knobs = allCases.filter { !$0.ladder.isEmpty }

    /// The order in which the settings in force are told: what decides most comes first.
    static let told: [Setting] = first + allCases.filter { !first.contains($0) }

    private static let first: [Setting] =
        [.rules, .mode, .maxAggr, .groMaxSize, .sessions, .budget, .groBuckets, .queues]

    /// Those that decide nothing where there is no clock.
    public static let timed: [Setting] = SettingRow.clockTable.map(\.setting)

    /// What applies under `rules`: the setting, or the one that takes its place.
    ///
    /// What limits an aggregate is max-aggr, and under GRO gro-max-size.
    public func inForce(_ rules: Rulebook) -> Setting {
        var settings = ReceiveSettings()
        settings.offload.rules = rules
        return row.applies(settings) ? self : row.counterpart ?? self
    }

    /// The number by which an event of kind `tuned` names it; it stays the same.
    public var number: UInt32 { row.number }

    /// The setting that an event of kind `tuned` names by a number, or nil.
    public init?(number: UInt32) {
        guard let row = SettingRow.table.first(where: { $0.number == number }) else { return nil }
        self = row.setting
    }
}
