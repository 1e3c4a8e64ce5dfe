/// One place of a canvas: a glyph, or the right half of one, and its role.
public struct Cell: Hashable, Sendable {
    /// How a cell takes part in its glyph.
    public enum Part: UInt8, Sendable {
        /// All of a glyph that is one column wide.
        case whole
        /// The left half of a glyph that is two columns wide.
        case left
        /// The right half of it, which has no text of its own.
        case right
    }

    /// The glyph without its combining marks; a blank in a right half.
    public internal(set) var scalar: Unicode.Scalar
    /// What the cell means.
    public internal(set) var role: Role
    /// Whether the glyph is one or two columns wide, and which half this is.
    public internal(set) var part: Part

    static let blank = Cell(scalar: " ", role: .text, part: .whole)
}
