import Screen

/// All themes there are: the built-in ones, and the user's in a folder of TOML files.
public struct ThemeShelf: Sendable {
    /// A theme that can be chosen.
    public struct Entry: Sendable {
        /// The name it is chosen by: its file's, without the ending.
        public let name: String
        /// The file of a user's theme, or nil for a built-in one.
        public let file: String?

        fileprivate let builtIn: [UInt8]
    }

    /// The themes in the order in which they are gone through; a user's one stands for a built-in one of its name.
    public private(set) var entries: [Entry]

    /// The built-in themes, and those in a folder that need not exist.
    public init(folder: String?) {
        entries = BuiltInThemes.all.map { Entry(name: $0.name, file: nil, builtIn: $0.text) }
        guard let folder else { return }
        for file in TextFile.names(in: folder) where file.hasSuffix(".toml") && !file.hasPrefix(".") {
            let entry = Entry(name: Self.name(of: file), file: "\(folder)/\(file)", builtIn: [])
            if let place = entries.firstIndex(where: { $0.name == entry.name }) {
                entries[place] = entry
            } else {
                entries.append(entry)
            }
        }
    }

    /// The built-in themes, and those in the user's own folder.
    public static var ofUser: ThemeShelf { ThemeShelf(folder: ConfigFolder.path.map { $0 + "/themes" }) }

    /// The theme that a user means by a name or by the path of a file.
    public func theme(_ choice: String) throws(ConfigError) -> Theme {
        if Self.isFile(choice) {
            return try read(Entry(name: Self.name(of: choice), file: choice, builtIn: [])).theme
        }
        guard let entry = entries.first(where: { $0.name == choice }) else {
            let names = entries.map(\.name).joined(separator: ", ")
            throw ConfigError("theme \"\(choice)\" is not known: \(names) or a TOML file is allowed")
        }
        return try read(entry).theme
    }

    /// The themes to go through at run time, those that are in order, with `choice` among them.
    public func themes(with choice: Theme) -> [Theme] {
        var themes = entries.compactMap { try? read($0).theme }
        if !themes.contains(choice) {
            themes.removeAll { $0.name == choice.name }
            themes.insert(choice, at: 0)
        }
        return themes
    }

    /// Reads a theme, or says what is wrong with its file.
    public func read(_ entry: Entry) throws(ConfigError) -> ThemeFile {
        guard let file = entry.file else {
            let text = String(decoding: entry.builtIn, as: UTF8.self)
            return try ThemeFile(text, file: "\(entry.name).toml", name: entry.name)
        }
        guard let text = try TextFile.read(file) else {
            throw ConfigError("cannot be read: there is no such file", file: file, kind: .cannotOpen)
        }
        return try ThemeFile(text, file: file, name: entry.name, fallback: try Self.mono())
    }

    /// Whether a choice is the path of a file: it has a slash, or ends as themes do.
    static func isFile(_ choice: String) -> Bool { choice.contains("/") || choice.hasSuffix(".toml") }

    private static func name(of file: String) -> String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return name.hasSuffix(".toml") ? String(name.dropLast(5)) : name
    }

    private static func mono() throws(ConfigError) -> Theme {
        let text = String(decoding: PackageResources.mono_toml, as: UTF8.self)
        return try ThemeFile(text, file: "mono.toml", name: "mono").theme
    }
}
