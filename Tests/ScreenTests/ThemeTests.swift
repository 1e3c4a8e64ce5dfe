import Screen
import Testing

@Suite struct ThemeTests {
    @Test func everyRoleHasItsOwnLetter() {
        #expect(Role.allCases.count <= 30)
        #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
    }

    @Test(
        arguments: [
            (.rgb(255, 135, 0), .indexed, .indexed(208)), (.rgb(8, 8, 8), .indexed, .indexed(232)),
            (.rgb(0, 0, 0), .indexed, .indexed(16)), (.rgb(250, 10, 10), .sixteen, .ansi(9)),
            (.rgb(200, 0, 0), .sixteen, .ansi(1)), (.indexed(46), .sixteen, .ansi(10)),
            (.indexed(46), .eight, .ansi(2)),
            (.indexed(3), .indexed, .ansi(3)), (.ansi(8), .eight, .ansi(7)), (.ansi(12), .indexed, .ansi(12)),
            (.rgb(1, 2, 3), .none, .standard), (.standard, .indexed, .standard),
        ] as [(Color, ColorDepth, Color)])
    func reduction(color: Color, depth: ColorDepth, expected: Color) {
        #expect(color.reduced(to: depth) == expected)
    }

    @Test(
        arguments: [(-1, .none), (0, .none), (8, .eight), (16, .sixteen), (88, .sixteen), (256, .indexed)]
            as [(Int, ColorDepth)])
    func depths(colors: Int, expected: ColorDepth) {
        #expect(ColorDepth(colors: colors) == expected)
    }

    @Test func aColoredBackgroundSurvivesWithoutColors() {
        #expect(Style(.ansi(7), on: .ansi(4)).reduced(to: .none) == Style(.standard, .reverse))
    }

    @Test func builtInThemes() {
        for role in Role.allCases {
            let (plain, mono) = (Theme.default[role], Theme.mono[role])
            #expect(plain.reduced(to: .sixteen) == plain && plain.background == .standard, "\(role)")
            #expect(mono.foreground == .standard && mono.background == .standard, "\(role)")
        }
        let states: [Role] = [.paused, .back, .stopped, .ended, .selected, .knobActive]
        for role in states { #expect(Theme.mono[role].attributes.contains(.reverse), "\(role)") }
    }

    @Test func aThemeInheritsFromItsBase() {
        let theme = Theme(name: "mine", base: .mono, styles: [.text: Style(.rgb(1, 2, 3))])
        #expect(theme[.text] == Style(.rgb(1, 2, 3)))
        #expect(theme[.title] == Theme.mono[.title])
        #expect(Theme(name: "bare", styles: [:])[.title] == Style())
    }
}
