/// The places where TOMLKit's parser (toml++ 3.4) ends the process instead of refusing a text.
///
/// They are a brace that begins an element of an array, and a table header that does not begin with a key. No valid
/// TOML has either.
struct TOMLTrap {
    private var rest: Substring.UnicodeScalarView
    /// How many arrays are open.
    private var depth = 0
    /// The last scalar that is neither blank nor in a string; a line feed where a line of its own begins.
    private var previous: Unicode.Scalar = "\n"

    /// Where the first one is in a text, or nil.
    static func first(in text: String) -> String.Index? {
        var search = TOMLTrap(rest: Substring(text).unicodeScalars)
        return search.run()
    }

    private init(rest: Substring.UnicodeScalarView) { self.rest = rest }

    private mutating func run() -> String.Index? {
        while let scalar = rest.first {
            switch scalar {
            case "#":
                rest = rest.drop { $0 != "\n" }
                continue
            case "\"", "'":
                skipString(scalar)
                previous = scalar
                continue
            case "[" where depth == 0 && previous == "\n":
                rest = rest.dropFirst()
                if rest.first == "[" { rest.removeFirst() }
                rest = rest.drop { $0 == " " || $0 == "\t" }
                if let first = rest.first, !first.beginsKey { return rest.startIndex }
                previous = scalar
                continue
            case "[": depth += 1
            case "]": depth = max(0, depth - 1)
            case "}" where previous == "[" || previous == ",": return rest.startIndex
            case "\n" where depth > 0, " ", "\t", "\r":
                rest.removeFirst()
                continue
            default: break
            }
            previous = scalar
            rest.removeFirst()
        }
        return nil
    }

    private mutating func skipString(_ quote: Unicode.Scalar) {
        let opening = rest.prefix(3)
        let length = opening.count == 3 && opening.allSatisfy { $0 == quote } ? 3 : 1
        rest = rest.dropFirst(length)
        while let scalar = rest.first {
            let ending = rest.prefix(length)
            if ending.count == length, ending.allSatisfy({ $0 == quote }) {
                // Up to two quotes more belong to a string of several lines.
                rest = length == 1 ? rest.dropFirst() : rest.drop { $0 == quote }
                return
            }
            if length == 1, scalar == "\n" { return }
            rest = rest.dropFirst(scalar == "\\" && quote == "\"" ? 2 : 1)
        }
    }
}

extension Unicode.Scalar {
    fileprivate var beginsKey: Bool {
        isASCII && (properties.isAlphabetic || ("0"..."9").contains(self)) || "-_\"'".unicodeScalars.contains(self)
    }
}
