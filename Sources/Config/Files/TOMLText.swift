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
        let stop = [text.unicodeScalars.firstIndex(of: "\0"), TOMLTrap.first(in: text)].compactMap(\.self).min()
        let read = Result { try TOMLTable(string: stop.map { String(text[..<$0]) } ?? text) }
        let stopLine = stop.map { place in 1 + text.utf8[..<place].count { $0 == UInt8(ascii: "\n") } }
        switch (read, read.parseError, stop) {
        // What is wrong before that place is said first.
        case (_, let error?, _) where error.source.begin.line < stopLine ?? .max:
            throw ConfigError(error.description, file: file, line: error.source.begin.line)
        case (_, _, let place?):
            throw ConfigError("\"\(text.unicodeScalars[place])\" is not allowed here", file: file, line: stopLine)
        case (.success(let table), _, nil): root = table
        case (.failure(let error), _, nil): throw ConfigError("\(error)", file: file)
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
        guard Self.value(at: path, in: root) != nil else { return nil }
        let ends = text.utf8.indices.filter { text.utf8[$0] == UInt8(ascii: "\n") }
        // So many lines are without the entry; from so many on no part is both TOML and without it.
        var (before, after) = (0, ends.count + 1)
        while after - before > 1 {
            let middle = (before + after) / 2
            let parts = (middle..<after).lazy.compactMap { count in
                (try? TOMLTable(string: String(text[...ends[count - 1]]))).map { (count, $0) }
            }
            if let (count, part) = parts.first, Self.value(at: path, in: part) == nil {
                before = count
            } else {
                after = middle
            }
        }
        return before + 1
    }

    private static func value(at path: [String], in table: TOMLTable) -> TOMLValueConvertible? {
        path.reduce(table as TOMLValueConvertible?) { $0?.table?[$1] }
    }
}

extension Result where Failure == any Error {
    fileprivate var parseError: TOMLParseError? {
        if case .failure(let error as TOMLParseError) = self { error } else { nil }
    }
}
