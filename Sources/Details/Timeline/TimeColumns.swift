import Screen

/// Columns of a screen that each stand for a stretch of time of the same length, in nanoseconds.
///
/// A time belongs to the column in whose stretch it lies. So a part of time from `a` to `b` is as long as
/// `column(of: b) − column(of: a)`, and one that is shorter than a stretch may have no column of its own.
package struct TimeColumns: Equatable, Sendable {
    /// The nanoseconds of a column.
    package let scale: Int64
    /// The number of the first column, from time 0 on.
    package let first: Int64
    /// How many columns there are.
    package let count: Int

    /// Columns from the one with that number on.
    package init(scale: Int64, first: Int64, count: Int) {
        (self.scale, self.first, self.count) = (max(1, scale), first, max(0, count))
    }

    /// The column of a time, counted from the first one: it may lie outside.
    package func column(of time: Int64) -> Int {
        Int(clamping: (time >= 0 ? time / scale : (time - scale + 1) / scale) - first)
    }

    /// When a column begins.
    package func time(of column: Int) -> Int64 { (first + Int64(column)) * scale }

    /// Whether a column is shown.
    func contains(_ column: Int) -> Bool { column >= 0 && column < count }

    /// The scales to choose from: 1, 2, 5, 10 … nanoseconds up to 5 s.
    static let scales: [Int64] = (0..<10).flatMap { power in
        let unit = (0..<power).reduce(Int64(1)) { value, _ in value * 10 }
        return [unit, 2 * unit, 5 * unit]
    }

    /// The largest of the scales at which so much time takes so many columns at least.
    static func scale(of time: Int64, in columns: Int) -> Int64 {
        let columns = Int64(max(1, columns))
        return scales.last { $0 * columns <= time } ?? scales[0]
    }
}

/// The row that says which columns are when.
struct TimeAxis {
    let columns: TimeColumns

    /// Columns between two marks.
    private static let step = 10

    /// Marks at round times: the first one's since the first frame arrived, and how much later the others are.
    var text: String {
        var cells = Array(repeating: Character(" "), count: columns.count)
        let rest = Int(columns.first % Int64(Self.step))
        let origin = (Self.step - rest) % Self.step
        var free = 0
        for mark in stride(from: origin, to: columns.count, by: Self.step) where mark >= free {
            cells[mark] = "╷"
            let distance = Int64(mark - origin) * columns.scale
            let label = mark == origin ? TimeAxis.exact(columns.time(of: mark)) : "+\(TimeAxis.exact(distance))"
            guard mark + 1 + label.count <= columns.count else { continue }
            for (place, character) in label.enumerated() { cells[mark + 1 + place] = character }
            free = mark + 2 + label.count
        }
        return String(cells)
    }

    /// A time with all its digits: `500 ns`, `153.75 ms`, `12.345678 s`.
    static func exact(_ time: Int64) -> String {
        let units: [(Int64, String)] = [(1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "µs"), (1, "ns")]
        let (unit, name) = units.first { time >= $0.0 } ?? units[3]
        let (whole, part) = time.quotientAndRemainder(dividingBy: unit)
        guard part > 0 else { return "\(whole) \(name)" }
        var digits = String(part + unit).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits) \(name)"
    }
}
