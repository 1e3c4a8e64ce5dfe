/// What stands for the program's glyphs where only ASCII can be shown.
public enum ASCII {
    /// The ASCII character of the same width for a glyph of one column; `?` for one the program does not draw.
    public static func substitute(for scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isASCII { return scalar.isControl ? "." : scalar }
        if (0x2500...0x257F).contains(scalar.value) { return line(scalar) }
        return substitutes[scalar] ?? "?"
    }

    /// Box drawing: horizontals, verticals, and everything with a bend or a crossing.
    private static func line(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "─", "━", "┄", "┅", "┈", "┉", "╌", "╍", "═", "╴", "╶", "╸", "╺", "╼", "╾": "-"
        case "│", "┃", "┆", "┇", "┊", "┋", "╎", "╏", "║", "╵", "╷", "╹", "╻", "╽", "╿": "|"
        default: "+"
        }
    }

    private static let substitutes: [Unicode.Scalar: Unicode.Scalar] = [
        // Sparklines rise, bars fill.
        "▁": "_", "▂": ".", "▃": ":", "▄": "-", "▅": "=", "▆": "+", "▇": "*", "█": "#",
        "▏": ".", "▎": ".", "▍": ":", "▌": ":", "▋": "=", "▊": "=", "▉": "#",
        "░": ".", "▒": ":", "▓": "+",
        // Pointers and arrows.
        "▸": ">", "▶": ">", "►": ">", "→": ">", "⇒": ">", "›": ">", "»": ">",
        "◂": "<", "◀": "<", "◄": "<", "←": "<", "⇐": "<", "‹": "<", "«": "<",
        "▲": "^", "▴": "^", "↑": "^", "▼": "v", "▾": "v", "↓": "v", "↔": "-", "↕": "|", "↩": "<",
        // Signs.
        "…": "~", "·": ".", "•": "*", "●": "*", "○": "o", "■": "#", "□": "o", "◆": "*", "◇": "o",
        "✓": "+", "✗": "x", "×": "x", "÷": "/", "±": "+", "≈": "~", "≤": "<", "≥": ">", "≠": "!", "∞": "8",
        "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "‘": "'", "’": "'", "“": "\"", "”": "\"",
        "\u{A0}": " ", "\u{2009}": " ", "\u{202F}": " ", "°": "o", "µ": "u", "μ": "u", "Δ": "D",
    ]
}

extension Canvas {
    /// The canvas in pure ASCII, every glyph in its place; a glyph two columns wide becomes two question marks.
    public func ascii() -> Canvas {
        var result = self
        result.replaceGlyphs { $0.part == .whole ? ASCII.substitute(for: $0.scalar) : "?" }
        return result
    }
}
