/// A colour as a theme names it, before it is reduced to what a terminal has.
public enum Color: Hashable, Sendable {
    /// The terminal's own foreground or background.
    case standard
    /// One of the 16 ANSI colours: 0–7 normal, 8–15 bright.
    case ansi(UInt8)
    /// One of the 256 colours: 16 ANSI, a 6×6×6 cube, 24 greys.
    case indexed(UInt8)
    /// A colour by its red, green and blue.
    case rgb(UInt8, UInt8, UInt8)
}

/// How many colours a terminal can show.
public enum ColorDepth: Int, Comparable, Sendable {
    /// None: attributes only.
    case none = 0
    /// The eight ANSI colours.
    case eight = 8
    /// Eight and their bright twins.
    case sixteen = 16
    /// The 256 indexed colours.
    case indexed = 256

    /// The depth of a terminal that reports `colors` colours.
    public init(colors: Int) {
        switch colors {
        case 256...: self = .indexed
        case 16...: self = .sixteen
        case 8...: self = .eight
        default: self = .none
        }
    }

    /// Whether the left one has fewer colours.
    public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}

extension Color {
    /// The nearest colour that a terminal of that depth has.
    ///
    /// The 16 ANSI colours stay themselves: the user chose what they look like.
    public func reduced(to depth: ColorDepth) -> Color {
        guard depth != .none, let index else { return .standard }
        if index < 16 { return Color.fewer(index, depth) }
        if depth == .indexed { return .indexed(index) }
        return Color.fewer(Color.nearest(to: components(of: index), among: 0..<16), depth)
    }

    /// The number a 256-colour terminal knows the colour, or the nearest one, by; nil for the terminal's own.
    public var index: UInt8? {
        switch self {
        case .standard: nil
        case .ansi(let number): number & 15
        case .indexed(let number): number
        case .rgb(let red, let green, let blue):
            Color.nearest(to: (Int(red), Int(green), Int(blue)), among: 16..<256)
        }
    }

    /// With eight colours a bright one becomes its twin; bright black would vanish, so it becomes white.
    private static func fewer(_ index: UInt8, _ depth: ColorDepth) -> Color {
        guard depth == .eight, index > 7 else { return .ansi(index) }
        return .ansi(index == 8 ? 7 : index - 8)
    }

    private static func nearest(to color: (Int, Int, Int), among candidates: Range<Int>) -> UInt8 {
        var best = (index: UInt8(0), distance: Int.max)
        for index in candidates {
            let other = components(of: UInt8(index))
            let (red, green, blue) = (color.0 - other.0, color.1 - other.1, color.2 - other.2)
            let distance = red * red + green * green + blue * blue
            if distance < best.distance { best = (UInt8(index), distance) }
        }
        return best.index
    }
}

/// Red, green and blue of an indexed colour; the first 16 as xterm has them.
private func components(of index: UInt8) -> (Int, Int, Int) {
    let index = Int(index)
    switch index {
    case 7: return (229, 229, 229)
    case 8: return (127, 127, 127)
    case 12: return (92, 92, 255)
    case 0..<16:
        let level = index < 8 ? 205 : 255
        return (index & 1 == 0 ? 0 : level, index & 2 == 0 ? 0 : level, index & 4 == 0 ? 0 : level)
    case 16..<232:
        func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
        let cube = index - 16
        return (level(cube / 36), level(cube / 6 % 6), level(cube % 6))
    default:
        let grey = 8 + 10 * (index - 232)
        return (grey, grey, grey)
    }
}
