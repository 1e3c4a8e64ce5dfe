import Replay

/// What values an option takes.
extension WatchOption {
    /// The default and what else is allowed, as the help shows it; nil for a switch.
    public var range: String? {
        switch kind {
        case .number(let range, _, let value): "default: \(value); \(range.lowerBound) to \(range.upperBound)\(orWord)"
        case .size(let range, let value): "default: \(ByteSize.text(value)); \(Self.words(range))"
        case .word(let words, let value): "default: \(value); \(words.joined(separator: ", "))"
        case .form(_, _, let value), .text(let value): value.map { "default: \($0)" }
        case .flag: nil
        }
    }

    /// What is allowed, as errors say it.
    public var allowed: String {
        switch kind {
        case .number(let range, let other, _):
            "a whole number from \(range.lowerBound) to \(range.upperBound)\(other.map { " or \($0)" } ?? "")\(orWord) is allowed"
        case .size(let range, _): "a number of bytes from \(Self.words(range)), with K, M, G or T behind it, is allowed"
        case .word(let words, _): words.joined(separator: ", ") + " are allowed"
        case .form(let forms, _, _): "\(forms) are allowed"
        case .text: "a text in quotes is allowed"
        case .flag: "true or false is allowed"
        }
    }

    /// Whether a value is one that the option takes.
    public func takes(_ value: OptionValue) -> Bool {
        switch (kind, value) {
        case (.number, .text(let text)): text == word
        case (.number(let range, let other, _), .number(let number)): range.contains(number) || number == other
        case (.size(let range, _), _): value.size.map(range.contains) ?? false
        case (.word(let words, _), .text(let text)): words.contains(text)
        case (.form(_, let takes, _), .text(let text)): takes(text)
        // Digits alone are a number to a config file.
        case (.form(_, let takes, _), .number(let number)): takes("\(number)")
        case (.text, .text), (.flag, .flag): true
        default: false
        }
    }

    private var orWord: String { word.map { ", or \($0)" } ?? "" }

    private static func words(_ range: ClosedRange<Int>) -> String {
        "\(ByteSize.text(range.lowerBound)) to \(ByteSize.text(range.upperBound))"
    }
}
