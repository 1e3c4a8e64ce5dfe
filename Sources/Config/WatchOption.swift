import Receive
import Settings

/// An option of `lro-top watch` that the config file can hold too: a setting of the receive path, or one of the
/// program.
public struct WatchOption: Sendable {
    /// What an option takes, and what it is when it is not given.
    public enum Kind: Sendable {
        /// A whole number of a range, or the one number besides.
        case number(ClosedRange<Int>, alsoAllowed: Int?, default: Int)
        /// A number of bytes of a range, which a letter may stand behind: `500M`.
        case size(ClosedRange<Int>, default: Int)
        /// One of some words.
        case word([String], default: String)
        /// A text of a form; the words say what is allowed.
        case form(String, takes: @Sendable (String) -> Bool, default: String?)
        /// Any text; there is none by default when that is nil.
        case text(default: String?)
        /// Yes or no.
        case flag(default: Bool)
    }

    /// The long name.
    public let name: String
    /// What it means, in a sentence for help and config alike.
    public let help: String
    /// What it takes.
    public let kind: Kind
    /// A word that it takes in place of a number.
    public let word: String?
    /// Whether the default is not one value: such an option can only be left out.
    public let hasOpenDefault: Bool
    /// Writes a value that it takes to its place.
    let store: @Sendable (OptionValue, inout WatchSettings) -> Void

    init(
        _ name: String, _ kind: Kind, or word: String? = nil, hasOpenDefault: Bool = false, help: String,
        store: @escaping @Sendable (OptionValue, inout WatchSettings) -> Void
    ) {
        self.name = name
        self.kind = kind
        self.word = word
        self.hasOpenDefault = hasOpenDefault
        self.help = help
        self.store = store
    }

    /// The option of a setting of the receive path.
    public static func setting(_ setting: Setting) -> WatchOption {
        let value = setting.shownDefault
        let kind: Kind =
            if setting.hasForm {
                .form(setting.hint, takes: { setting.value(of: $0) != nil }, default: setting.text(value))
            } else if setting.choices.isEmpty {
                .number(setting.range, alsoAllowed: setting.alsoAllowed, default: value)
            } else {
                .word(setting.choices, default: setting.text(value))
            }
        return WatchOption(
            setting.rawValue, kind, or: setting.word, hasOpenDefault: setting.hasOpenDefault, help: setting.help
        ) {
            switch $0 {
            case .number(let number): $1.receive[setting] = number
            case .text(let word) where word == setting.word: $1.receive.followsCapture = true
            case .text(let word):
                $1.receive[setting] = setting.value(of: word) ?? setting.choices.firstIndex(of: word) ?? value
            case .flag: break
            }
        }
    }

    /// The option of that long name, or nil.
    public init?(named name: String) {
        guard let option = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = option
    }
}

extension WatchOption: CaseIterable {
    /// All options, in the order of the config file.
    public static let allCases = Setting.allCases.map(WatchOption.setting) + clockOptions + [nic] + programOptions
}

extension WatchOption: Hashable {
    /// Whether two options are one: that have the same name.
    public static func == (one: WatchOption, other: WatchOption) -> Bool { one.name == other.name }

    /// Takes the name into a hash value.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
