import ArgumentParser
import Config
import Intake
import Offload
import Screen

extension OptionValues {
    /// The options that were given among some arguments: what each property is called decides which option it is.
    init(in arguments: some ParsableArguments) {
        self.init()
        for (label, wrapper) in Mirror(reflecting: arguments).children {
            guard let label, let value = (wrapper as? any OptionValueConvertible)?.optionValue else { continue }
            // A wrapped property is stored behind an underscore.
            if let option = WatchOption(property: label.drop { $0 == "_" }) { self[option] = value }
        }
    }
}

extension WatchOption {
    /// The option of a property of that name, such as `fragSize` for `frag-size`, or nil.
    fileprivate init?(property: Substring) {
        guard let option = Self.byProperty[property.lowercased()] else { return nil }
        self = option
    }

    private static let byProperty = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.name.filter { $0 != "-" }, $0) })
}

/// What the command line reads the value of an option into.
private protocol OptionValueConvertible {
    /// The value, or nil when none was given.
    var optionValue: OptionValue? { get }
}

extension Int: OptionValueConvertible {
    var optionValue: OptionValue? { .number(self) }
}

extension String: OptionValueConvertible {
    var optionValue: OptionValue? { .text(self) }
}

extension Bool: OptionValueConvertible {
    var optionValue: OptionValue? { .flag(self) }
}

extension OptionValueConvertible where Self: RawRepresentable<String> {
    var optionValue: OptionValue? { .text(rawValue) }
}

extension OptionValue: OptionValueConvertible {
    var optionValue: OptionValue? { self }
}

extension DuplicatePolicy: OptionValueConvertible {}
extension Mode: OptionValueConvertible {}
extension Rulebook: OptionValueConvertible {}
extension Support: OptionValueConvertible {}
extension ColorMode: OptionValueConvertible {}

extension Optional: OptionValueConvertible where Wrapped: OptionValueConvertible {
    var optionValue: OptionValue? { self?.optionValue }
}

extension Option: OptionValueConvertible where Value: OptionValueConvertible {
    var optionValue: OptionValue? { wrappedValue.optionValue }
}

extension Flag: OptionValueConvertible where Value: OptionValueConvertible {
    var optionValue: OptionValue? { wrappedValue.optionValue }
}
