extension TextWidth {
    /// The text in lines of at most so many columns, broken between words.
    ///
    /// A longer word stands alone: uncut, or where it may be broken, in as many lines as it takes.
    public static func wrap(_ text: String, to columns: Int, breakingWords: Bool = false) -> [String] {
        let words = text.split(separator: " ").flatMap { breakingWords ? pieces($0, columns) : [String($0)] }
        var lines: [String] = []
        var line = ""
        for word in words {
            if !line.isEmpty, of(line) + 1 + of(word) > columns {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    /// A text in pieces of at most so many columns, at least a character each.
    public static func pieces(_ text: some StringProtocol, _ columns: Int) -> [String] {
        var pieces = [""]
        var used = 0
        for character in text {
            let width = of(String(character))
            if used + width > columns, used > 0 {
                pieces.append("")
                used = 0
            }
            pieces[pieces.count - 1].append(character)
            used += width
        }
        return pieces
    }
}
