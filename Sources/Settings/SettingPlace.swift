/// The place of a setting's value among the settings, where it is read and written as a number.
struct SettingPlace: Sendable {
    /// Reads the value: of a choice its place among the choices, and 0 where there is none.
    let get: @Sendable (ReceiveSettings) -> Int
    /// Writes such a value.
    let set: @Sendable (inout ReceiveSettings, Int) -> Void
    /// The names of the choices, when it is one.
    var choices: [String] = []
    /// What holds where there is no value, when it may be without.
    var withoutValue: Int?
    /// What is said where there is none.
    var openText = ""
    /// How a value is written that is no plain number.
    var form: Form?

    /// How a value is written, and read.
    struct Form: Sendable {
        let text: @Sendable (Int) -> String
        let value: @Sendable (String) -> Int?
        /// The values that it is stepped along.
        let ladder: [Int]
    }

    /// A number.
    static func number(_ path: WritableKeyPath<ReceiveSettings, Int> & Sendable) -> SettingPlace {
        SettingPlace(get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
    }

    /// A number above 0 that may be left open; `withoutValue` holds then.
    static func optional(
        _ path: WritableKeyPath<ReceiveSettings, Int?> & Sendable, without withoutValue: Int,
        openText: String = "what the rulebook says"
    ) -> SettingPlace {
        SettingPlace(
            get: { $0[keyPath: path] ?? 0 }, set: { $0[keyPath: path] = $1 == 0 ? nil : $1 },
            withoutValue: withoutValue, openText: openText)
    }

    /// Something that is written in a form of its own.
    static func form<Value: SettingForm>(
        _ path: WritableKeyPath<ReceiveSettings, Value> & Sendable, _ ladder: [Value]
    ) -> SettingPlace {
        SettingPlace(
            get: { $0[keyPath: path].code }, set: { $0[keyPath: path] = Value(code: $1) },
            form: Form(
                text: { Value(code: $0).description }, value: { Value($0)?.code }, ladder: ladder.map(\.code)))
    }

    /// One of several choices; a number that none of them has changes nothing.
    static func choice<Choice: CaseIterable & RawRepresentable<String> & Equatable & Sendable>(
        _ path: WritableKeyPath<ReceiveSettings, Choice> & Sendable
    ) -> SettingPlace {
        let choices = Array(Choice.allCases)
        return SettingPlace(
            get: { choices.firstIndex(of: $0[keyPath: path]) ?? 0 },
            set: { if choices.indices.contains($1) { $0[keyPath: path] = choices[$1] } },
            choices: choices.map(\.rawValue))
    }
}

/// A value that is written in a form of its own, and stands for a number.
protocol SettingForm: CustomStringConvertible, Sendable {
    var code: Int { get }
    init(code: Int)
    init?(_ text: String)
}
