extension Canvas {
    /// Writes a text from a place to the right, and returns the columns it takes.
    ///
    /// With a limit, a text that takes more columns is cut and ends with `…`.
    @discardableResult
    public mutating func write(_ text: String, x: Int, y: Int, role: Role = .text, limit: Int? = nil) -> Int {
        let text = limit.map { TextWidth.cut(text, to: $0) } ?? text
        let (x, y) = (Rect.bounded(x), Rect.bounded(y))
        guard y >= clip.y, y < clip.bottom else { return TextWidth.of(text) }
        var column = x
        for glyph in Glyphs(text) {
            put(glyph, x: column, y: y, role: role)
            column += glyph.width
        }
        return column - x
    }

    /// Writes pieces of text one after the other, and returns the columns they take.
    ///
    /// With a limit, pieces that take more columns are cut and end with `…`.
    @discardableResult
    public mutating func write(_ spans: [Span], x: Int, y: Int, limit: Int? = nil) -> Int {
        var used = 0
        for span in limit.map({ spans.cut(to: $0) }) ?? spans {
            used += write(span.text, x: Rect.bounded(x) + used, y: y, role: span.role)
        }
        return used
    }

    /// Fills a rectangle with one character, a blank if not told otherwise.
    ///
    /// Of a character two columns wide nothing is drawn but blanks.
    public mutating func fill(_ rect: Rect, with character: Character = " ", role: Role = .text) {
        let area = rect.intersection(clip)
        guard !area.isEmpty else { return }
        var glyphs = Glyphs(String(character))
        let glyph = glyphs.next().flatMap { $0.width == 1 ? $0 : nil } ?? Glyph(scalar: " ", width: 1)
        for y in area.y..<area.bottom {
            for x in area.x..<area.right { put(glyph, x: x, y: y, role: role) }
        }
    }

    /// Draws a frame with a title in its top line, and something short at the right end of it.
    ///
    /// Returns the cells inside. Of a rectangle without room for a frame only a line is drawn.
    @discardableResult
    public mutating func box(_ rect: Rect, title: [Span] = [], trailing: [Span] = [], role: Role = .border) -> Rect {
        let (right, bottom) = (rect.right - 1, rect.bottom - 1)
        guard !rect.isEmpty else { return rect }
        if rect.width > 1 {
            fill(Rect(x: rect.x, y: rect.y, width: rect.width, height: 1), with: "─", role: role)
            fill(Rect(x: rect.x, y: bottom, width: rect.width, height: 1), with: "─", role: role)
        }
        if rect.height > 1 {
            fill(Rect(x: rect.x, y: rect.y, width: 1, height: rect.height), with: "│", role: role)
            fill(Rect(x: right, y: rect.y, width: 1, height: rect.height), with: "│", role: role)
        }
        if rect.width > 1, rect.height > 1 {
            let corners = [("┌", rect.x, rect.y), ("┐", right, rect.y), ("└", rect.x, bottom), ("┘", right, bottom)]
            for (corner, x, y) in corners { write(corner, x: x, y: y, role: role) }
        }
        writeTitles(rect, title: title, trailing: trailing, role: role)
        return rect.inset()
    }

    /// The title has precedence: what stands at the right is left out when there is no room for both.
    private mutating func writeTitles(_ rect: Rect, title: [Span], trailing: [Span], role: Role) {
        let room = rect.width - 4
        guard room > 0 else { return }
        let blank = Span(" ", role)
        var used = 0
        if !title.isEmpty {
            used = write([blank] + title.cut(to: room) + [blank], x: rect.x + 1, y: rect.y) + 1
        }
        let columns = trailing.columns
        if columns > 0, used + columns <= room {
            write([blank] + trailing + [blank], x: rect.right - 3 - columns, y: rect.y)
        }
    }
}
