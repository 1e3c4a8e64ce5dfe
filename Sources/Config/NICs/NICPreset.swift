/// What the driver of a NIC sets by itself, as options of this program.
///
/// It lies below what is given: an option of the command line or the config file goes before it.
public struct NICPreset: Sendable {
    /// An option that it sets, and where that is from.
    public struct Value: Sendable {
        /// The option.
        public let option: WatchOption
        /// What it is set to, which it takes.
        public let value: OptionValue
        /// Where the driver says so.
        public let source: Source

        init(_ option: WatchOption, _ value: OptionValue, _ source: Source) {
            (self.option, self.value, self.source) = (option, value, source)
        }

        /// The option as a command line has it.
        public var text: String { "--\(option.name) \(value.written ?? "")" }
    }

    /// A place in the source of a kernel, or of what the driver runs on.
    public struct Source: Sendable, CustomStringConvertible {
        /// Whose, in which version.
        public let version: String
        /// The file.
        public let file: String
        /// The line, nil where it is not known.
        public let line: Int?
        /// What stands there: a constant, a variable or a function.
        public let symbol: String

        /// The place in one line.
        public var description: String {
            let place = line.map { "\(file):\($0)" } ?? "\(file), line not known"
            return "\(version) \(place) (\(symbol))"
        }
    }

    /// What it is chosen by.
    public let name: String
    /// What it sets.
    public let values: [Value]
    /// What else is to be known, in a sentence; empty where there is nothing.
    public let note: String

    init(_ name: String, _ values: [Value], note: String = "") {
        (self.name, self.values, self.note) = (name, values, note)
    }

    /// All there are, in the order in which they are listed.
    public static let all = modern + historic

    /// The word for none of them.
    static let none = "none"

    /// What is allowed where one is chosen.
    public static let choices = [none] + all.map(\.name)

    /// The options that it sets.
    var options: OptionValues {
        values.reduce(into: OptionValues()) { $0[$1.option] = $1.value }
    }
}

extension OptionValues {
    /// These options, and below them those that the NIC sets that is one of them.
    var overNIC: OptionValues {
        guard let name = self[.nic]?.text, let preset = NICPreset.all.first(where: { $0.name == name }) else {
            return self
        }
        return over(preset.options)
    }
}

extension WatchOption {
    /// Whose driver decides what is not given.
    public static let nic = WatchOption(
        "nic",
        .form(
            NICPreset.choices.joined(separator: ", "), takes: { NICPreset.choices.contains($0) },
            default: NICPreset.none),
        help:
            "Set what the driver of a NIC sets by itself, by its name (see --list-nics); an option given goes before it."
    ) { _, _ in
        // It is taken apart into the options that it stands for before any is stored.
    }
}
