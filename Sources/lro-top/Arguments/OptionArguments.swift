import ArgumentParser
import Config
import Receive

extension Setting {
    /// Reads a number that the setting may have.
    var number: @Sendable (String) throws -> Int {
        let option = WatchOption.setting(self)
        return { text in
            guard let value = Int(text), !text.hasPrefix("+"), option.takes(.number(value)) else {
                throw ValidationError("\(option.allowed).")
            }
            return value
        }
    }
}

extension ArgumentHelp {
    /// The help of a setting's option.
    static func of(_ setting: Setting) -> ArgumentHelp { of(.setting(setting)) }

    /// The help of an option: its default and what it takes stand behind the words.
    static func of(_ option: WatchOption) -> ArgumentHelp {
        var facts = option.range
        var name: String?
        switch option.kind {
        case .number: name = "n"
        // The words themselves are added by the parser.
        case .word(_, let word): facts = "default: \(word)"
        case .text, .flag: break
        }
        return ArgumentHelp("\(option.help)\(facts.map { " (\($0))" } ?? "")", valueName: name)
    }
}
