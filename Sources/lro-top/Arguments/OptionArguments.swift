import ArgumentParser
import Config
import Receive
import Replay
import Settings

extension Setting {
    /// Reads a number that the setting may have.
    var number: @Sendable (String) throws -> Int {
        WatchOption.setting(self).checkedNumber
    }
}

extension Setting {
    /// Reads a number that the setting may have, or the word in place of one.
    var numberOrWord: @Sendable (String) throws -> OptionValue {
        { text in text == word ? .text(text) : .number(try number(text)) }
    }
}

extension WatchOption {
    /// Reads a number of bytes that the option may have.
    var size: @Sendable (String) throws -> Int {
        { text in
            guard let bytes = ByteSize.bytes(text), takes(.number(bytes)) else { throw ValidationError("\(allowed).") }
            return bytes
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
        case .size: name = "size"
        // The words themselves are added by the parser.
        case .word(_, let word): facts = "default: \(word)"
        case .form, .text, .flag: break
        }
        return ArgumentHelp("\(option.help)\(facts.map { " (\($0))" } ?? "")", valueName: name)
    }
}
