import Monitor
import Screen
import TOMLKit

/// What the user's config file says: options of watch by their long names, and keys in `[keys]`.
///
///     max-aggr = 64
///     theme = "nord"
///     [keys]
///     step-round = ["n", "f8"]
public struct ConfigFile {
    /// The options that it gives.
    public private(set) var options = OptionValues()
    /// The key table with its keys.
    public private(set) var keys = KeyMap()

    private let toml: TOMLText?

    /// A config file that says nothing.
    public init() { toml = nil }

    /// Reads the file a user names, which must be there, or the one in the config folder, which need not.
    public init(named path: String?, folder: String? = ConfigFolder.path) throws(ConfigError) {
        guard let file = path ?? folder.map({ $0 + "/config.toml" }) else {
            self.init()
            return
        }
        if let text = try TextFile.read(file) {
            try self.init(text, file: file)
        } else if path != nil {
            throw ConfigError("cannot be read: there is no such file", file: file, kind: .cannotOpen)
        } else {
            self.init()
        }
    }

    /// Reads a config; `file` is its path, by which errors call it and relative paths in it are found.
    public init(_ text: String, file: String) throws(ConfigError) {
        let toml = try TOMLText(text, file: file)
        self.toml = toml
        for (key, value) in try toml.entries() where key != "keys" {
            guard let option = WatchOption(named: key) else {
                let names = WatchOption.allCases.map(\.name).joined(separator: ", ")
                throw toml.fault([key], "\"\(key)\" is not known: \(names) and [keys] are allowed")
            }
            guard let given = value.optionValue, option.takes(given) else {
                throw toml.fault([key], "\(key) = \(value.debugDescription): \(option.allowed)")
            }
            options[option] = given
        }
        if case .text(let theme) = options[.theme], ThemeShelf.isFile(theme), !theme.hasPrefix("/") {
            let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
            options[.theme] = .text("\(folder.isEmpty ? "./" : folder)\(theme)")
        }
        keys = try Self.keys(toml)
    }

    /// A fault of an option's value, with the place where the file gives it.
    public func fault(_ option: WatchOption, _ sentence: String) -> ConfigError {
        toml?.fault([option.name], sentence) ?? ConfigError(sentence)
    }

    private static func keys(_ toml: TOMLText) throws(ConfigError) -> KeyMap {
        var wishes: [String: [Key]] = [:]
        for (id, value) in try toml.entries(of: ["keys"]) {
            guard KeyTable.bindings.contains(where: { $0.id == id }) else {
                let ids = KeyTable.bindings.map(\.id).joined(separator: ", ")
                throw toml.fault(["keys", id], "action \"\(id)\" is not known: \(ids) are allowed")
            }
            var keys: [Key] = []
            for value in value.array.map({ Array($0) }) ?? [value] {
                guard let token = value.string, let key = Key(token: token) else {
                    throw toml.fault(
                        ["keys", id],
                        "\(id): \(value.debugDescription) is not a key: \(Key.tokensInWords), or a list of them is allowed"
                    )
                }
                keys.append(key)
            }
            wishes[id] = keys
        }
        do {
            return try KeyMap(wishes)
        } catch {
            // The entry to blame is one that the file has.
            let (id, other) =
                wishes[error.actions[1]] != nil
                ? (error.actions[1], error.actions[0])
                : (error.actions[0], error.actions[1])
            throw toml.fault(
                ["keys", id],
                "\(id): \(error.key.token) is the key of \(other): a key has one action, give \(other) another")
        }
    }
}

extension TOMLValueConvertible {
    /// The value as an option can have it, or nil.
    fileprivate var optionValue: OptionValue? {
        switch type {
        case .int: int.map(OptionValue.number)
        case .string: string.map(OptionValue.text)
        case .bool: bool.map(OptionValue.flag)
        default: nil
        }
    }
}
