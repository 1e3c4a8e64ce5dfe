import TOMLKit
import Timing

/// The costs that are chosen by a name, or by a TOML file with six whole numbers.
///
///     interrupt = 0        # ns, as poll, frame, skb and delivery
///     byte-ps = 632        # picoseconds
///     note = "where the numbers are from"
enum CostModel {
    /// The built-in ones, by their names.
    private static let builtIn = ["2007": PackageResources.cost_2007_toml, "2015": PackageResources.cost_2015_toml]

    private static let none = "none"
    private static let most = 1_000_000_000

    /// The costs of a name, or of a file.
    static func named(_ name: String) throws(ConfigError) -> Costs {
        if name == none { return .none }
        if let text = builtIn[name] { return try read(String(decoding: text, as: UTF8.self), "\(name).toml", name) }
        guard name.contains("/") || name.hasSuffix(".toml") else {
            let names = [none] + builtIn.keys.sorted()
            throw ConfigError("--cost \(name): \(names.joined(separator: ", ")) or a TOML file is allowed")
        }
        guard let text = try TextFile.read(name) else {
            throw ConfigError("cannot be read: there is no such file", file: name, kind: .cannotOpen)
        }
        return try read(text, name, name)
    }

    private static let keys: [(name: String, place: WritableKeyPath<Costs, Int64> & Sendable)] = [
        ("interrupt", \.interrupt), ("poll", \.poll), ("frame", \.frame), ("skb", \.skb), ("delivery", \.delivery),
        ("byte-ps", \.bytePicoseconds),
    ]

    private static func read(_ text: String, _ file: String, _ name: String) throws(ConfigError) -> Costs {
        let toml = try TOMLText(text, file: file)
        var costs = Costs()
        costs.name = name
        for (key, value) in try toml.entries() {
            if key == "note" {
                guard let note = value.string else { throw toml.fault([key], "note: a text in quotes is allowed") }
                costs.note = note
            } else if let place = keys.first(where: { $0.name == key })?.place {
                guard let number = value.int, (0...most).contains(number) else {
                    throw toml.fault([key], "\(key): a whole number from 0 to \(most) is allowed")
                }
                costs[keyPath: place] = Int64(number)
            } else {
                let names = keys.map(\.name).joined(separator: ", ")
                throw toml.fault([key], "\"\(key)\" is not known: \(names) and note are allowed")
            }
        }
        return costs
    }
}
