import TOMLKit

/// A TOML file, its values, and the lines they stand in.
struct TOMLText {
    /// What the file is called in messages.
    let file: String
    /// Everything in it.
    let root: TOMLTable

    private let text: String

    /// Reads a text, or says in which line it stops being TOML.
    init(_ text: String, file: String) throws(ConfigError) {
        self.file = file
        self.text = text
        // The parser takes a C string, so a NUL would hide the rest of the file.
        if let end = text.utf8.firstIndex(of: 0) {
            let line = 1 + text.utf8[..<end].count { $0 == UInt8(ascii: "\n") }
            throw ConfigError("a NUL byte is not allowed", file: file, line: line)
        }
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw ConfigError(error.description, file: file, line: error.source.begin.line)
        } catch {
            throw ConfigError("\(error)", file: file)
        }
    }

    /// The names and values of the table at a path; none when there is no such table.
    func entries(of path: [String] = []) throws(ConfigError) -> [(name: String, value: TOMLValueConvertible)] {
        guard let value = Self.value(at: path, in: root) else { return [] }
        guard let table = value.table else { throw fault(path, "\(path.last ?? "") is a table: [\(path.last ?? "")]") }
        var entries: [(name: String, value: TOMLValueConvertible)] = []
        for name in table.keys {
            guard let value = table[name] else { throw fault(path, "key \"\(name)\" is not known") }
            entries.append((name, value))
        }
        return entries
    }

    /// A fault of the value at a path, with its line.
    func fault(_ path: [String], _ sentence: String) -> ConfigError {
        ConfigError(sentence, file: file, line: line(of: path))
    }

    /// The line in which the entry at a path begins.
    ///
    /// TOMLKit does not keep it, but a file may be cut after any entry and still be TOML: the entry begins after
    /// the longest such part that does not have it yet.
    func line(of path: [String]) -> Int? {
        var line = 1
        for (number, end) in text.utf8.indices.filter({ text.utf8[$0] == UInt8(ascii: "\n") }).enumerated() {
            guard let part = try? TOMLTable(string: String(text[...end])) else { continue }
            if Self.value(at: path, in: part) != nil { return line }
            line = number + 2
        }
        return Self.value(at: path, in: root) == nil ? nil : line
    }

    private static func value(at path: [String], in table: TOMLTable) -> TOMLValueConvertible? {
        path.reduce(table as TOMLValueConvertible?) { $0?.table?[$1] }
    }
}
