/// A screen in memory: cells with a glyph and a role each.
///
/// Whatever is drawn is clipped to `clip`, so no place or size can be wrong.
public struct Canvas: Hashable, Sendable {
    /// No side is longer than this.
    public static let maximumSide = 2000

    /// All of its cells.
    public let bounds: Rect

    /// The cells that drawing can change now.
    public private(set) var clip: Rect

    private var cells: [Cell]
    private var marks: [Int: [Unicode.Scalar]] = [:]

    /// A blank canvas; sides beyond what a canvas can have are cut.
    public init(width: Int, height: Int) {
        bounds = Rect(width: min(width, Canvas.maximumSide), height: min(height, Canvas.maximumSide))
        clip = bounds
        cells = Array(repeating: .blank, count: bounds.width * bounds.height)
    }

    /// How many columns it has.
    public var width: Int { bounds.width }

    /// How many rows it has.
    public var height: Int { bounds.height }

    /// The cell at a place; a blank one outside of the canvas.
    public subscript(x: Int, y: Int) -> Cell {
        bounds.contains(x: x, y: y) ? cells[y * width + x] : .blank
    }

    /// The marks combined with the glyph at a place, at most four.
    public func marks(x: Int, y: Int) -> [Unicode.Scalar] {
        marks.isEmpty || !bounds.contains(x: x, y: y) ? [] : marks[y * width + x] ?? []
    }

    /// Whether a row shows the same as in another canvas of the same size.
    public func hasSameRow(_ y: Int, as other: Canvas) -> Bool {
        guard bounds == other.bounds, y >= 0, y < height, marks.isEmpty, other.marks.isEmpty else { return false }
        return cells[y * width..<(y + 1) * width] == other.cells[y * width..<(y + 1) * width]
    }

    /// Draws in a part of the canvas and nowhere else.
    public mutating func clipped(to rect: Rect, _ draw: (inout Canvas) -> Void) {
        let outer = clip
        clip = outer.intersection(rect)
        draw(&self)
        clip = outer
    }

    /// Gives every cell of a rectangle another role and leaves the glyphs.
    public mutating func recolor(_ rect: Rect, _ role: Role) {
        let area = rect.intersection(clip)
        guard !area.isEmpty else { return }
        for y in area.y..<area.bottom {
            for x in area.x..<area.right { cells[y * width + x].role = role }
        }
    }

    /// Puts another scalar, one column wide, into every cell, and leaves the roles.
    mutating func replaceGlyphs(_ replacement: (Cell) -> Unicode.Scalar) {
        marks = [:]
        for index in cells.indices {
            cells[index] = Cell(scalar: replacement(cells[index]), role: cells[index].role, part: .whole)
        }
    }

    /// Puts a glyph at a place; one that is only half inside leaves a blank there.
    mutating func put(_ glyph: Glyph, x: Int, y: Int, role: Role) {
        if glyph.width == 1 {
            set(x, y, Cell(scalar: glyph.scalar, role: role, part: .whole), glyph.marks)
        } else if clip.contains(x: x, y: y), clip.contains(x: x + 1, y: y) {
            set(x, y, Cell(scalar: glyph.scalar, role: role, part: .left), glyph.marks)
            set(x + 1, y, Cell(scalar: " ", role: role, part: .right), [])
        } else {
            set(x, y, Cell(scalar: " ", role: role, part: .whole), [])
            set(x + 1, y, Cell(scalar: " ", role: role, part: .whole), [])
        }
    }

    private mutating func set(_ x: Int, _ y: Int, _ cell: Cell, _ cellMarks: [Unicode.Scalar]) {
        guard clip.contains(x: x, y: y) else { return }
        let index = y * width + x
        // Half a glyph cannot stay when its other half is overwritten.
        if cells[index].part == .left { blank(index + 1) }
        if cells[index].part == .right { blank(index - 1) }
        cells[index] = cell
        if !marks.isEmpty || !cellMarks.isEmpty { marks[index] = cellMarks.isEmpty ? nil : cellMarks }
    }

    private mutating func blank(_ index: Int) {
        cells[index] = Cell(scalar: " ", role: cells[index].role, part: .whole)
        marks[index] = nil
    }
}
