import Screen
import Testing

@Suite struct StyleTextTests {
    static let palette: [String: Color] = ["ink": .rgb(1, 2, 3), "red": .rgb(9, 9, 9)]

    @Test(
        arguments: [
            ("ink", Style(.rgb(1, 2, 3))), ("red", Style(.rgb(9, 9, 9))), ("green", Style(.ansi(2))),
            ("bright-white", Style(.ansi(15))), ("black", Style(.ansi(0))), ("default", Style()),
            ("0", Style(.indexed(0))), ("255", Style(.indexed(255))), ("#D8dee9", Style(.rgb(216, 222, 233))),
            ("ink on blue", Style(.rgb(1, 2, 3), on: .ansi(4))), ("default on 236", Style(on: .indexed(236))),
            ("ink on #000000 bold reverse", Style(.rgb(1, 2, 3), [.bold, .reverse], on: .rgb(0, 0, 0))),
            ("  cyan \t dim  underline ", Style(.ansi(6), [.dim, .underline])),
        ] as [(String, Style)])
    func reading(text: String, expected: Style) throws {
        #expect(try Style(text, palette: Self.palette) == expected)
    }

    @Test(arguments: ["inc", "256", "-1", "+1", "#12345", "#12345g", "#+12345", "bold", "on ink", "bright-ink"])
    func whatIsNoColor(text: String) {
        let word = text.split(separator: " ").first.map(String.init) ?? ""
        #expect(throws: StyleTextError.notAColor(word, palette: ["ink", "red"])) {
            try Style(text, palette: Self.palette)
        }
    }

    @Test(
        arguments: [
            ("", .noColor), ("ink on", .noColor), ("ink red", .notAnAttribute("red")),
            ("ink blink", .notAnAttribute("blink")), ("ink bold on red", .notAnAttribute("on")),
        ] as [(String, StyleTextError)])
    func otherFaults(text: String, expected: StyleTextError) {
        #expect(throws: expected) { try Style(text, palette: Self.palette) }
    }

    @Test func messagesSayWhatIsAllowed() {
        let message = StyleTextError.notAColor("inc", palette: ["ink"]).description
        for word in ["\"inc\"", "ink", "default", "magenta", "bright-", "0 to 255", "#rrggbb"] {
            #expect(message.contains(word), "\(word)")
        }
        #expect(StyleTextError.notAnAttribute("x").description.contains("[bold] [dim] [underline] [reverse]"))
    }

    @Test(arguments: [
        ("ink", true), ("deep-sea_2", true), ("red", true), ("on", false), ("bold", false), ("default", false),
        ("", false), ("2nd", false), ("#a", false), ("a b", false), ("a.b", false),
    ])
    func paletteNames(name: String, expected: Bool) {
        #expect(Color.isPaletteName(name) == expected)
    }
}
