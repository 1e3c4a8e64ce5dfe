import Screen

/// The keys and what they do, made from the key table, in as many columns as there is room for.
struct HelpView {
    let keys: KeyMap
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

    /// Whether the digits pick the queues, which one line can say.
    private var hasDigits: Bool {
        (0...8).allSatisfy { keys.action(of: .character(Character("\($0 + 1)"))) == .queue($0) }
    }

    private var list: [[Span]] {
        var lines: [[Span]] = []
        for group in KeyBinding.Group.allCases {
            lines.append([Span(group.rawValue, .header)])
            for binding in self.keys.bindings where binding.group == group {
                var keys = binding.keys.map(\.name).joined(separator: " ")
                var help = binding.help
                if hasDigits, case .queue(.some(let number)) = binding.action {
                    if number > 0 { continue }
                    (keys, help) = ("1 … 9", "the rows of queue 0 … 8 only")
                }
                lines.append([Span(TextWidth.pad("  \(keys)", to: 18), .key), Span(" \(help)", .text)])
            }
        }
        return lines
    }
}
