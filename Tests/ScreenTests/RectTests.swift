import Screen
import Testing

@Suite struct RectTests {
    @Test func takingPartsOff() {
        var rest = Rect(x: 2, y: 3, width: 10, height: 6)
        #expect(rest.takeTop(2) == Rect(x: 2, y: 3, width: 10, height: 2))
        #expect(rest.takeBottom(1) == Rect(x: 2, y: 8, width: 10, height: 1))
        #expect(rest.takeLeft(3) == Rect(x: 2, y: 5, width: 3, height: 3))
        #expect(rest.takeLeft(99) == Rect(x: 5, y: 5, width: 7, height: 3))
        #expect(rest.isEmpty && rest.height == 3)
    }

    @Test func splitting() {
        let parts = Rect(x: 1, y: 0, width: 11, height: 2).split(columns: 4)
        #expect(parts.map(\.x) == [1, 4, 7, 10] && parts.map(\.width) == [3, 3, 3, 2])
        #expect(Rect(width: 2, height: 1).split(columns: 3).map(\.width) == [1, 1, 0])
        #expect(Rect(width: 2, height: 1).split(columns: -1).isEmpty)
    }

    @Test func insetAndIntersection() {
        #expect(Rect(width: 5, height: 4).inset() == Rect(x: 1, y: 1, width: 3, height: 2))
        #expect(Rect(width: 1, height: 1).inset().isEmpty)
        #expect(Rect(width: -3, height: 2) == Rect(width: 0, height: 2))
        let apart = Rect(width: 3, height: 3).intersection(Rect(x: 5, y: 1, width: 2, height: 9))
        #expect(apart.isEmpty && apart.height == 2)
    }
}
