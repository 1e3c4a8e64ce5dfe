import Screen
import Testing

@Suite struct CanvasTests {
    @Test func boxWithTitles() {
        var canvas = Canvas(width: 26, height: 4)
        let title: [Span] = [Span("queue 0", .title), " · 26 %"]
        let inside = canvas.box(canvas.bounds, title: title, trailing: ["9 / 65"])
        #expect(inside == Rect(x: 1, y: 1, width: 24, height: 2))
        #expect(
            canvas.text == """
                ┌ queue 0 · 26 % ────────┐
                │                        │
                │                        │
                └────────────────────────┘

                """)
        #expect(canvas.roles.hasPrefix("bbTTTTTTT . .. .bbbbbbbbbb\nb                        b\n"))
    }

    @Test(arguments: [
        (20, "┌ title ───── 9/65 ┐"), (15, "┌ title ──────┐"), (10, "┌ title ─┐"), (8, "┌ tit… ┐"), (4, "┌──┐"),
        (2, "┌┐"),
        (1, "│"),
    ])
    func boxesOfEveryWidth(width: Int, top: String) {
        var canvas = Canvas(width: width, height: 2)
        canvas.box(canvas.bounds, title: ["title"], trailing: ["9/65"])
        #expect(canvas.text.split(separator: "\n").first.map(String.init) == top)
    }

    @Test func flatBoxesAreLines() {
        var canvas = Canvas(width: 4, height: 1)
        #expect(canvas.box(canvas.bounds).isEmpty)
        #expect(canvas.text == "────\n")
    }

    @Test func writingReturnsColumnsAndCutsAtTheLimit() {
        var canvas = Canvas(width: 6, height: 2)
        #expect(canvas.write("漢字abcd", x: 0, y: 0) == 8)
        #expect(canvas.write([Span("ab", .key), Span("cdef", .hint)], x: 1, y: 1, limit: 4) == 4)
        #expect(canvas.text == "漢字ab\n abc…\n")
        #expect(canvas.roles == "......\n yyii\n")
    }

    @Test func clippingKeepsTheRest() {
        var canvas = Canvas(width: 5, height: 3)
        canvas.fill(canvas.bounds, with: ".")
        canvas.clipped(to: Rect(x: 1, y: 1, width: 3, height: 1)) { canvas in
            for y in -1...3 { canvas.write("abcdefgh", x: -1, y: y) }
            canvas.recolor(canvas.bounds, .selected)
        }
        #expect(canvas.text == ".....\n.cde.\n.....\n")
        #expect(canvas.roles == ".....\n.SSS.\n.....\n")
    }

    @Test(arguments: [(0, "x 字漢"), (1, " x字漢"), (2, "漢x 漢"), (3, "漢 x漢"), (4, "漢字x")])
    func halfOfAWideGlyphBecomesBlank(x: Int, expected: String) {
        var canvas = Canvas(width: 6, height: 1)
        canvas.write("漢字漢", x: 0, y: 0)
        canvas.write("x", x: x, y: 0)
        #expect(canvas.text == expected + "\n")
    }

    @Test func wideGlyphsAtTheEdges() {
        var canvas = Canvas(width: 5, height: 2)
        canvas.write("漢字漢", x: 0, y: 0)
        canvas.write("漢字漢", x: -1, y: 1)
        #expect(canvas.text == "漢字\n 字漢\n")
        #expect(canvas[0, 0].part == .left && canvas[1, 0].part == .right && canvas[4, 0].part == .whole)
    }

    @Test func controlsNeverReachTheScreen() {
        var canvas = Canvas(width: 20, height: 1)
        canvas.write("a\u{1B}[2J\r\nb\u{7}\u{9B}\u{202E}\u{0}c", x: 0, y: 0)
        #expect(canvas.text == "a·[2J··b····c\n")
    }

    @Test func marksAreKeptUpToALimit() {
        var canvas = Canvas(width: 3, height: 1)
        canvas.write("e\u{301}x" + String(repeating: "\u{308}", count: 50), x: 0, y: 0)
        #expect(canvas.text == "e\u{301}x\u{308}\u{308}\u{308}\u{308}\n")
        canvas.write("ee", x: 0, y: 0)
        #expect(canvas.text == "ee\n")
    }

    @Test func everythingScreenDrawsHasAnASCIIForm() {
        var canvas = Canvas(width: 60, height: 12)
        let inside = canvas.box(canvas.bounds, title: ["t·"], trailing: ["9"], role: .focus)
        canvas.write(Sparkline.text((0..<9).map(Double.init), width: 12), x: 2, y: 1)
        for eighth in 1...8 { canvas.write(Bar.text(Double(eighth) / 8, width: 1), x: 1 + eighth, y: 2) }
        canvas.write(Bar.text(used: 6, peak: 8, of: 10, width: 10), x: 2, y: 3)
        canvas.write("cut short\u{1B}", x: 2, y: 4, limit: 5)
        canvas.write(Quantity.percent(.nan) + Quantity.fixed(-1) + "\u{7F}", x: 2, y: 5)
        for (row, descending) in [(6, true), (8, false)] {
            let table = Table(
                columns: [Table.Column("A", minimum: 4)], sort: Table.Sort(column: 0, isDescending: descending))
            table.draw(on: &canvas, in: Rect(x: 2, y: row, width: 9, height: 2), count: 1) { _ in [["too long"]] }
        }
        #expect(inside.width == 58)
        let text = canvas.ascii().text
        #expect(text.utf8.allSatisfy { $0 < 0x7F } && !text.contains("?"), "\(text)")
        #expect(canvas.ascii().roles == canvas.roles)
    }

    @Test func asciiKeepsTheGeometry() {
        var canvas = Canvas(width: 12, height: 1)
        canvas.write("漢 ▸é→…─│┼", x: 0, y: 0)
        #expect(canvas.ascii().text == "?? >?>~-|+\n")
    }
}
