/// Where a text stands in a field that is wider.
public enum Alignment: Sendable {
    /// At the left, as words do.
    case left
    /// At the right, as numbers do.
    case right
}

/// Text measured in columns of the screen, and made to fit.
public enum TextWidth {
    /// The columns a text takes when it is drawn.
    public static func of(_ text: String) -> Int {
        if isPlain(text) { return text.utf8.count }
        return Glyphs(text).reduce(0) { $0 + $1.width }
    }

    /// The text, or as much of it as fits in so many columns with a `…` at its end.
    public static func cut(_ text: String, to columns: Int) -> String {
        guard columns > 0 else { return "" }
        if isPlain(text), text.utf8.count <= columns { return text }
        guard of(text) > columns else { return text }
        var result = String.UnicodeScalarView()
        var used = 0
        for glyph in Glyphs(text) {
            used += glyph.width
            if used > columns - 1 { break }
            result.append(glyph.scalar)
            result.append(contentsOf: glyph.marks)
        }
        result.append("…")
        return String(result)
    }

    /// The text with blanks on one side to make it so many columns wide; a longer one stays as it is.
    public static func pad(_ text: String, to columns: Int, _ alignment: Alignment = .left) -> String {
        let blanks = String(repeating: " ", count: max(0, Rect.bounded(columns) - of(text)))
        return alignment == .left ? text + blanks : blanks + text
    }

    /// Whether every byte is a printable ASCII character, which most text is.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }
}
