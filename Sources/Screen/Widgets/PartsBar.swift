/// A bar of several parts one behind the other, each with a letter in front: `m████r█h███████d█`.
public struct PartsBar: Sendable {
    /// A part of the bar.
    public struct Part: Sendable {
        /// Its letter, which tells it apart without colours.
        public var letter: Character
        /// How much it is.
        public var value: Double
        /// How it is drawn.
        public var role: Role

        /// A part.
        public init(_ letter: Character, _ value: Double, _ role: Role) {
            (self.letter, self.value, self.role) = (letter, value, role)
        }
    }

    /// The parts, the first at the left.
    public var parts: [Part]

    /// A bar of some parts.
    public init(_ parts: [Part]) { self.parts = parts }

    /// The bar in so many columns; parts that are nothing have no place, and all others at least their letter.
    public func spans(width: Int) -> [Span] {
        let shown = parts.filter { $0.value > 0 }
        let all = shown.reduce(0) { $0 + $1.value }
        var (left, end, drawn) = (Rect.bounded(width), 0.0, 0)
        let room = Double(max(0, left - shown.count))
        return shown.flatMap { part -> [Span] in
            guard left > 0 else { return [] }
            end += part.value / all * room
            let columns = min(Int(end.rounded()) - drawn, left - 1)
            drawn += columns
            left -= columns + 1
            return [Span("\(part.letter)", part.role), Span(String(repeating: "█", count: columns), part.role)]
        }
    }
}
