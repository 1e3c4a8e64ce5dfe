import Screen

/// A page that covers the panels: lines under a title, scrolled as far as there are any.
struct PageView {
    let title: String
    let lines: [[Span]]
    let offset: Int
    /// What Enter opens from here.
    var next: String?
    /// What stands at the right of the title, unless it is how to move and leave.
    var hint: [Span]?

    /// The offset from which the last line is seen.
    func lastOffset(in rect: Rect) -> Int { max(0, lines.count - (rect.height - 2)) }

    func draw(on canvas: inout Canvas, in rect: Rect) {
        let rows = rect.height - 2
        let first = min(offset, lastOffset(in: rect))
        let opens = next.map { "Enter \($0), " } ?? ""
        let keys = (lines.count > rows ? "Up Down move, " : "") + opens + "Esc leaves"
        let inner = canvas.box(rect, title: [Span(title, .title)], trailing: hint ?? [Span(keys, .hint)], role: .focus)
            .inset(columns: 1, rows: 0)
        for (row, line) in lines.dropFirst(first).prefix(inner.height).enumerated() {
            canvas.write(line, x: inner.x, y: inner.y + row, limit: inner.width)
        }
    }
}
