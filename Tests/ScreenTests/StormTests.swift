import Screen
import Testing

/// A small generator, so that a failing storm can be run again.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func number() -> Int {
        switch Int.random(in: 0..<12, using: &self) {
        case 0: .min
        case 1: .max
        case 2: .max - Int.random(in: 0..<3, using: &self)
        default: .random(in: -6...26, using: &self)
        }
    }

    mutating func rect() -> Rect { Rect(x: number(), y: number(), width: number(), height: number()) }
}

@Suite struct StormTests {
    static let texts = ["", "plain", "漢字", "e\u{301}👩‍👧🇩🇪", "\u{1B}[2J\t", "long enough to leave any canvas"]

    @Test(arguments: 0...10)
    func noDrawingTrapsOrBreaksGlyphs(height: Int) {
        var dice = Dice(state: 0x9E37_79B9 &+ UInt64(height))
        for width in 0...20 {
            var canvas = Canvas(width: width, height: height)
            for _ in 0..<60 { draw(on: &canvas, &dice) }
            #expect(canvas.text.split(separator: "\n", omittingEmptySubsequences: false).count == height + 1)
            for y in 0..<height {
                for x in 0..<width {
                    let (part, next) = (canvas[x, y].part, canvas[x + 1, y].part)
                    #expect((part == .left) == (next == .right && x + 1 < width))
                }
            }
            #expect(canvas.clip == canvas.bounds)
        }
    }

    private func draw(on canvas: inout Canvas, _ dice: inout Dice) {
        let text = Self.texts.randomElement(using: &dice) ?? ""
        let role = Role.allCases.randomElement(using: &dice) ?? .text
        let spans = [Span(text, role), Span(text)]
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: canvas.write(text, x: dice.number(), y: dice.number(), role: role)
        case 1: canvas.write(text, x: dice.number(), y: dice.number(), role: role, limit: dice.number())
        case 2: canvas.write(spans, x: dice.number(), y: dice.number(), limit: dice.number())
        case 3: canvas.fill(dice.rect(), with: text.first ?? "█", role: role)
        case 4: canvas.box(dice.rect(), title: spans, trailing: spans, role: role)
        case 5: canvas.recolor(dice.rect(), role)
        case 6:
            let (rect, x, y) = (dice.rect(), dice.number(), dice.number())
            canvas.clipped(to: rect) { $0.write(text, x: x, y: y, role: role) }
        default:
            let columns = (0..<3).map { _ in
                Table.Column(text, minimum: dice.number(), ideal: dice.number(), isFlexible: true)
            }
            let table = Table(columns: columns, sort: Table.Sort(column: 1, isDescending: true), gap: dice.number())
            let (rect, selected) = (dice.rect(), dice.number())
            table.draw(on: &canvas, in: rect, count: 40, offset: dice.number(), selected: selected) { _ in
                [spans, [], spans]
            }
        }
    }

    @Test func numbersFarOutsideAreHarmless() {
        for number in [Int.min, -1, 0, Int.max] {
            #expect(Canvas(width: number, height: 3).width <= Canvas.maximumSide)
            #expect(TextWidth.cut("text", to: number).count <= 4)
            #expect(Bar.text(0.5, width: min(number, 80)).count <= 80)
            #expect(Sparkline.text([1, 2], width: min(number, 80)).count <= 80)
            var rect = Rect(x: number, y: number, width: number, height: number)
            let taken = [rect.takeTop(number), rect.takeBottom(2), rect.takeLeft(number)]
            #expect(taken.allSatisfy { $0.width >= 0 && $0.height >= 0 })
            #expect(rect.inset(columns: number, rows: number).width >= 0)
        }
        #expect(Canvas(width: .max, height: .max).height == Canvas.maximumSide)
    }
}
