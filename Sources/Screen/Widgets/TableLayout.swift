extension Table {
    /// Where a column stands.
    public struct Place: Hashable, Sendable {
        /// Which column it is.
        public let index: Int
        /// The distance from the left edge of the table.
        public let x: Int
        /// How wide it is.
        public let width: Int
    }

    /// The columns that fit in a width, with their places.
    ///
    /// Columns go, the least important first and of equals the rightmost, until the rest fit at their minimum.
    /// What is left over goes to the ideal widths from the left, then to the flexible column. The last column
    /// left is cut rather than dropped.
    public func columns(for width: Int) -> [Place] {
        let width = Rect.bounded(width)
        guard width > 0 else { return [] }
        var shown = Array(columns.indices)
        while shown.count > 1, needed(shown) > width, let least = leastImportant(shown) {
            shown.removeAll { $0 == least }
        }
        var spare = width - needed(shown)
        var widths: [Int: Int] = [:]
        for index in shown {
            let growth = min(max(0, spare), columns[index].ideal - columns[index].minimum)
            widths[index] = min(width, columns[index].minimum + growth)
            spare -= growth
        }
        if spare > 0, let flexible = shown.first(where: { columns[$0].isFlexible }) {
            widths[flexible, default: 0] += spare
        }
        var x = 0
        return shown.map { index in
            let place = Place(index: index, x: x, width: widths[index] ?? 0)
            x += place.width + gap
            return place
        }
    }

    /// The width at which no column goes, and none is narrower than its minimum.
    public var minimumWidth: Int { needed(Array(columns.indices)) }

    /// Makes every column at least as wide as its cells, so that none is cut.
    public mutating func widen(to rows: [[[Span]]]) {
        for row in rows {
            for (index, cell) in zip(columns.indices, row) {
                columns[index].minimum = max(columns[index].minimum, Rect.bounded(cell.columns))
            }
        }
    }

    private func needed(_ shown: [Int]) -> Int {
        shown.reduce(gap * max(0, shown.count - 1)) { $0 + columns[$1].minimum }
    }

    private func leastImportant(_ shown: [Int]) -> Int? {
        shown.reversed().min { columns[$0].priority < columns[$1].priority }
    }
}
