/// The value of an option, on the command line or in the config file.
public enum OptionValue: Equatable, Sendable {
    /// A whole number.
    case number(Int)
    /// A text, or one of some words.
    case text(String)
    /// Yes or no.
    case flag(Bool)
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

    func number(_ option: WatchOption) -> Int? {
        if case .number(let number) = values[option] { number } else { nil }
    }

    func text(_ option: WatchOption) -> String? {
        if case .text(let text) = values[option] { text } else { nil }
    }

    func flag(_ option: WatchOption) -> Bool? {
        if case .flag(let flag) = values[option] { flag } else { nil }
    }
}
