/// Styles as themes write them: `frost`, `ink on slate bold`, `#d8dee9 on 236`, `default reverse`.
///
///     style   = colour [on colour] [bold] [dim] [underline] [reverse]
///     colour  = default | black … white | bright-black … bright-white | 0 … 255 | #rrggbb | a name of the palette
extension Style {
    /// Reads a style; colours that the palette names go before all others.
    public init(_ text: String, palette: [String: Color] = [:]) throws(StyleTextError) {
        var words = text.split(whereSeparator: \.isWhitespace).map(String.init)[...]
        guard let first = words.popFirst() else { throw .noColor }
        self.init(try Color(first, palette: palette))
        if words.first == "on" {
            words.removeFirst()
            guard let name = words.popFirst() else { throw .noColor }
            background = try Color(name, palette: palette)
        }
        for word in words {
            guard let mark = Attributes.names[word] else { throw .notAnAttribute(word) }
            attributes.insert(mark)
        }
    }
}

extension Color {
    /// Reads a colour; names of the palette go before all others.
    public init(_ text: String, palette: [String: Color] = [:]) throws(StyleTextError) {
        if let color = palette[text] {
            self = color
        } else if text == "default" {
            self = .standard
        } else if let number = Color.names.firstIndex(of: text) {
            self = .ansi(UInt8(number))
        } else if let number = UInt8(text), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            self = .indexed(number)
        } else if text.hasPrefix("#"), text.utf8.count == 7, text.dropFirst().allSatisfy(\.isHexDigit),
            let value = UInt32(text.dropFirst(), radix: 16)
        {
            self = .rgb(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
        } else {
            throw .notAColor(text, palette: palette.keys.sorted())
        }
    }

    /// Whether a palette may call a colour so: a word that means nothing else in a style.
    public static func isPaletteName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.properties.isAlphabetic else { return false }
        return text != "on" && text != "default" && Attributes.names[text] == nil
            && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }

    /// The 16 ANSI colours by number.
    private static let names: [String] = {
        let dark = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
        return dark + dark.map { "bright-\($0)" }
    }()
}

extension Attributes {
    fileprivate static let names: [String: Attributes] = [
        "bold": .bold, "dim": .dim, "underline": .underline, "reverse": .reverse,
    ]
}

/// Why a text is not a style.
public enum StyleTextError: Error, Hashable, CustomStringConvertible {
    /// There is no colour where one is wanted.
    case noColor
    /// A word is not a colour; the palette has these.
    case notAColor(String, palette: [String])
    /// A word after the colours is not an attribute.
    case notAnAttribute(String)

    /// One sentence: what is wrong, and what is allowed.
    public var description: String {
        switch self {
        case .noColor: "a color is missing: a style is COLOR [on COLOR] [bold] [dim] [underline] [reverse]"
        case .notAColor(let word, let palette):
            """
            color "\(word)" is not known: \(palette.map { $0 + ", " }.joined())default, black, red, green, yellow, \
            blue, magenta, cyan, white, bright- before one of them, 0 to 255, or #rrggbb is allowed
            """
        case .notAnAttribute(let word):
            "\"\(word)\" does not belong into a style: COLOR [on COLOR] [bold] [dim] [underline] [reverse] is allowed"
        }
    }
}
