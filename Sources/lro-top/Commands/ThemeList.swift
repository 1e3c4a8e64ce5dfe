import Config

/// The answer to `--list-themes`: a line for each theme, with where it is from or what is wrong with it.
enum ThemeList {
    /// The lines.
    static func text(_ shelf: ThemeShelf) -> String {
        let width = shelf.entries.map(\.name.count).max() ?? 0
        return shelf.entries.map { entry in
            let name = entry.name + String(repeating: " ", count: width - entry.name.count)
            do throws(ConfigError) {
                _ = try shelf.read(entry)
                return "\(name)  \(entry.file ?? "built in")\n"
            } catch {
                return "\(name)  cannot be used: \(error)\n"
            }
        }.joined()
    }
}
