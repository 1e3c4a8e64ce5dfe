import Screen

/// The keys and what they do, made from the key table, in as many columns as there is room for.
struct HelpView {
    /// The room for the lines.
    let width: Int
    let height: Int

    private static let columnWidth = 64

    /// The lines, several columns of them side by side when they would not fit below each other.
    var lines: [[Span]] {
        let lines = list
        let columns = max(1, min(width / Self.columnWidth, (lines.count + height - 1) / max(1, height)))
        let rows = (lines.count + columns - 1) / columns
        return (0..<rows).map { row in
            (0..<columns).flatMap { column -> [Span] in
                let place = column * rows + row
                let line = lines.indices.contains(place) ? lines[place].cut(to: width / columns - 2) : []
                return line + [Span(String(repeating: " ", count: max(0, width / columns - line.columns)))]
            }
        }
    }

    private var list: [[Span]] {
        var lines: [[Span]] = []
        for group in KeyBinding.Group.allCases {
            lines.append([Span(group.rawValue, .header)])
            for binding in KeyTable.bindings where binding.group == group {
                if case .queue(.some(let number)) = binding.action, number > 0 { continue }
                var keys = binding.keys.map(\.name).joined(separator: " ")
                var help = binding.help
                if case .queue(.some) = binding.action { (keys, help) = ("1 … 9", "the rows of queue 0 … 8 only") }
                lines.append([Span(TextWidth.pad("  \(keys)", to: 18), .key), Span(" \(help)", .text)])
            }
        }
        return lines
    }
}
