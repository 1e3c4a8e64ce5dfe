import Screen

/// The keys and what they do, made from the key table.
struct HelpView {
    func draw(on canvas: inout Canvas) {
        let inner = canvas.box(canvas.bounds, title: [Span("keys", .title)], trailing: [Span("Esc leaves", .hint)])
        var lines: [[Span]] = []
        for group in KeyBinding.Group.allCases {
            if !lines.isEmpty { lines.append([]) }
            lines.append([Span(group.rawValue, .header)])
            for binding in KeyTable.bindings where binding.group == group {
                let keys = binding.keys.map(\.name).joined(separator: " ")
                lines.append([Span(TextWidth.pad("  \(keys)", to: 18), .key), Span(" \(binding.help)", .text)])
            }
        }
        // Without room for all, the blank lines go first.
        if lines.count > inner.height { lines.removeAll(where: \.isEmpty) }
        for (row, line) in lines.prefix(inner.height).enumerated() {
            canvas.write(line, x: inner.x + 1, y: inner.y + row, limit: inner.width - 2)
        }
    }
}
