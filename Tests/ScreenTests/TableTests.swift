import Screen
import Testing

@Suite struct TableTests {
    let table = Table(
        columns: [
            Table.Column("Q", minimum: 1, priority: 3),
            Table.Column("FLOW", minimum: 6, ideal: 9, priority: 9, isFlexible: true),
            Table.Column("SEGS", minimum: 5, alignment: .right, priority: 5),
            Table.Column("WHY", minimum: 3, ideal: 5, priority: 3),
        ],
        sort: Table.Sort(column: 2, isDescending: true)
    )

    @Test(arguments: [
        (30, "0@0+1 1@2+16 2@19+5 3@25+5"), (21, "0@0+1 1@2+9 2@12+5 3@18+3"), (18, "0@0+1 1@2+6 2@9+5 3@15+3"),
        (17, "0@0+1 1@2+9 2@12+5"), (13, "1@0+7 2@8+5"), (12, "1@0+6 2@7+5"), (11, "1@0+11"), (4, "1@0+4"),
        (0, ""), (-5, ""),
    ])
    func layout(width: Int, expected: String) {
        let places = table.columns(for: width)
        #expect(places.map { "\($0.index)@\($0.x)+\($0.width)" }.joined(separator: " ") == expected)
    }

    @Test func drawing() {
        var canvas = Canvas(width: 22, height: 5)
        var asked: [Int] = []
        table.draw(on: &canvas, in: Rect(x: 1, y: 1, width: 20, height: 3), count: 9, offset: 4, selected: 5) { row in
            asked.append(row)
            return [["0"], ["10.0.0.1:\(40_000 + row)"], [Span("\(row)", .changed)]]
        }
        #expect(asked == [4, 5])
        #expect(canvas.text == "\n Q FLOW     ▼SEGS WHY\n 0 10.0.0.…     4\n 0 10.0.0.…     5\n\n")
        #expect(
            canvas.roles
                == "\n h hhhh     hhhhh hhh\n . ........     c\n SSSSSSSSSSSSSSSSSSSS\n\n")
    }

    @Test(arguments: [(5, "ABC ▲"), (4, "ABC▲"), (3, "A…▲"), (1, "▲")])
    func theSortMarkStaysInANarrowColumn(width: Int, expected: String) {
        var canvas = Canvas(width: width, height: 1)
        let table = Table(columns: [Table.Column("ABC", minimum: 1, isFlexible: true)], sort: .init(column: 0))
        table.draw(on: &canvas, in: canvas.bounds, count: 0) { _ in [] }
        #expect(canvas.text == expected + "\n")
    }

    @Test(arguments: [
        (0, 0, 3, 9, 0), (4, 0, 3, 9, 2), (2, 5, 3, 9, 2), (6, 5, 3, 9, 5), (8, 0, 3, 9, 6), (0, 7, 3, 9, 0),
        (20, 0, 3, 9, 6), (1, 0, 0, 9, 0), (0, 0, 5, 2, 0), (-1, 3, 5, 0, 0), (.min, .max, .max, .min, 0),
    ])
    func scrolling(selected: Int, from: Int, rows: Int, count: Int, expected: Int) {
        #expect(Table.offset(showing: selected, from: from, rows: rows, count: count) == expected)
    }

    @Test func scrollingWithoutSelection() {
        #expect(Table.offset(showing: nil, from: 40, rows: 3, count: 9) == 6)
        #expect(Table.offset(showing: nil, from: -4, rows: 3, count: 9) == 0)
    }
}
