import Details
import Screen

/// The help: the keys and what they do, made from the key table, then what the letters and words on the screen mean, in
/// as many columns as there is room for.
struct HelpView {
    let keys: KeyMap
    /// The room for the lines.
    let width: Int
    let height: Int

    private static let columnWidth = 64

    /// The lines, several columns of them side by side when they would not fit below each other.
    var lines: [[Span]] {
        let most = max(1, width / Self.columnWidth)
        let columns = (1...most).first { list(width: width / $0 - 2).count <= height * $0 } ?? most
        let lines = list(width: width / columns - 2)
        let rows = (lines.count + columns - 1) / columns
        return (0..<rows).map { row in
            (0..<columns).flatMap { column -> [Span] in
                let place = column * rows + row
                let line = lines.indices.contains(place) ? lines[place].cut(to: width / columns - 2) : []
                return line + [Span(String(repeating: " ", count: max(0, width / columns - line.columns)))]
            }
        }
    }

    private func list(width: Int) -> [[Span]] {
        keyLines + ReasonLegend(width: width).lines + Glossary(width: width).lines
    }

    /// Whether the digits pick the queues, which one line can say.
    private var hasDigits: Bool {
        (0...9).allSatisfy { (number: Int) in keys.action(of: .character(Character("\(number)"))) == .queue(number) }
    }

    private var keyLines: [[Span]] {
        var lines: [[Span]] = []
        for group in KeyBinding.Group.allCases {
            lines.append([Span(group.rawValue, .header)])
            for binding in self.keys.bindings where binding.group == group {
                var keys = binding.keys.map(\.name).joined(separator: " ")
                var help = binding.help
                if hasDigits, case .queue(.some(let number)) = binding.action {
                    if number > 0 { continue }
                    (keys, help) = ("0 … 9", "the rows of that queue only; again for all")
                }
                lines.append([Span(TextWidth.pad("  \(keys)", to: 18), .key), Span(" \(help)", .text)])
            }
        }
        return lines
    }
}
