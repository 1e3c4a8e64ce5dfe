import Offload

/// What is to be known of a setting: a row of the table.
struct SettingRow: Sendable {
    /// When a list of the settings in force names a setting.
    enum Telling: Sendable {
        /// Where it applies.
        case whenApplied
        /// Where it is not at its default.
        case whenChanged
        case never
    }

    /// The setting.
    let setting: Setting
    /// The number by which events name it.
    let number: UInt32
    /// Where its value lies.
    let place: SettingPlace
    /// The values it may have.
    let range: ClosedRange<Int>
    /// The one value that it may have besides.
    let alsoAllowed: Int?
    /// What it means, in a sentence.
    let help: String
    /// What a number to type stands for, where the range does not say it.
    let hint: String?
    /// The values it is stepped along, ascending; none where it has no steps.
    let ladder: [Int]
    /// The default where the rulebook decides it.
    let defaultByRules: (@Sendable (Rulebook) -> Int)?
    /// The setting that takes its place where it does not apply.
    let counterpart: Setting?
    /// Whether it decides anything.
    let applies: @Sendable (ReceiveSettings) -> Bool
    /// Whether it may change while frames flow.
    let isTunable: Bool
    /// When a list of the settings in force names it.
    let listed: Telling
    /// Whether a list in one line has room for it.
    let inOneLineList: Bool

    init(
        _ setting: Setting, number: UInt32, _ place: SettingPlace, _ range: ClosedRange<Int>? = nil,
        alsoAllowed: Int? = nil, help: String, hint: String? = nil, ladder: [Int] = [],
        defaultByRules: (@Sendable (Rulebook) -> Int)? = nil, counterpart: Setting? = nil,
        applies: @escaping @Sendable (ReceiveSettings) -> Bool = { _ in true }, isTunable: Bool = true,
        listed: Telling = .whenApplied, inOneLineList: Bool = true
    ) {
        self.setting = setting
        self.number = number
        self.place = place
        self.range = range ?? 0...max(0, place.choices.count - 1)
        self.alsoAllowed = alsoAllowed
        self.help = help
        self.hint = hint
        self.ladder = ladder
        self.defaultByRules = defaultByRules
        self.counterpart = counterpart
        self.applies = applies
        self.isTunable = isTunable
        self.listed = listed
        self.inOneLineList = inOneLineList
    }
}

extension Setting {
    private static let rows = Dictionary(SettingRow.table.map { ($0.setting, $0) }) { first, _ in first }

    /// The setting's row of the table.
    var row: SettingRow {
        guard let row = Self.rows[self] else { preconditionFailure("The setting \(rawValue) has no row.") }
        return row
    }
}
