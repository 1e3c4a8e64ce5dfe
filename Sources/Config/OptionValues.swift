import Replay

/// The value of an option, on the command line or in the config file.
public enum OptionValue: Equatable, Sendable {
    /// A whole number.
    case number(Int)
    /// A text, or one of some words.
    case text(String)
    /// Yes or no.
    case flag(Bool)

    /// The text, or nil when it is something else.
    var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The number of bytes, or nil when it is something else.
    var size: Int? {
        switch self {
        case .number(let number): number
        case .text(let text): ByteSize.bytes(text)
        case .flag: nil
        }
    }

    /// Yes or no, or nil when it is something else.
    var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
}

/// The options that were given in one place.
public struct OptionValues: Equatable, Sendable {
    private var values: [WatchOption: OptionValue] = [:]

    /// No option at all.
    public init() {}

    /// The value of an option, or nil when it was not given.
    public subscript(option: WatchOption) -> OptionValue? {
        get { values[option] }
        set { values[option] = newValue }
    }

    /// These options, and of the others those that are not among them.
    public func over(_ others: OptionValues) -> OptionValues {
        var result = self
        result.values.merge(others.values) { mine, _ in mine }
        return result
    }
}
