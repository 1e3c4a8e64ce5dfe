/// Marks a terminal can put on text besides colour.
public struct Attributes: OptionSet, Hashable, Sendable {
    /// One bit per mark.
    public let rawValue: UInt8

    /// The marks of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Bold or bright.
    public static let bold = Attributes(rawValue: 1)
    /// Half as bright.
    public static let dim = Attributes(rawValue: 2)
    /// Underlined.
    public static let underline = Attributes(rawValue: 4)
    /// Foreground and background exchanged.
    public static let reverse = Attributes(rawValue: 8)
}

/// What a role looks like.
public struct Style: Hashable, Sendable {
    /// The colour of the glyphs.
    public var foreground: Color
    /// The colour behind them.
    public var background: Color
    /// Bold, dim, underline, reverse.
    public var attributes: Attributes

    /// A style from its parts; each has the plain one as default.
    public init(_ foreground: Color = .standard, _ attributes: Attributes = [], on background: Color = .standard) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// This style as far as a terminal of that depth can show it.
    ///
    /// Without colours a coloured background becomes reverse video, or what it marks would be lost.
    public func reduced(to depth: ColorDepth) -> Style {
        var style = Style(foreground.reduced(to: depth), attributes, on: background.reduced(to: depth))
        if depth == .none, background != .standard { style.attributes.insert(.reverse) }
        return style
    }
}
