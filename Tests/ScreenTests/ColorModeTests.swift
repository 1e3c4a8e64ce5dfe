import Screen
import Testing

@Suite struct ColorModeTests {
    @Test(
        arguments: [
            (.auto, 256, false, .indexed), (.auto, 8, false, .eight), (.auto, 256, true, .none),
            (.auto, 0, false, .none),
            (.never, 256, false, .none), (.sixteen, 256, true, .sixteen), (.sixteen, 8, false, .eight),
            (.indexed, 256, true, .indexed), (.indexed, 16, false, .sixteen),
        ] as [(ColorMode, Int, Bool, ColorDepth)])
    func depth(mode: ColorMode, colors: Int, noColor: Bool, expected: ColorDepth) {
        #expect(mode.depth(ofTerminal: colors, isRefused: noColor) == expected)
    }
}
