/// Keys written as text, for a run without a terminal: `n n s a + tick*30`.
///
/// Tokens are separated by blanks. A token is a character, the name of a key, or `tick`; with `*` and a number
/// after it, it happens so many times. Names may be in small letters or large ones.
public enum KeyScript {
    /// What a step does.
    public enum Action: Hashable, Sendable {
        /// A key is pressed.
        case key(Key)
        /// A moment passes.
        case tick
    }

    /// An action and how often it happens.
    public struct Step: Hashable, Sendable {
        /// What happens.
        public let action: Action
        /// How many times.
        public let count: Int

        /// An action and how often it happens.
        public init(_ action: Action, count: Int = 1) {
            self.action = action
            self.count = count
        }
    }

    /// No step happens more often than that.
    public static let maximumCount = 1_000_000

    /// The steps of a script.
    public static func parse(_ script: String) throws(KeyScriptError) -> [Step] {
        var steps: [Step] = []
        for token in script.split(whereSeparator: \.isWhitespace) { steps.append(try step(token)) }
        return steps
    }

    private static func step(_ token: Substring) throws(KeyScriptError) -> Step {
        if let action = action(token) { return Step(action) }
        guard let star = token.lastIndex(of: "*"), star > token.startIndex else {
            throw KeyScriptError(token: String(token), fault: .unknown)
        }
        let (name, digits) = (token[..<star], token[token.index(after: star)...])
        // The asterisk itself may stand alone or, doubled, apart from the sign of repetition.
        guard let action = name == "**" ? .key(.character("*")) : action(name), !digits.isEmpty,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw KeyScriptError(token: String(token), fault: .unknown) }
        guard let count = Int(digits), (1...maximumCount).contains(count) else {
            throw KeyScriptError(token: String(token), fault: .count)
        }
        return Step(action, count: count)
    }

    private static func action(_ name: Substring) -> Action? {
        if name.lowercased() == "tick" { return .tick }
        return Key(token: name).map { .key($0) }
    }
}

/// Why a key script cannot be read.
public struct KeyScriptError: Error, Hashable, CustomStringConvertible {
    /// What is wrong with a token.
    public enum Fault: Sendable {
        /// It is not a key.
        case unknown
        /// It repeats too often, or not at all.
        case count
    }

    /// The token at fault.
    public let token: String
    /// What is wrong with it.
    public let fault: Fault

    /// One sentence: the token, and what is allowed.
    public var description: String {
        switch fault {
        case .unknown:
            """
            unknown key '\(token)': \(Key.tokensInWords), or tick is allowed, with *N to repeat it
            """
        case .count: "'\(token)' repeats too often or not at all: 1 to \(KeyScript.maximumCount) times"
        }
    }
}
