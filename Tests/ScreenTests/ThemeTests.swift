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

    @Test(
        arguments: [
            (.rgb(129, 161, 193), .ansi(6)), (.rgb(191, 97, 106), .ansi(1)), (.rgb(163, 190, 140), .ansi(2)),
            (.rgb(235, 203, 139), .ansi(11)), (.rgb(180, 142, 173), .ansi(8)), (.rgb(46, 52, 64), .ansi(0)),
            (.rgb(216, 222, 233), .ansi(7)), (.rgb(255, 255, 255), .ansi(15)), (.rgb(110, 110, 110), .ansi(8)),
        ] as [(Color, Color)])
    func softColorsKeepTheirHueAmongSixteen(color: Color, expected: Color) {
        #expect(color.reduced(to: .sixteen) == expected)
    }

    @Test func aColoredBackgroundSurvivesWithoutColors() {
        #expect(Style(.ansi(7), on: .ansi(4)).reduced(to: .none) == Style(.standard, .reverse))
    }

    /// White on dark blue, and one role that stands out.
    static let theme = Theme(
        name: "mine", background: .rgb(0, 0, 95),
        styles: [.text: Style(.rgb(255, 255, 255)), .selected: Style(.ansi(0), .bold, on: .ansi(3))])

    @Test(
        arguments: [
            (.text, .indexed, Style(.indexed(231), on: .indexed(17))), (.text, .none, Style()),
            (.selected, .indexed, Style(.ansi(0), .bold, on: .ansi(3))),
            (.selected, .none, Style(.standard, [.bold, .reverse])), (.title, .sixteen, Style(on: .ansi(4))),
        ] as [(Role, ColorDepth, Style)])
    func rolesStandOnTheBackground(role: Role, depth: ColorDepth, expected: Style) {
        #expect(Self.theme.style(of: role, depth: depth) == expected)
    }

    @Test func nothingVanishesWithFewColors() {
        let theme = Theme(
            name: "grey", background: .rgb(40, 40, 40),
            styles: [.border: Style(.rgb(60, 60, 60)), .selected: Style(.rgb(250, 250, 250), on: .rgb(255, 255, 255))])
        #expect(theme.style(of: .border, depth: .sixteen) == Style(.ansi(7), on: .ansi(0)))
        #expect(theme.style(of: .selected, depth: .sixteen) == Style(.ansi(0), on: .ansi(15)))
    }

    @Test func aRoleWithoutAStyleIsPlain() {
        #expect(Theme(name: "bare", styles: [:])[.title] == Style())
        #expect(Self.theme[.title] == Style(on: .rgb(0, 0, 95)))
    }
}
