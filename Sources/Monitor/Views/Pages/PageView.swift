import Screen

/// A page that covers the panels: lines under a title, scrolled as far as there are any.
struct PageView {
    let title: String
    let lines: [[Span]]
    let offset: Int

    /// The offset from which the last line is seen.
    func lastOffset(in rect: Rect) -> Int { max(0, lines.count - (rect.height - 2)) }

    func draw(on canvas: inout Canvas, in rect: Rect) {
        let rows = rect.height - 2
        let first = min(offset, lastOffset(in: rect))
        let hint = lines.count > rows ? "Up Down move, Esc leaves" : "Esc leaves"
        let inner = canvas.box(rect, title: [Span(title, .title)], trailing: [Span(hint, .hint)], role: .focus)
            .inset(columns: 1, rows: 0)
        for (row, line) in lines.dropFirst(first).prefix(inner.height).enumerated() {
            canvas.write(line, x: inner.x, y: inner.y + row, limit: inner.width)
        }
    }
}
