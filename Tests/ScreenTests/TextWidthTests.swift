import Screen
import Testing

@Suite struct TextWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("漢字", 4), ("e\u{301}", 1), ("…·→▁█", 5), ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2),
        ("🇩🇪", 2), ("⚠\u{FE0F}", 1), ("각", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("ﾊ", 1), ("Ａ", 2),
        ("\u{1B}[31m", 5), ("\t\n", 2), ("\r\n", 2), ("\u{9B}", 1), ("\u{202E}", 1), ("\u{301}", 1), ("\u{200D}", 0),
    ])
    func columns(text: String, expected: Int) {
        #expect(TextWidth.of(text) == expected)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""), ("abcdef", -3, ""),
        ("漢字漢", 6, "漢字漢"), ("漢字漢", 5, "漢字…"), ("漢字漢", 4, "漢…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ])
    func cut(text: String, columns: Int, expected: String) {
        let result = TextWidth.cut(text, to: columns)
        #expect(result == expected)
        #expect(TextWidth.of(result) <= max(0, columns))
    }

    @Test func pad() {
        #expect(TextWidth.pad("漢", to: 4) == "漢  ")
        #expect(TextWidth.pad("漢", to: 4, .right) == "  漢")
        #expect(TextWidth.pad("long", to: 2) == "long")
        #expect(TextWidth.pad("a", to: -1) == "a")
    }

    @Test(arguments: [
        (9, "ab cd/ef"), (8, "ab cd/ef"), (7, "ab cd/…"), (6, "ab cd…"), (3, "ab…"), (1, "…"), (0, ""), (-1, ""),
    ])
    func cutOfPieces(columns: Int, expected: String) {
        let pieces: [Span] = ["ab ", Span("cd/", .key), "", Span("ef", .muted)]
        #expect(pieces.cut(to: columns).map(\.text).joined() == expected)
    }
}
