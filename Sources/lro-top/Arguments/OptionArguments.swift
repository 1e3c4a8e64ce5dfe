import ArgumentParser
import Config

extension WatchOption {
    /// Reads a number that the option takes.
    var number: @Sendable (String) throws -> Int {
        { text in
            guard let value = Int(text), !text.hasPrefix("+"), takes(.number(value)) else {
                throw ValidationError("\(allowed).")
            }
            return value
        }
    }
}

extension ArgumentHelp {
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
