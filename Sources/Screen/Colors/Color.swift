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
        return depth == .indexed ? .indexed(index) : Color.fewer(ansiNumber(components ?? (0, 0, 0)), depth)
    }

    /// How much red, green and blue it has, the 16 ANSI colours as xterm has them; nil for the terminal's own.
    public var components: (red: Int, green: Int, blue: Int)? {
        switch self {
        case .standard: nil
        case .ansi(let number): Screen.components(of: number & 15)
        case .indexed(let number): Screen.components(of: number)
        case .rgb(let red, let green, let blue): (Int(red), Int(green), Int(blue))
        }
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

    /// A shift of hue counts as much as one of lightness, or soft colours would turn grey.
    private static func nearest(to color: (Int, Int, Int), among candidates: some Sequence<Int>) -> UInt8 {
        var best = (index: UInt8(0), distance: Int.max)
        for index in candidates {
            let other = Screen.components(of: UInt8(index))
            let (red, green, blue) = (color.0 - other.red, color.1 - other.green, color.2 - other.blue)
            let (first, second, third) = (red - green, green - blue, blue - red)
            let hue = first * first + second * second + third * third
            let distance = red * red + green * green + blue * blue + hue
            if distance < best.distance { best = (UInt8(index), distance) }
        }
        return best.index
    }
}

/// The ANSI colour for a colour of any kind.
///
/// By distance the soft colours that themes are made of would nearly all be grey: a colour keeps its hue instead,
/// and only what has hardly any becomes black, grey or white.
private func ansiNumber(_ color: (red: Int, green: Int, blue: Int)) -> UInt8 {
    let parts = [color.red, color.green, color.blue]
    let (least, most) = (parts.min() ?? 0, parts.max() ?? 0)
    guard most > 72, (most - least) * 4 > most else {
        let grey = (color.red + color.green + color.blue) / 3
        return grey < 64 ? 0 : grey < 178 ? 8 : grey < 242 ? 7 : 15
    }
    let hue = parts.enumerated().reduce(0) { $1.element * 2 >= least + most ? $0 | 1 << $1.offset : $0 }
    return UInt8(most > 230 ? hue + 8 : hue)
}

/// Red, green and blue of an indexed colour; the first 16 as xterm has them.
private func components(of index: UInt8) -> (red: Int, green: Int, blue: Int) {
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
