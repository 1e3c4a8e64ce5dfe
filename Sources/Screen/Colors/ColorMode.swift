/// What the user wants of colours.
public enum ColorMode: String, CaseIterable, Sendable {
    /// As many as the terminal has; none when NO_COLOR is set and not empty.
    case auto
    /// None.
    case never
    /// At most the 16 ANSI colours.
    case sixteen = "16"
    /// At most 256.
    case indexed = "256"

    /// The colours to use on a terminal that has so many.
    ///
    /// `isRefused` says that the user asks every program for no colours (NO_COLOR), which `auto` heeds.
    public func depth(ofTerminal colors: Int, isRefused: Bool) -> ColorDepth {
        let available = ColorDepth(colors: colors)
        switch self {
        case .auto: return isRefused ? .none : available
        case .never: return .none
        case .sixteen: return min(available, .sixteen)
        case .indexed: return available
        }
    }
}
