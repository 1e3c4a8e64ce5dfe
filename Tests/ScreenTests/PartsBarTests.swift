import Screen
import Testing

/// Bars of parts that are told apart by letters.
@Suite struct PartsBarTests {
    private func text(_ values: [Double], _ width: Int) -> String {
        let parts = zip("mrhd", values).map { PartsBar.Part($0, $1, .graph) }
        return PartsBar(parts).spans(width: width).map(\.text).joined()
    }

    @Test(arguments: [
        ([1, 1, 1, 1], 12, "m██r██h██d██"), ([50, 0, 150, 0], 10, "m██h██████"), ([0, 0, 3, 0], 4, "h███"),
        ([1_000, 1, 1, 1], 8, "m████rhd"), ([1, 1, 1, 1], 4, "mrhd"), ([1, 1, 1, 1], 2, "mr"), ([0, 0, 0, 0], 9, ""),
        ([], 9, ""), ([1, 1, 1, 1], 0, ""), ([1, 2, 0, 0], -3, ""),
    ])
    func parts(values: [Double], width: Int, expected: String) { #expect(text(values, width) == expected) }

    @Test func itIsAsWideAsItsRoom() {
        for width in 4...40 { #expect(text([3, 1, 7, 2], width).count == width) }
    }
}
