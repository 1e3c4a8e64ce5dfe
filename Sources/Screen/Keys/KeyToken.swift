/// Keys as users type them, in key scripts and in the config file: `n`, `space`, `pgup`, `f8`, `ctrl-c`.
extension Key {
    /// The key of that name, in small letters or large ones, or nil; of a single character its case counts.
    public init?(token: some StringProtocol) {
        if token.count == 1, let character = token.first {
            self = .character(character)
            return
        }
        let token = token.lowercased()
        if let key = Key.named[token] {
            self = key
        } else if token.hasPrefix("f"), let number = Int(token.dropFirst()), (1...12).contains(number),
            token == "f\(number)"
        {
            self = .function(number)
        } else if token.hasPrefix("ctrl-"), token.count == 6, let letter = token.last, ("a"..."z").contains(letter) {
            self = .control(letter)
        } else {
            return nil
        }
    }

    /// The name that reads as this key.
    public var token: String {
        switch self {
        case .character(let character) where character != " ": String(character)
        case .function(let number): "f\(number)"
        case .control(let letter): "ctrl-\(letter)"
        default: Key.named.first { $0.value == self }?.key ?? ""
        }
    }

    /// What is allowed where a key is wanted.
    public static let tokensInWords = """
        one character, space, enter, esc, tab, backtab, backspace, up, down, left, right, pgup, pgdn, home, end, \
        f1 to f12, ctrl- and a letter
        """

    private static let named: [String: Key] = [
        "space": .character(" "), "enter": .enter, "esc": .escape, "tab": .tab, "backtab": .backTab,
        "backspace": .backspace, "up": .up, "down": .down, "left": .left, "right": .right, "pgup": .pageUp,
        "pgdn": .pageDown, "home": .home, "end": .end,
    ]
}
