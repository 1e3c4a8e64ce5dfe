import Config
import Screen
import Testing

@Suite struct ThemeShelfTests {
    @Test func usersThemesJoinTheBuiltInOnes() throws {
        let folder = try Folder()
        try folder.write("[roles]\ntext = \"red\"", to: "mine.toml")
        try folder.write("[roles]\ntext = \"blue\"", to: "nord.toml")
        try folder.write("[roles]\ntxt = 1", to: "broken.toml")
        try folder.write("", to: "readme.txt")
        let shelf = ThemeShelf(folder: folder.path)
        #expect(
            shelf.entries.map(\.name)
                == ["default", "light", "mono", "nord", "gruvbox", "solarized", "colorblind", "broken", "mine"])
        #expect(shelf.entries.map { $0.file != nil }.count { $0 } == 3)
        #expect(try shelf.theme("mine")[.text] == Style(.ansi(1)))
        #expect(try shelf.theme("nord")[.text] == Style(.ansi(4)))
        #expect { try shelf.theme("broken") } throws: { "\($0)".hasPrefix("\(folder.path)/broken.toml:2: role") }
        #expect { try shelf.theme("non") } throws: { error in
            let message = "\(error)"
            return message.contains("theme \"non\"") && message.contains("solarized") && message.contains("mine")
        }
    }

    @Test func themesGoRoundWithoutBrokenOnes() throws {
        let folder = try Folder()
        try folder.write("[roles]\ntxt = 1", to: "broken.toml")
        let file = try folder.write("[roles]\ntext = \"red\"", to: "elsewhere/own.toml")
        let shelf = ThemeShelf(folder: folder.path)
        #expect(shelf.themes(with: try shelf.theme("nord")).map(\.name) == ShippedThemeTests.names)
        #expect(shelf.themes(with: try shelf.theme(file)).map(\.name) == ["own"] + ShippedThemeTests.names)
    }

    @Test func filesAreThereOrNot() throws {
        let shelf = ThemeShelf(folder: "/nowhere/at/all")
        #expect(shelf.entries.count == 7)
        for path in ["/nowhere/x.toml", "x.toml", "./nord"] {
            #expect { try shelf.theme(path) } throws: { error in
                (error as? ConfigError)?.kind == .cannotOpen && "\(error)".hasPrefix("\(path): cannot be read")
            }
        }
    }

    @Test(
        arguments: [
            ("/x", "/home/me", "/x/lro-top"), (nil, "/home/me", "/home/me/.config/lro-top"),
            ("", "/home/me", "/home/me/.config/lro-top"), ("x", "/home/me", "/home/me/.config/lro-top"),
            (nil, nil, nil), (nil, "", nil),
        ] as [(String?, String?, String?)])
    func configFolder(configHome: String?, home: String?, expected: String?) {
        #expect(ConfigFolder.path(configHome: configHome, home: home) == expected)
    }
}
