/// A piece of text of one role.
public struct Span: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// What it says.
    public var text: String
    /// What it means.
    public var role: Role

    /// A piece of text and its role.
    public init(_ text: String, _ role: Role = .text) {
        self.text = text
        self.role = role
    }

    /// A piece of body text.
    public init(stringLiteral text: String) { self.init(text) }
}

extension [Span] {
    /// The columns that the pieces take one after the other.
    public var columns: Int { reduce(0) { $0 + TextWidth.of($1.text) } }

    /// The pieces, or as many of them as fit in so many columns with a `…` at the end.
    public func cut(to columns: Int) -> [Span] {
        guard self.columns > columns else { return self }
        var (result, left) = ([Span](), columns)
        for (index, span) in enumerated() where left > 0 {
            let width = TextWidth.of(span.text)
            // A piece that fills the rest exactly still has to give way to the sign that more would follow.
            let isCut = width > left || (width == left && self[(index + 1)...].contains { TextWidth.of($0.text) > 0 })
            let text = isCut ? TextWidth.cut(span.text + "…", to: left) : span.text
            result.append(Span(text, span.role))
            left -= isCut ? left : width
        }
        return result
    }
}
