/// A style for every role, and the background they stand on.
public struct Theme: Hashable, Sendable {
    /// The name it is chosen by.
    public let name: String
    /// What is behind everything that has no background of its own.
    public let background: Color

    private let styles: [Role: Style]

    /// A theme of the given styles; a role without one is plain.
    public init(name: String, background: Color = .standard, styles: [Role: Style]) {
        self.name = name
        self.background = background
        self.styles = styles
    }

    /// The style of a role, on the theme's background.
    public subscript(role: Role) -> Style { onBackground(styles[role] ?? Style(), background) }

    /// The style of a role as far as a terminal of that depth can show it.
    ///
    /// Without colours a background that a role has of its own becomes reverse video; the theme's is left out, or
    /// everything would be reversed.
    public func style(of role: Role, depth: ColorDepth) -> Style {
        let style = (styles[role] ?? Style()).reduced(to: depth)
        return onBackground(style, background.reduced(to: depth)).legible
    }

    private func onBackground(_ style: Style, _ background: Color) -> Style {
        guard style.background == .standard else { return style }
        return Style(style.foreground, style.attributes, on: background)
    }
}

extension Style {
    /// With few colours two can become one: then the glyphs turn black or white.
    fileprivate var legible: Style {
        guard foreground != .standard, foreground == background else { return self }
        let isDark = [.ansi(0), .ansi(1), .ansi(4), .ansi(5), .ansi(8)].contains(background)
        return Style(.ansi(isDark ? 7 : 0), attributes, on: background)
    }
}
