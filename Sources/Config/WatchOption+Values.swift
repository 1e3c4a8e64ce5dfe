/// What values an option takes.
extension WatchOption {
    /// The default and what else is allowed, as the help shows it; nil for a switch.
    public var range: String? {
        switch kind {
        case .number(let range, _, let value): "default: \(value); \(range.lowerBound) to \(range.upperBound)"
        case .word(let words, let value): "default: \(value); \(words.joined(separator: ", "))"
        case .text(let value): value.map { "default: \($0)" }
        case .flag: nil
        }
    }

    /// What is allowed, as errors say it.
    public var allowed: String {
        switch kind {
        case .number(let range, let other, _):
            "a whole number from \(range.lowerBound) to \(range.upperBound)\(other.map { " or \($0)" } ?? "") is allowed"
        case .word(let words, _): words.joined(separator: ", ") + " are allowed"
        case .text: "a text in quotes is allowed"
        case .flag: "true or false is allowed"
        }
    }

    /// Whether a value is one that the option takes.
    public func takes(_ value: OptionValue) -> Bool {
        switch (kind, value) {
        case (.number(let range, let other, _), .number(let number)): range.contains(number) || number == other
        case (.word(let words, _), .text(let text)): words.contains(text)
        case (.text, .text), (.flag, .flag): true
        default: false
        }
    }
}
