/// A style for every role.
public struct Theme: Hashable, Sendable {
    /// The name it is chosen by.
    public let name: String

    private var styles: [Role: Style]

    /// A theme of the given styles; a role without one looks like `base` has it, or plain.
    public init(name: String, base: Theme? = nil, styles: [Role: Style]) {
        self.name = name
        self.styles = (base?.styles ?? [:]).merging(styles) { $1 }
    }

    /// The style of a role.
    public subscript(role: Role) -> Style { styles[role] ?? Style() }
}

extension Theme {
    /// The 16 colours the user set for the terminal, on its own background, light or dark.
    public static let `default` = Theme(
        name: "default",
        styles: [
            .muted: Style(.standard, .dim),
            .border: Style(.standard, .dim),
            .focus: Style(.ansi(6), .bold),
            .title: Style(.standard, .bold),
            .header: Style(.standard, .underline),
            .selected: Style(.standard, .reverse),
            .changed: Style(.ansi(3), .bold),
            .running: Style(.ansi(2), .bold),
            .paused: Style(.ansi(3), [.bold, .reverse]),
            .back: Style(.ansi(5), [.bold, .reverse]),
            .stopped: Style(.ansi(1), [.bold, .reverse]),
            .ended: Style(.standard, [.bold, .reverse]),
            .warning: Style(.ansi(3), .bold),
            .error: Style(.ansi(1), .bold),
            .knob: Style(.ansi(6)),
            .knobActive: Style(.ansi(6), [.bold, .reverse]),
            .barLow: Style(.ansi(2)),
            .barMid: Style(.ansi(3)),
            .barHigh: Style(.ansi(1)),
            .graph: Style(.ansi(6)),
            .flushEnd: Style(.ansi(2)),
            .flushLimit: Style(.ansi(6)),
            .flushOrder: Style(.ansi(1)),
            .flushFlags: Style(.ansi(5)),
            .flushShape: Style(.ansi(3)),
            .key: Style(.standard, .bold),
            .input: Style(.standard, .underline),
        ]
    )

    /// No colour at all: bold, underline and reverse carry what has to be seen.
    public static let mono = Theme(
        name: "mono",
        styles: [
            .focus: Style(.standard, .bold),
            .title: Style(.standard, .bold),
            .header: Style(.standard, .underline),
            .selected: Style(.standard, .reverse),
            .changed: Style(.standard, [.bold, .underline]),
            .running: Style(.standard, .bold),
            .paused: Style(.standard, .reverse),
            .back: Style(.standard, .reverse),
            .stopped: Style(.standard, [.bold, .reverse]),
            .ended: Style(.standard, .reverse),
            .warning: Style(.standard, .bold),
            .error: Style(.standard, [.bold, .reverse]),
            .knobActive: Style(.standard, .reverse),
            .barHigh: Style(.standard, .bold),
            .key: Style(.standard, .bold),
            .input: Style(.standard, .underline),
        ]
    )
}
