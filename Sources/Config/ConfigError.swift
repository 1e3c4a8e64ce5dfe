import PlainText

/// Why a config or theme file cannot be taken, in one sentence.
public struct ConfigError: Error, Equatable, CustomStringConvertible {
    /// What kind of fault it is; each has its exit code.
    public enum Kind: Sendable {
        /// A file that cannot be read.
        case cannotOpen
        /// Something in it that is not allowed, or a name that nothing has.
        case wrong
    }

    /// What kind of fault it is.
    public let kind: Kind
    /// The file and line, the fault, and what is allowed.
    public let description: String

    /// A fault, and where it is when it is in a file.
    public init(_ sentence: String, file: String? = nil, line: Int? = nil, kind: Kind = .wrong) {
        self.kind = kind
        let place = file.map { $0 + (line.map { ":\($0)" } ?? "") + ": " } ?? ""
        description = (place + sentence).harmless
    }
}
