import Config
import Screen
import Testing

@Suite struct ShippedThemeTests {
    static let shelf = ThemeShelf(folder: nil)
    static let names = ["default", "light", "mono", "nord", "gruvbox", "solarized", "colorblind"]
    /// Themes that know what is behind their colours.
    static let painted = names.filter { !["default", "mono"].contains($0) }
    static let depths: [ColorDepth] = [.indexed, .sixteen, .eight, .none]

    /// Roles that mark a state of the run: they must be seen without being looked for.
    static let marks: [Role] = [.paused, .back, .stopped, .ended, .selected, .knobActive]
    /// Roles that stand side by side and mean different things.
    static let neighbours: [[Role]] = [
        [.barLow, .barMid, .barHigh],
        [.running, .paused, .back, .stopped, .ended], [.text, .title, .selected, .warning, .error],
        [.knob, .knobActive, .text], [.border, .focus], [.key, .hint],
    ]

    /// Reasons, which have letters too where sixteen colours are too few.
    static let flushes: [Role] = [.flushEnd, .flushLimit, .flushOrder, .flushFlags, .flushShape, .flushOther]

    @Test func theFolderAndTheProgramHaveTheSameThemes() throws {
        #expect(Self.shelf.entries.map(\.name) == Self.names)
        let files = try Repository.files(in: "Themes")
        #expect(files.sorted() == Self.names.map { "\($0).toml" }.sorted())
        for name in Self.names {
            let text = try Repository.text("Themes/\(name).toml")
            #expect(try ThemeFile(text, file: "", name: name).theme == Self.shelf.theme(name), "\(name)")
        }
    }

    @Test(arguments: names)
    func everyRoleIsThereWithAComment(name: String) throws {
        let lines = try Repository.text("Themes/\(name).toml").split(separator: "\n").drop { $0 != "[roles]" }
            .dropFirst()
        #expect(lines.map { $0.prefix { $0 != " " } } == Role.allCases.map { Substring($0.rawValue) })
        for line in lines { #expect(line.split(separator: "  # ").count == 2, "\(line)") }
    }

    @Test(arguments: painted)
    func everyRoleReads(name: String) throws {
        let theme = try Self.shelf.theme(name)
        #expect(theme.background != .standard)
        for role in Role.allCases {
            let least = role == .muted || role == .border ? 3.0 : 4.5
            let contrast = Contrast.of(theme[role])
            #expect(contrast >= least, "\(role): \(contrast)")
            // What terminals really show: curses knows no more than 256 colours.
            let shown = Contrast.of(theme.style(of: role, depth: .indexed))
            #expect(shown >= least, "\(role) with 256 colors: \(shown)")
        }
    }

    @Test(arguments: names)
    func defaultAndMonoUseTheTerminalsColors(name: String) throws {
        guard !Self.painted.contains(name) else { return }
        let theme = try Self.shelf.theme(name)
        for role in Role.allCases {
            #expect(theme[role] == theme.style(of: role, depth: .sixteen), "\(role)")
            if name == "mono" { #expect(theme[role] == Style(.standard, theme[role].attributes), "\(role)") }
        }
        #expect(theme.background == .standard)
    }

    @Test(arguments: names)
    func neighboursDiffer(name: String) throws {
        let theme = try Self.shelf.theme(name)
        for depth in [.indexed, .sixteen] as [ColorDepth] where name != "mono" {
            for roles in Self.neighbours + (depth == .indexed ? [Self.flushes] : []) {
                let styles = roles.map { theme.style(of: $0, depth: depth) }
                #expect(Set(styles).count == roles.count, "\(roles) at \(depth)")
            }
        }
        #expect(Self.painted.contains(name) ? theme[.muted] != theme[.text] : true)
    }

    @Test(arguments: names)
    func marksShowWithoutColors(name: String) throws {
        let theme = try Self.shelf.theme(name)
        for role in Self.marks {
            #expect(theme.style(of: role, depth: .none).attributes.contains(.reverse), "\(role)")
        }
        #expect(!theme.style(of: .text, depth: .none).attributes.contains(.reverse))
        for role in [.title, .warning, .error, .key] as [Role] {
            #expect(theme.style(of: role, depth: .none) != theme.style(of: .text, depth: .none), "\(role)")
        }
    }

    @Test(arguments: names)
    func nothingVanishesAtAnyDepth(name: String) throws {
        let theme = try Self.shelf.theme(name)
        for depth in Self.depths {
            for role in Role.allCases {
                let style = theme.style(of: role, depth: depth)
                #expect(style.foreground == .standard || style.foreground != style.background, "\(role) at \(depth)")
                #expect(depth != .none || style == Style(.standard, style.attributes), "\(role)")
            }
        }
    }
}

/// The contrast of text as WCAG 2 has it: from 1, none, to 21, black on white.
enum Contrast {
    static func of(_ style: Style) -> Double {
        let levels = [luminance(style.foreground), luminance(style.background)].sorted()
        return (levels[1] + 0.05) / (levels[0] + 0.05)
    }

    private static func luminance(_ color: Color) -> Double {
        guard let parts = color.components else { return .nan }
        func linear(_ part: Int) -> Double {
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
        }
        return 0.2126 * linear(parts.red) + 0.7152 * linear(parts.green) + 0.0722 * linear(parts.blue)
    }
}
