import Config
import Screen
import Testing

@Suite struct ThemeFileTests {
    static func read(_ text: String, fallback: Theme? = nil) throws -> ThemeFile {
        try ThemeFile(text, file: "mine.toml", name: "mine", fallback: fallback)
    }

    @Test func aThemeIsRead() throws {
        let file = try Self.read(
            """
            name = "My own"
            background = "night"
            [palette]
            night = "#000010"
            ink = 7
            [roles]
            text = "ink"
            title = "ink on red bold"
            bar-low = 46
            """)
        #expect(file.title == "My own")
        #expect(file.theme.name == "mine")
        #expect(file.theme[.text] == Style(.indexed(7), on: .rgb(0, 0, 16)))
        #expect(file.theme[.title] == Style(.indexed(7), .bold, on: .ansi(1)))
        #expect(file.theme[.barLow] == Style(.indexed(46), on: .rgb(0, 0, 16)))
    }

    @Test func whatIsLeftOutIsDrawnInTheColorsOfText() throws {
        let mono = try ThemeShelf(folder: nil).theme("mono")
        let file = try Self.read("[roles]\ntext = \"green on black\"\n", fallback: mono)
        #expect(file.title == "mine")
        #expect(file.theme[.selected] == Style(.ansi(2), .reverse, on: .ansi(0)))
        #expect(file.theme[.border] == Style(.ansi(2), on: .ansi(0)))
    }

    @Test(arguments: [
        ("[roles]\n\n# a role\nselectd = \"red\"", "mine.toml:4: role \"selectd\" is not known: text, muted,"),
        ("[roles]\ntext = \"inc\"\n[palette]\nink = 1", "mine.toml:2: text: color \"inc\" is not known: ink, default,"),
        ("[roles]\ntext = \"red blink\"", "mine.toml:2: text: \"blink\" does not belong into a style: COLOR [on"),
        ("[roles]\ntext = \"\"", "mine.toml:2: text: a color is missing"),
        ("[roles]\ntext = true", "mine.toml:2: text: a text in quotes is allowed"),
        ("[roles]\ntext = 256", "mine.toml:2: text: color \"256\" is not known"),
        ("[palette]\nink = \"#12\"", "mine.toml:2: ink: color \"#12\" is not known"),
        ("[palette]\na = \"red\"\nb = \"a\"", "mine.toml:3: b: color \"a\" is not known"),
        ("[palette]\nink = \"red bold\"", "mine.toml:2: ink: one color is allowed"),
        ("[palette]\nbold = \"red\"", "mine.toml:2: \"bold\" cannot name a color"),
        ("background = \"red on blue\"", "mine.toml:1: background: one color is allowed"),
        ("name = 3", "mine.toml:1: name: a text in quotes is allowed"),
        ("\ncolour = 3", "mine.toml:2: \"colour\" is not known: name, background, [palette] and [roles] are allowed"),
        ("roles = 3", "mine.toml:1: roles is a table: [roles]"), ("\n\nroles.x = 1", "mine.toml:3: role \"x\""),
        ("roles = {text = \"red\",\tx = 1}", "mine.toml:1: role \"x\""), ("\n\n[roles", "mine.toml:3: "),
        ("name = \"\"\"\n[roles]\nx = 1\n\"\"\"\n\n[roles]\nx = [\n1,\n2]\n", "mine.toml:7: role \"x\""),
        ("name = \"a\0\"", "mine.toml:1: \"\\x00\" is not allowed here"),
    ])
    func faultsNameFileAndLine(text: String, message: String) {
        #expect { try Self.read(text) } throws: { error in
            let description = (error as? ConfigError)?.description ?? ""
            return description.hasPrefix(message)
        }
        #expect {
            try Self.read(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"))
        } throws: { error in ((error as? ConfigError)?.description ?? "").hasPrefix(message) }
    }

    @Test func hostileNamesAreHarmless() {
        #expect { try Self.read("\"\\u001b[31m\" = 1") } throws: { error in
            "\(error)".contains("\\x1b[31m") && !"\(error)".contains("\u{1b}")
        }
    }
}
