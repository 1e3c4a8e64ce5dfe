import Offload

/// What values a setting may have.
extension Setting {
    /// The values it may have; of a choice, their places.
    public var range: ClosedRange<Int> { row.range }

    /// The one value that it may have besides, or nil.
    public var alsoAllowed: Int? { row.alsoAllowed }

    /// The names of the choices, or none when it is a number.
    public var choices: [String] { row.place.choices }

    /// Whether its values are written in a form of their own, and are neither numbers nor a few choices.
    public var hasForm: Bool { row.place.form != nil }

    /// The value that a text of that form stands for; nil where it is not of the form, or there is none.
    public func value(of text: String) -> Int? { row.place.form?.value(text) }

    /// Whether it may have a value.
    public func allows(_ value: Int) -> Bool { hasForm || range.contains(value) || value == alsoAllowed }

    /// Whether a value says that none is given, so that the rulebook decides.
    public func isOpen(_ value: Int) -> Bool { row.place.withoutValue != nil && value == 0 }

    /// The value it begins with under `rules`.
    public func defaultValue(_ rules: Rulebook) -> Int {
        row.defaultByRules?(rules) ?? row.place.get(ReceiveSettings())
    }

    /// The default as help and config show it: a number even where none is given.
    public var shownDefault: Int { row.place.withoutValue ?? defaultValue(.lro) }

    /// Whether the default is another under each rulebook, so that no number says it.
    public var hasOpenDefault: Bool { row.place.withoutValue != nil || row.defaultByRules != nil }

    /// The values it is stepped along, ascending; none when it has no steps.
    public var ladder: [Int] { row.ladder }

    /// The next value along the ladder, or nil at its end.
    public func step(from value: Int, _ direction: Direction) -> Int? {
        direction == .forward ? ladder.first { $0 > value } : ladder.last { $0 < value }
    }

    /// The value behind another, when it is a choice or has a form; behind the last comes the first.
    public func choice(after value: Int) -> Int {
        guard let ladder = row.place.form?.ladder, let first = ladder.first else {
            return (value + 1) % max(1, choices.count)
        }
        let next = ladder.firstIndex(of: value).map { $0 + 1 } ?? 0
        return ladder.indices.contains(next) ? ladder[next] : first
    }

    /// Whether it decides anything under some settings.
    public func applies(to settings: ReceiveSettings) -> Bool { row.applies(settings) }

    /// Whether it may change while frames flow.
    public var isTunable: Bool { row.isTunable }
}
