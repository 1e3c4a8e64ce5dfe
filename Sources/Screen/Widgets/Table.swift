/// A table of which only the rows on the screen are asked for.
public struct Table: Sendable {
    /// A column: what it is called, how wide it wants to be, and how much it matters.
    public struct Column: Sendable {
        /// The heading.
        public var title: String
        /// It is not shown narrower than that.
        public var minimum: Int
        /// It grows to that before a flexible column gets what is left.
        public var ideal: Int
        /// Where its text stands.
        public var alignment: Alignment
        /// When there is no room for all, the column with the lowest priority goes first.
        public var priority: Int
        /// Whether it takes the room that no other column wants.
        public var isFlexible: Bool

        /// A column; without `ideal` it is as wide as `minimum`.
        public init(
            _ title: String, minimum: Int, ideal: Int? = nil, alignment: Alignment = .left, priority: Int = 0,
            isFlexible: Bool = false
        ) {
            self.title = title
            self.minimum = max(0, Rect.bounded(minimum))
            self.ideal = max(self.minimum, Rect.bounded(ideal ?? 0))
            self.alignment = alignment
            self.priority = priority
            self.isFlexible = isFlexible
        }
    }

    /// Which column the rows are sorted by.
    public struct Sort: Hashable, Sendable {
        /// The column, by its index.
        public var column: Int
        /// Whether the largest comes first.
        public var isDescending: Bool

        /// A column and a direction.
        public init(column: Int, isDescending: Bool = false) {
            self.column = column
            self.isDescending = isDescending
        }
    }

    /// All columns, in the order in which they are shown.
    public var columns: [Column]
    /// The column whose heading has the mark.
    public var sort: Sort?
    /// The blanks between two columns.
    public var gap: Int

    /// A table of these columns.
    public init(columns: [Column], sort: Sort? = nil, gap: Int = 1) {
        self.columns = columns
        self.sort = sort
        self.gap = max(0, Rect.bounded(gap))
    }

    /// Draws the headings and below them as many rows as there is room for, from `offset` on.
    ///
    /// `row` is asked for the cells of a row, one list of pieces per column, only when the row is seen.
    public func draw(
        on canvas: inout Canvas, in rect: Rect, count: Int, offset: Int = 0, selected: Int? = nil,
        row: (Int) -> [[Span]]
    ) {
        guard !rect.isEmpty else { return }
        let places = columns(for: rect.width)
        canvas.clipped(to: rect) { canvas in
            for place in places {
                draw(heading(of: place), on: &canvas, at: place, in: rect, y: rect.y)
            }
            let first = max(0, offset)
            for index in first..<max(first, min(count, Rect.bounded(first) + rect.height - 1)) {
                let cells = row(index)
                let y = rect.y + 1 + index - first
                for place in places where cells.indices.contains(place.index) {
                    draw(cells[place.index], on: &canvas, at: place, in: rect, y: y)
                }
                if index == selected {
                    canvas.recolor(Rect(x: rect.x, y: y, width: rect.width, height: 1), .selected)
                }
            }
        }
    }

    private func heading(of place: Place) -> [Span] {
        let column = columns[place.index]
        guard let sort, sort.column == place.index else { return [Span(column.title, .header)] }
        let mark = Span(sort.isDescending ? "▼" : "▲", .header)
        let title = Span(TextWidth.cut(column.title, to: place.width - 1), .header)
        // The mark stands on the side where the column has room, and the title gives way to it.
        if column.alignment == .right { return [mark, title] }
        return TextWidth.of(title.text) < place.width - 1 ? [title, " ", mark] : [title, mark]
    }

    private func draw(_ spans: [Span], on canvas: inout Canvas, at place: Place, in rect: Rect, y: Int) {
        let spans = spans.cut(to: place.width)
        let indent = columns[place.index].alignment == .right ? place.width - spans.columns : 0
        canvas.write(spans, x: rect.x + place.x + indent, y: y)
    }

    /// The first row to show, so that the selected one is seen and the screen moves as little as it can.
    public static func offset(showing selected: Int?, from offset: Int, rows: Int, count: Int) -> Int {
        let (rows, offset) = (Rect.bounded(rows), Rect.bounded(offset))
        let last = max(0, Rect.bounded(count) - max(0, rows))
        guard let selected = selected.map(Rect.bounded), rows > 0 else { return min(max(0, offset), last) }
        return min(max(0, min(max(offset, selected - rows + 1), selected)), last)
    }
}
