import Screen
import Testing

@Suite struct GraphTests {
    @Test(arguments: [
        ([0, 1, 50, 99, 100], 5, 100, "▁▂▅██"), ([1, 2], 4, 2, "  ▅█"), ([1, 2, 3, 4], 2, 4, "▇█"),
        ([], 3, 1, "   "), ([0, 0], 2, 0, "▁▁"), ([5], 0, 5, ""), ([.nan, -1, .infinity], 3, 1, "▁▁█"),
    ])
    func sparkline(values: [Double], width: Int, max: Double, expected: String) {
        #expect(Sparkline.text(values, width: width, max: max) == expected)
    }

    @Test func sparklineScalesToWhatItShows() {
        #expect(Sparkline.text([100, 1, 2], width: 2) == "▅█")
    }

    @Test(arguments: [
        (0, 8, ""), (0.001, 8, "▏"), (0.5, 8, "████"), (0.55, 10, "█████▌"), (1, 3, "███"), (7, 3, "███"),
        (.nan, 3, ""),
        (0.5, 0, ""), (-1, 3, ""),
    ])
    func bar(fraction: Double, width: Int, expected: String) {
        #expect(Bar.text(fraction, width: width) == expected)
    }

    @Test(arguments: [
        (6, 8, 10, 10, "██████▓▓░░"), (0, 0, 8, 4, "░░░░"), (1, 1, 1000, 4, "█░░░"), (999, 999, 1000, 4, "███░"),
        (8, 8, 8, 4, "████"), (9, 3, 8, 4, "████"), (1, 2, 2, 1, "█"), (0, 0, 0, 3, "░░░"), (3, 4, 8, 0, ""),
    ])
    func usage(used: Int, peak: Int, total: Int, width: Int, expected: String) {
        let spans = Bar.text(used: used, peak: peak, of: total, width: width)
        #expect(spans.map(\.text).joined() == expected)
    }

    @Test(arguments: [
        (0, "0 B", "0"), (1448, "1448 B", "1448"), (9999, "9999 B", "9999"), (41_230, "41.2 kB", "41.2 k"),
        (99_949, "99.9 kB", "99.9 k"), (99_950, "100 kB", "100 k"), (999_499, "999 kB", "999 k"),
        (999_500, "1.0 MB", "1.0 M"), (118_000_000, "118 MB", "118 M"), (-41_230, "−41.2 kB", "−41.2 k"),
        (.max, "9.2 EB", "9.2 E"), (.min, "−9.2 EB", "−9.2 E"),
    ])
    func quantities(number: Int, bytes: String, count: String) {
        #expect(Quantity.bytes(number) == bytes)
        #expect(Quantity.count(number) == count)
    }

    @Test(arguments: [
        (12, 1, "12.0"), (13.0166, 2, "13.02"), (0.05, 2, "0.05"), (0.996, 2, "1.00"), (-0.04, 1, "0.0"),
        (-1.25, 1, "−1.3"), (2.5, 0, "3"), (.infinity, 1, "–"), (.nan, 1, "–"), (1e300, 1, "1e+300"),
    ])
    func fixed(value: Double, decimals: Int, expected: String) {
        #expect(Quantity.fixed(value, decimals: decimals) == expected)
    }

    @Test func percent() {
        #expect(Quantity.percent(0.991) == "99.1 %")
        #expect(Quantity.percent(0.26, decimals: 0) == "26 %")
        #expect(Quantity.percent(0 / 0.0) == "–")
    }
}
