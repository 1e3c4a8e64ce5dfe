/// A rectangle of cells.
///
/// Its sides are never negative, and sums of its numbers never overflow.
public struct Rect: Hashable, Sendable {
    /// The column of its left edge.
    public let x: Int
    /// The row of its top edge.
    public let y: Int
    /// How many columns it has.
    public let width: Int
    /// How many rows it has.
    public let height: Int

    /// A rectangle; negative sides count as 0, and numbers far beyond any screen as the largest allowed.
    public init(x: Int = 0, y: Int = 0, width: Int, height: Int) {
        self.x = Rect.bounded(x)
        self.y = Rect.bounded(y)
        self.width = max(0, Rect.bounded(width))
        self.height = max(0, Rect.bounded(height))
    }

    /// The first column to the right of it.
    public var right: Int { x + width }

    /// The first row below it.
    public var bottom: Int { y + height }

    /// Whether it has no cell.
    public var isEmpty: Bool { width == 0 || height == 0 }

    /// Whether the cell at that place belongs to it.
    public func contains(x column: Int, y row: Int) -> Bool {
        column >= x && column < right && row >= y && row < bottom
    }

    /// What is left when `columns` at the left and right, and `rows` above and below are taken off.
    public func inset(columns: Int = 1, rows: Int = 1) -> Rect {
        let columns = min(max(0, columns), (width + 1) / 2)
        let rows = min(max(0, rows), (height + 1) / 2)
        return Rect(x: x + columns, y: y + rows, width: width - 2 * columns, height: height - 2 * rows)
    }

    /// The cells that belong to both.
    public func intersection(_ other: Rect) -> Rect {
        let (left, top) = (max(x, other.x), max(y, other.y))
        return Rect(
            x: left, y: top, width: min(right, other.right) - left, height: min(bottom, other.bottom) - top)
    }

    /// Cuts up to `rows` rows off the top and returns them.
    public mutating func takeTop(_ rows: Int) -> Rect {
        let rows = min(max(0, rows), height)
        defer { self = Rect(x: x, y: y + rows, width: width, height: height - rows) }
        return Rect(x: x, y: y, width: width, height: rows)
    }

    /// Cuts up to `rows` rows off the bottom and returns them.
    public mutating func takeBottom(_ rows: Int) -> Rect {
        let rows = min(max(0, rows), height)
        defer { self = Rect(x: x, y: y, width: width, height: height - rows) }
        return Rect(x: x, y: bottom - rows, width: width, height: rows)
    }

    /// Cuts up to `columns` columns off the left and returns them.
    public mutating func takeLeft(_ columns: Int) -> Rect {
        let columns = min(max(0, columns), width)
        defer { self = Rect(x: x + columns, y: y, width: width - columns, height: height) }
        return Rect(x: x, y: y, width: columns, height: height)
    }

    /// The rectangle in `count` parts side by side; the first ones take what does not divide evenly.
    public func split(columns count: Int) -> [Rect] {
        guard count > 0 else { return [] }
        var rest = self
        return (0..<count).map { part in
            rest.takeLeft(width / count + (part < width % count ? 1 : 0))
        }
    }

    /// A number bounded so that a few of them can be added.
    package static func bounded(_ number: Int) -> Int { min(max(number, -(1 << 30)), 1 << 30) }
}
